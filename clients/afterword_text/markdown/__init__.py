"""Markdown and the document tree, both ways. CommonMark 0.31 with GitHub's tables, strikethrough and task lists."""

from afterword_text.markdown.blocks_in import parse
from afterword_text.markdown.blocks_out import write
from afterword_text.markdown.shape import shape

__all__ = ["parse", "shape", "write"]
