"""Templates of other people become ours: what they ask stays, and blocks stand where facts answer."""

import re
from pathlib import Path

import pytest

from afterword.core.errors import Invalid
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from afterword.postmortems.actions.templates import replace_template
from afterword.postmortems.export import to_markdown
from afterword.postmortems.foreign import understand
from afterword.postmortems.template_text import LENGTH_LIMIT, remarks_on
from tests.postmortems.test_executive_summary import a_told_outage

FOLDER = Path(__file__).parents[1] / "fixtures" / "templates"
FILES = sorted(each for each in FOLDER.glob("*.md") if each.name != "SOURCES.md")
OURS = """---
title: Incident Postmortem
type: postmortem
---

# Incident Postmortem

**Metadata**
- Incident ID: {{INCIDENT_ID}}
- Reviewers: {{REVIEWERS}}

### Quick Stats

| Metric | Value |
|--------|-------|
| **Duration** | _____ hours _____ minutes |

## Timeline of Events

### Detection Phase

**{{TIME}}** - **Incident Start**
- First indication:

## Root Cause Analysis (5 Whys)

**1. Why did the incident occur?**

Answer:

## Contributing Factors

### Technical Factors

1. **Factor 1**: _____
   - Description:
   - Could it have caused the incident alone?: ‚úÖ Yes / ‚ùå No

2. **Factor 2**: _____
   - Description:
   - Could it have caused the incident alone?: ‚úÖ Yes / ‚ùå No

## Action Items

1. **[P0]** _____
   - **Tracking**: [Jira/GitHub link]

## Supporting Data

**Query relevant logs**:
```
search_datadog_logs(from="{{INCIDENT_START}}")
```

## Knowledge Sharing

- [ ] Review meeting scheduled (Date: _____)
- [ ] Runbook updated

## Notes

1. Include all supporting data
2. Focus on learning, not blame
3. Schedule a meeting
"""


@pytest.mark.parametrize("file", FILES, ids=lambda each: each.stem)
def test_each_becomes_a_template_that_fills_without_a_blank(ada: Actor, di: Actor, file: Path) -> None:
    found = understand(file.read_text(encoding="utf-8"), file.name)

    assert found.questions
    assert found.filled
    assert not remarks_on(found.text)
    replace_template(di, "theirs", "en", found.text)
    markdown = to_markdown(start(ada, [a_told_outage(ada)], template_key="theirs", language="en"))
    assert not re.search(r"___|\{\{|\{#|<!-- block: \w+ -->\s*\Z", markdown)


def test_blanks_labels_and_brackets_are_questions(ada: Actor, di: Actor) -> None:
    found = understand(OURS)

    assert found.name == "Incident Postmortem"
    for question in (
        "Duration",
        "First indication",
        "1. Why did the incident occur?",
        "Factor 1: Description; Could it have caused the incident alone?: Yes / No",
        "P0: Tracking: Jira/GitHub link",
    ):
        assert question in found.questions
    assert not [each for each in found.questions if "Factor 2" in each or "Answer" in each or "Include" in each]
    replace_template(di, "ours", "en", found.text)
    markdown = to_markdown(start(ada, [a_told_outage(ada)], template_key="ours", language="en"))
    assert 'search_datadog_logs(from="2026-03-02T' in markdown
    assert "- [ ] Review meeting scheduled\n" in markdown
    assert not re.search(r"___|\{\{|‚", markdown)


def test_known_headings_get_their_blocks_once() -> None:
    assert understand(OURS).filled == [
        ("Quick Stats", "key-metrics"),
        ("Detection Phase", "timeline"),
        ("Root Cause Analysis (5 Whys)", "five-whys"),
        ("Technical Factors", "factors"),
        ("Action Items", "followups"),
    ]


def test_chinese_headings_are_known_too() -> None:
    found = understand("# 复盘报告\n\n## 时间线\n\n## 影响范围\n\n请描述受影响的用户。\n\n## 改进措施\n\n负责人：\n")

    assert found.language == "zh-hans"
    assert [kind for _, kind in found.filled] == ["timeline", "impact", "followups"]
    assert found.questions == ["请描述受影响的用户。", "负责人"]
    assert found.name == "复盘报告"


def test_one_of_ours_stays_as_it_is() -> None:
    text = "# Ours\n\n## Costs {#costs}\n\n<!-- guide: How much? -->\n\nOwner: ____\n"

    found = understand(text)

    assert found.is_ours
    assert found.text == text


def test_hints_in_angle_brackets_and_comments_are_questions_and_code_is_not() -> None:
    found = understand(
        "## Cause\n\n<Short words on the\ncause>\n\n<!-- What changed? -->\n\n```\n<Keep this>\n[and this]\n```\n"
    )

    assert found.questions == ["Short words on the cause", "What changed?"]
    assert "<Keep this>\n[and this]" in found.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("---\nname: [\n---\n\nText", "facts in front"),
        ("a\0b", "NUL"),
        ("", "no text"),
        ("a" * (LENGTH_LIMIT + 1), "at most"),
        ("> " * 2000 + "deep", "nested"),
    ],
)
def test_what_can_not_be_read_is_refused_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        understand(text)


@pytest.mark.parametrize(
    "text", ["- a:\n" + "".join(f"{'  ' * at}- b:\n" for at in range(1, 40)), "## T\n\nx\n\n" * 500]
)
def test_one_that_repeats_itself_without_end_is_read_soon(text: str) -> None:
    assert understand(text).questions or understand(text).sections
