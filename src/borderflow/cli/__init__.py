"""The door: words, colours, files and exit codes. The one room that prints and reads the clock.

Whatever a command needs is imported when the command runs, so that `--version` costs no more than Python.
"""

from borderflow.cli.door import command, main

__all__ = ["command", "main"]
