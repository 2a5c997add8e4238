"""HTML to the document tree: pages that other programs saved, and our own files."""

from afterword.documents.html_in.read import read_html

__all__ = ["read_html"]
