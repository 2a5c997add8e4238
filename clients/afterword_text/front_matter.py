"""Facts about a document at the head of its Markdown, as YAML between two lines of three dashes."""

import re

import yaml

from afterword_text.tree import Json

Meta = dict[str, Json]

_HEAD = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


class FrontMatterError(ValueError):
    """The head can't be read; says the line, counted in the whole text."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def split(text: str) -> tuple[Meta, str]:
    """The facts and the text below them. A text without a head, or with a rule on its first line, has no facts.

    Times, dates, yes and no stay the words they were: YAML 1.1 would read 14:05 as the number 845.
    Raises FrontMatterError when the head is not readable YAML or uses references to other parts of itself.
    """
    found = _HEAD.match(text)
    if not found:
        return {}, text
    facts = _read(found[1])
    if not isinstance(facts, dict):
        return {}, text
    return {str(name): value for name, value in facts.items()}, text[found.end() :].lstrip("\r\n")


def join(meta: Meta, body: str) -> str:
    """The text with its facts above it; without facts, the text alone."""
    if not meta:
        return body
    head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, default_flow_style=False, width=1000)
    return f"---\n{head}---\n\n{body}"


class _Loader(yaml.SafeLoader):
    """YAML 1.2's core types only, and no aliases: a few lines of those can unfold to gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "references are not read here", self.peek_event().start_mark)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("int", r"[-+]?(0|[1-9][0-9]{0,18})", "-+0123456789"),
    ("float", r"[-+]?(0|[1-9][0-9]*)?\.[0-9]+([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    _firsts = [*_first.replace("\0", ""), *([""] if "\0" in _first else [])]
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _firsts)


def _read(head: str) -> object:
    try:
        return yaml.load(head, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise FrontMatterError(line + 2, error.problem or "not YAML") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise FrontMatterError(2, "not YAML") from error
