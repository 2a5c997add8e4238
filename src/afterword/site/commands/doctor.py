"""Look whether everything is in order, and say how to mend what is not."""

import argparse
import json
import sys
from dataclasses import asdict

from afterword.site.doctor.examine import examine
from afterword.site.doctor.finding import Finding, State


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Changes nothing. Ends with 1 when there is a problem, with 0 when there are only warnings."
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--mail", metavar="ADDRESS", default="", help="send a test message to it")


def run(arguments: argparse.Namespace) -> None:
    findings = []
    for finding in examine(arguments.mail):
        findings.append(finding)
        if not arguments.json:
            _tell(finding)
    count = {state: sum(finding.state == state for finding in findings) for state in State}
    if arguments.json:
        print(json.dumps([asdict(finding) for finding in findings], indent=1, ensure_ascii=False))
    else:
        print(f"\n{_count(count[State.PROBLEM], 'problem')}, {_count(count[State.WARNING], 'warning')}.")
    if count[State.PROBLEM]:
        sys.exit(1)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _tell(finding: Finding) -> None:
    print(f"{finding.state:<8} {finding.check:<18} {finding.words}", flush=True)
    if finding.remedy:
        print(f"{'':<27} -> {finding.remedy}", flush=True)
