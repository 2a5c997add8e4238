"""The commands of `afterword`: one module each, named like the command, with `-` written as `_`.

What is a word of Python has another `_` at its end.

A module has a docstring, whose first line `afterword --help` shows, and two functions:

    def add_arguments(parser: argparse.ArgumentParser) -> None    declares options
    def run(arguments: argparse.Namespace) -> None                does it; raises DomainError to refuse

Settings and models are ready when the module is imported. A refusal is printed as one sentence and ends with code 1.
"""
