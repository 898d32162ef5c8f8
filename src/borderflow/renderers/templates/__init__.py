"""Templates, the shipped ones and those of the user, in a sandbox."""
