"""The `aw` command line: a client of Afterword's HTTP API."""

__version__ = "0.1.0"
