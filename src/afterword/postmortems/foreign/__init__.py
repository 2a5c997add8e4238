"""Templates from elsewhere: any Markdown with hints, blanks and questions becomes a template of ours."""

from afterword.postmortems.foreign.read import Understood, understand

__all__ = ["Understood", "understand"]
