"""What is recognised in finished postmortems: of 46 published ones, and in the shapes that people write."""

import json
from pathlib import Path

import pytest

import afterword.transfer.demo
from afterword_text.recognise import Recognised, Why, recognise

FOLDER = Path(afterword.transfer.demo.__file__).parent / "postmortems"
INDEX = [json.loads(line) for line in (FOLDER / "index.jsonl").read_text(encoding="utf-8").splitlines()]
# Their files begin with a section, so their names stand nowhere in them.
NAMELESS = {"learningequality__002-cloudflare-incomplete-migration.md"}
LINES = {
    "2i2c__2025-08-12-leap-outage.md": 17,
    "datahub__2019-02-25-k8s-api-server-down.md": 13,
    "jenkins__20210529-aci-outage.md": 14,
    "k8s-test-infra__2019-01-23.md": 11,
    "learningequality__004-sushibar-certificate-expired.md": 4,
    "moj__2026-03-30-ingress-nginx-rollback.md": 17,
    "mybinder__2017-09-27-hub-403.md": 6,
    "posthog__2026-01-17-replay-sdk-fetch-wrapper-incident.md": 10,
    "univaf__2021-06-29-actions-budget-terraform-state.md": 14,
}


def of_file(name: str) -> Recognised:
    return recognise((FOLDER / name).read_text(encoding="utf-8"), name)


def plain(title: str) -> str:
    return " ".join(title.replace("`", "").replace("*", "").split()).lower()


@pytest.mark.parametrize("row", INDEX, ids=[row["file"] for row in INDEX])
def test_the_titles_of_published_postmortems_are_recognised(row: dict[str, str]) -> None:
    title = of_file(row["file"]).title

    assert (title is None) == (row["file"] in NAMELESS)
    assert title is None or plain(title.words) == plain(row["title"])


@pytest.mark.parametrize(("name", "count"), LINES.items())
def test_every_line_of_their_timelines_has_its_time(name: str, count: int) -> None:
    timeline = of_file(name).timeline

    assert len(timeline) == count
    assert all("T" in line.at for line in timeline)


def test_what_is_recognised_stands_on_the_line_it_names() -> None:
    for row in INDEX:
        text = (FOLDER / row["file"]).read_text(encoding="utf-8").split("\n")
        found = of_file(row["file"])
        for line in found.timeline:
            first = line.words.split("\n", 1)[0].split(" — ")[0]
            assert first in "\n".join(text[line.line - 1 : line.line + 3]), (row["file"], line)
        for action in found.actions:
            assert action.words[:12] in text[action.line - 1], (row["file"], action)


def test_times_wear_the_zone_that_the_text_gives_them() -> None:
    assert {line.zone for line in of_file("2i2c__2020-10-28-memory-overload.md").timeline} == {"IST"}
    assert of_file("2i2c__2020-10-28-memory-overload.md").timeline[0].at == "2020-08-28T20:52"
    assert {line.zone for line in of_file("jenkins__20210529-aci-outage.md").timeline} == {"Denver"}
    assert of_file("jenkins__20210529-aci-outage.md").times["resolved"].words == "2021-05-29T20:09 Denver"


def test_a_time_that_cannot_be_read_is_told_instead_of_guessed() -> None:
    found = of_file("moj__2025-03-18-aws-eks-upgrade-to-1-30.md")

    assert "detected" not in found.times
    assert [each.words for each in found.unplaced if each.why == Why.TIME] == ["First detected: 22025-03-18 09:36"]
    assert found.times["mitigated"].words == "2025-03-18T10:40"


ENGLISH = """\
---
title: Search was slow
severity: SEV-2
services: [Search, Web]
authors: Ada and Bo
status: published
quarter: Q1
---

**Started:** 2024-03-02 10:36 UTC
**Resolved:** 2024-03-02T12:10:00+01:00

## Timeline

- 10:36 UTC: alert fires
- 23:58 UTC - watch ends
- 00:10 UTC - all quiet
- somebody restarts it

## Action items

| Action | Owner | Due | Status |
|---|---|---|---|
| Watch the queue | Bo | 2024-03-09 | Done |

- [x] Raise the limit (owner: Ada, due: 2024-03-05) https://example.com/t/1
- Write the runbook
  for the indexer

## Odds and ends

Nothing.
"""


def test_front_matter_labels_lists_and_tables_are_read() -> None:
    found = recognise(ENGLISH, "2024-03-02-search.md")

    assert found.title
    assert found.severity
    assert found.status
    assert (found.title.words, found.severity.words, found.status.words) == ("Search was slow", "SEV-2", "published")
    assert [each.words for each in found.services] == ["Search", "Web"]
    assert [each.words for each in found.authors] == ["Ada", "Bo"]
    assert found.times["started"].words == "2024-03-02T10:36 UTC"
    assert found.times["resolved"].words == "2024-03-02T12:10+01:00"
    assert [line.at for line in found.timeline] == ["2024-03-02T10:36", "2024-03-02T23:58", "2024-03-03T00:10"]
    told = [(each.words, each.owner, each.due, each.is_done) for each in found.actions]
    assert ("Watch the queue", "Bo", "2024-03-09", True) in told
    assert ("Raise the limit https://example.com/t/1", "Ada", "2024-03-05", True) in told
    assert ("Write the runbook for the indexer", "", "", False) in told
    assert [(each.why, each.line) for each in found.unplaced] == [
        (Why.FIELD, 7),
        (Why.TIMELINE, 18),
        (Why.SECTION, 30),
    ]


CHINESE = """\
# 2024年3月2日 支付回调延迟

严重级别：SEV-2
开始时间：2024年3月2日 15:20 北京时间

## 概述

回调积压。

## 时间线

- 15:20 队列告警
- 下午4:05 恢复

## 改进措施

- 按商户拆分队列，负责人：小王
"""


def test_chinese_postmortems_are_read_too() -> None:
    found = recognise(CHINESE)

    assert found.title
    assert found.title.words == "2024年3月2日 支付回调延迟"
    assert found.severity
    assert found.severity.words == "SEV-2"
    assert found.times["started"].words == "2024-03-02T15:20 北京时间"
    assert [(line.at, line.words) for line in found.timeline] == [
        ("2024-03-02T15:20", "队列告警"),
        ("2024-03-02T16:05", "恢复"),
    ]
    assert [(each.words, each.owner) for each in found.actions] == [("按商户拆分队列", "小王")]
    assert [each.id for each in found.sections] == ["summary", "timeline", "actions"]


@pytest.mark.parametrize("text", ["", "---\na: [\n---\n", "| a |\n|--|", "# " * 500, "## Timeline\n\n- 99:99 x", "\0"])
def test_odd_texts_are_survived(text: str) -> None:
    assert recognise(text).times == {}
