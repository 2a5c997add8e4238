"""Facts about a document at the head of its Markdown: YAML between lines of dashes, TOML between +++, or JSON."""

import json
import re
import tomllib
from datetime import date, time

import yaml

from afterword_text.tree import Json

Meta = dict[str, Json]

_HEAD = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\ufeff?\+\+\+[ \t]*\r?\n(.*?)(?:^|\n)\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_JSON = re.compile(r'\A\ufeff?(?=\{\s*")')


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
    _, meta, body = parts(text)
    return meta, body


def parts(text: str) -> tuple[str, Meta, str]:
    """The head as it stands, the facts in it, and the text below; see `split`."""
    end, facts = _yaml_head(text) or _toml_head(text) or _json_head(text) or (0, None)
    if not isinstance(facts, dict):
        return "", {}, text
    meta = {str(name): value for name, value in facts.items()}
    return text[:end].removeprefix("\ufeff"), meta, text[end:].lstrip("\r\n")


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


def _yaml_head(text: str) -> tuple[int, object] | None:
    found = _HEAD.match(text)
    return (found.end(), _read(found[1])) if found else None


def _toml_head(text: str) -> tuple[int, object] | None:
    found = _TOML.match(text)
    if not found:
        return None
    try:
        return found.end(), _plain(tomllib.loads(found[1].replace("\r\n", "\n")))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise FrontMatterError(int(line[1]) + 1 if line else 2, f"not TOML: {error}") from error


def _json_head(text: str) -> tuple[int, object] | None:
    """An object that the text begins with, and an end of line behind it."""
    found = _JSON.match(text)
    if not found:
        return None
    try:
        facts, end = json.JSONDecoder().raw_decode(text, found.end())
    except json.JSONDecodeError as error:
        raise FrontMatterError(error.lineno, f"not JSON: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        raise FrontMatterError(1, "not JSON") from error
    rest = re.compile(r"[ \t]*(?:\r?\n|\Z)").match(text, end)
    return (rest.end(), facts) if rest else None


def _plain(value: object) -> object:
    """TOML's dates and times as the words they were."""
    if isinstance(value, dict):
        return {name: _plain(inside) for name, inside in value.items()}
    if isinstance(value, list):
        return [_plain(inside) for inside in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _read(head: str) -> object:
    try:
        return yaml.load(head, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise FrontMatterError(line + 2, error.problem or "not YAML") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise FrontMatterError(2, "not YAML") from error
