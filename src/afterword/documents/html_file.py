"""A document as one HTML file that needs nothing else: to mail, to print, to keep."""

from html import escape

from afterword.documents.render import to_html
from afterword_text.formats import File
from afterword_text.guides import without_guides
from afterword_text.headings import names
from afterword_text.tree import children, integer, words_of

_STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --paper: #fff; --line: #d0d7de; --link: #0b57d0; --soft: #f6f8fa; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --paper: #0d1117; --line: #3d444d; --link: #7cb7ff; --soft: #161b22; }
}
body { margin: 0 auto; padding: 1.5rem; max-width: 46rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); } img { max-width: 100%; height: auto; }
pre { padding: .75rem; overflow-x: auto; background: var(--soft); } blockquote { margin: 1rem 0; padding-left: 1rem;
  border-left: 3px solid var(--line); } .table-scroll { overflow-x: auto; } table { border-collapse: collapse; }
th, td { padding: .3rem .6rem; border: 1px solid var(--line); text-align: left; vertical-align: top;
  overflow-wrap: break-word; }
td p, th p, li p { margin: .1rem 0; } nav ul { padding-left: 1rem; list-style: none; }
.task-item { display: flex; gap: .5rem; }
@media print { nav { display: none; } body { max-width: none; padding: 0; } a { color: inherit; }
  pre, tr, img { break-inside: avoid; } h1, h2, h3 { break-after: avoid; } pre { white-space: pre-wrap; } }
""".strip()


def to_html_file(file: File) -> str:
    """The whole page: style, outline and text, without questions to the writer; no script, and nothing is fetched but
    pictures from https.
    """
    tree = without_guides(file.tree)
    headings = [
        (integer(each, "level", 1), words_of(each), name)
        for each, name in zip(children(tree), names(tree), strict=True)
        if each["type"] == "heading"
    ]
    title = str(file.meta.get("title") or (headings[0][1] if headings else "Document"))
    links = "".join(
        f'<li style="margin-left: {level - 1}rem"><a href="#{escape(name)}">{escape(words)}</a></li>'
        for level, words, name in headings[:200]
    )
    outline = f"<nav><ul>{links}</ul></nav>\n" if len(headings) > 2 else ""
    return (
        f'<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n{outline}<main>\n{to_html(tree)}\n</main>\n</body>\n</html>\n"
    )
