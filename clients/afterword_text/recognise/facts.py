"""Facts that stand beside a label: in the front matter, on a line “Severity: ...”, in a table, below a heading."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from afterword_text.front_matter import Meta
from afterword_text.recognise.blocks import Block
from afterword_text.recognise.found import Recognised, Stated, Unplaced, Why
from afterword_text.recognise.lines import SourceLine, cells, plain
from afterword_text.recognise.meanings import KNOWN_FIELDS, fact_called, time_called
from afterword_text.recognise.stamps import stamp_in

_LABELLED = re.compile(r"[\s>*+-]*[*_]*(?P<label>[^:：*_|]{2,30}?)[*_]*\s*[:：][*_]*\s*(?P<value>.*)")
_TIMED = re.compile(r"[\s>*+-]+[*_]*(?P<label>[A-Za-z][A-Za-z ]{2,24}?)\s+(?P<value>\d{4,5}-\d\d-\d\d.*)")
_LISTED = re.compile(r"\s*(?:[,;、，；]|\band\b)\s*")
_MAIL = re.compile(r"\s*<[^>]*@[^>]*>")


def take_meta(found: Recognised, meta: Meta, head: list[str]) -> None:
    """What the front matter says; fields that nothing is made of are told."""
    for name, value in meta.items():
        line = next((at for at, text in enumerate(head, start=1) if text.lstrip("\"'").startswith(name)), 1)
        words = (
            "; ".join(str(each) for each in value) if isinstance(value, list) else str("" if value is None else value)
        )
        if not words or isinstance(value, dict):
            continue
        if (
            not _take(found, name.replace("_at", "").replace("_", " "), words, line)
            and name.lower() not in KNOWN_FIELDS
        ):
            found.unplaced.append(Unplaced(Why.FIELD, f"{name}: {words}", line))


def take_labelled(found: Recognised, blocks: Iterable[Block]) -> None:
    """Labels count outside of timelines and action items, where they mean something else."""
    for block in blocks:
        if block.meaning in ("timeline", "actions") and not _is_key_events(block):
            continue
        if block.heading and (label := _LABELLED.match(block.heading.text)):
            _take(found, label["label"], label["value"], block.heading.number)
        _take_below(found, block)
        for line, label_words, value in _pairs(block.lines):
            _take(found, label_words, value, line)


def near_day(found: Recognised) -> date | None:
    try:
        return date.fromisoformat(found.day.words) if found.day else None
    except ValueError:
        return None


def _is_key_events(block: Block) -> bool:
    return not block.heading


def _take_below(found: Recognised, block: Block) -> None:
    """“## Status” with one short line below it."""
    told = [line for line in block.lines if not line.is_blank and not line.is_code]
    if block.heading and told and len(told) <= 6 and fact_called(block.title) in ("status", "authors", "severity"):
        values = told if fact_called(block.title) == "authors" else told[:1]
        for line in values:
            _take(found, block.title, re.sub(r"^\s*[-*+]\s+", "", line.text), line.number)


def _pairs(lines: Iterable[SourceLine]) -> Iterator[tuple[int, str, str]]:
    for line in lines:
        if line.is_code or line.level:
            continue
        row = cells(line.text)
        if row is not None:
            if len(row) == 2:
                yield line.number, plain(row[0]).rstrip(":："), row[1]
            continue
        pair = _TIMED.match(line.text) or _LABELLED.match(line.text)
        if pair:
            yield line.number, plain(pair["label"]), pair["value"]


def _take(found: Recognised, label: str, value: str, line: int) -> bool:
    """Keep a value under what its label means, the first one; False when it means nothing here."""
    value = plain(_MAIL.sub("", value))
    moment = time_called(label)
    if moment:
        return _take_time(found, moment, label, value, line)
    fact = fact_called(label)
    if not fact or not value or len(value) > 200:
        return bool(fact)
    if fact in ("services", "authors"):
        known = found.services if fact == "services" else found.authors
        seen = {each.words for each in known}
        known += [Stated(each, line) for each in _LISTED.split(value) if each and each not in seen]
    elif fact == "day":
        stamp = stamp_in(value, None)
        if stamp and stamp.day and found.day is None:
            found.day = Stated(stamp.day.isoformat(), line)
    elif getattr(found, fact) is None:
        setattr(found, fact, Stated(value, line))
    return True


def _take_time(found: Recognised, moment: str, label: str, value: str, line: int) -> bool:
    stamp = stamp_in(value, near_day(found))
    if stamp and stamp.day:
        zone = f" {stamp.zone}" if stamp.zone else ""
        found.times.setdefault(moment, Stated(stamp.iso + zone, line))
    elif re.search(r"\d", value) and len(value) <= 60:
        found.unplaced.append(Unplaced(Why.TIME, f"{label}: {value}", line))
    else:
        return False
    return True
