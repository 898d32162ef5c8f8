"""One module a command. Each has a `run`, which returns the exit code."""
