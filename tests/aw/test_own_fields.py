"""Types and fields on the command line."""

import json

import pytest


def test_declaring_and_resolving_say_what_is_asked(aw):
    asked = ("--type", "near miss", "--field", "detection_method=Monitor")
    number = str(json.loads(aw("declare", "Disk nearly full", *asked, "--json").out)["number"])
    assert aw("status", number, "resolved", "--field", "root_cause_process=No alert was set").code == 0
    shown = aw("show", number).out
    for words in ("Near miss", "Monitor", "No alert was set"):
        assert words in shown
    assert f"INC-{number}" in aw("list", "--type", "Near miss", "--mine", "--outcome", "resolved").out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("declare", "X", "--field", "detection_method"), 2, "KEY=VALUE"),
        (("declare", "X", "--field", "mood=bad"), 1, "mood"),
        (("declare", "X", "--type", "Party"), 1, "Near miss"),
        (("status", "1", "stable", "--field", "a=b"), 2, "resolved"),
    ],
)
def test_what_is_no_field_is_said_in_words(aw, arguments, code, says):
    done = aw(*arguments)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
