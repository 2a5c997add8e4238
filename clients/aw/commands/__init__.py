"""One file for each command: `command` does it, its docstring is the help. An underscore at the end is not typed."""
