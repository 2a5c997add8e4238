"""What to say, and do, when a service that the tests need can't be had."""

import os
import sys

import pytest

SKIP_VARIABLE = "ALLOW_SKIP_SERVICES"


class ServiceMissing(Exception):
    """A service can't be had; the message names the three ways to mend that."""

    def __init__(self, service: str, *ways: str) -> None:
        numbered = "; ".join(f"({number}) {way}" for number, way in enumerate(ways, start=1))
        super().__init__(
            f"The tests need {service} and found none: {numbered}. "
            f"{SKIP_VARIABLE}=1 runs the tests that do without, which proves less."
        )
        self.service = service


def may_skip() -> bool:
    return os.environ.get(SKIP_VARIABLE, "") not in ("", "0")


def skip_or_fail(missing: ServiceMissing) -> None:
    """A silent skip would make "the tests pass" untrue: fail, unless skipping was asked for, and then say so."""
    if not may_skip():
        pytest.fail(str(missing), pytrace=False)
    print(f"NOT TESTED: {missing.service} ({SKIP_VARIABLE} is set)", file=sys.stderr)
    pytest.skip(f"{missing.service} is missing and {SKIP_VARIABLE} is set")
