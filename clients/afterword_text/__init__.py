"""Text without Django: the document tree, Markdown, front matter, sections; for the server and the command line."""
