"""Text without Django: the document tree, Markdown, front matter, sections. Shared by the server and the command line."""
