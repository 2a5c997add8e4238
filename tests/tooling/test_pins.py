"""Every set of pins holds the same versions: what was tested is what runs, with and without an object store."""

import re

import pytest

from tests.architecture import tree


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", tree.text(f"requirements/{name}.txt"), re.MULTILINE))


@pytest.mark.parametrize("extra", ["dev", "s3"])
def test_an_extra_adds_packages_and_changes_no_version(extra: str):
    runtime, extended = pins("runtime"), pins(extra)

    assert runtime
    assert {name: extended.get(name) for name in runtime} == runtime
