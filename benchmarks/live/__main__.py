"""Measure live editing against other servers, one after another in every round, and print one ratio per scene.

    python -m benchmarks.live [--rounds N] [--scene NAME] [--server NAME] [--keep]

Needs rustc and Node beside Python. Absolute figures say little on a shared machine: read the ratios.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

from benchmarks.live.measure import Found, RunFailed, page_ratio, run_of
from benchmarks.live.report import last_lines, section
from benchmarks.live.scenes import DOCUMENTS, SCENES
from benchmarks.live.servers import NAMES, OURS, REFERENCE, World, make_world, running
from benchmarks.live.tools import ToolMissing, load_generator, peers
from benchmarks.page_file import keep_section

ROUNDS = 5


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--scene", choices=[scene.name for scene in SCENES], help="only this one")
    parser.add_argument("--server", choices=NAMES, action="append", help=f"only these, and {REFERENCE}")
    parser.add_argument("--keep", action="store_true", help="write the section of docs/reference/benchmarks.md")
    wanted = parser.parse_args()
    load = os.getloadavg()[0]
    try:
        generator, folder = load_generator(), peers()
        world = make_world(DOCUMENTS)
        try:
            found, pages = measured(wanted, world, generator, folder)
        finally:
            shutil.rmtree(world.folder, ignore_errors=True)
    except (ToolMissing, RunFailed) as problem:
        print(problem, file=sys.stderr)
        return 1
    text = section(found, pages, load, wanted.rounds)
    print(text)
    if wanted.keep:
        keep_section("## Live editing", text)
    print("\n".join(last_lines(found)))
    return 0


def measured(
    wanted: argparse.Namespace, world: World, generator: Path, folder: Path
) -> tuple[list[Found], list[float]]:
    """Every scene in rounds, all servers in turn in each; then pages beside the light scene."""
    names = [name for name in NAMES if not wanted.server or name in {REFERENCE, *wanted.server}]
    scenes = [scene for scene in SCENES if wanted.scene in {None, scene.name}]
    found = [Found(scene, {name: [] for name in names}) for scene in scenes]
    for each in found:
        for number in range(wanted.rounds):
            for name in turned(names, number):
                print(f"{each.scene.name}, round {number + 1} of {wanted.rounds}: {name}", file=sys.stderr)
                with running(name, world, folder) as server:
                    each.runs[name].append(run_of(each.scene, name, server, generator))
    pages: list[float] = []
    if OURS in names and scenes[0].name == "light":
        for _ in range(min(3, wanted.rounds)):
            with running(OURS, world, folder) as server:
                pages.append(page_ratio(scenes[0], OURS, server, world, generator))
    return found, pages


def turned(names: list[str], number: int) -> list[str]:
    """Another one begins every round: a machine that is shared slows down and speeds up."""
    first = number % len(names)
    return [*names[first:], *names[:first]]


if __name__ == "__main__":
    sys.exit(main())
