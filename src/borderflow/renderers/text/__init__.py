"""The review as a terminal shows it, in the manner of the best compilers.

Nothing is imported here: `explain` and faults use the lines and tones without the rest.
"""
