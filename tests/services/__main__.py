"""Get and name the services that the tests need: `python -m tests.services`.

As root on Debian, what is missing and comes from apt is installed. Ends with 1 and one sentence when something
can't be had, unless ALLOW_SKIP_SERVICES=1.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

from playwright.sync_api import sync_playwright

from tests.services import child, chromium, postgres, redis
from tests.services.missing import SKIP_VARIABLE, ServiceMissing, may_skip


def packages_missing() -> list[str]:
    missing = []
    if not chromium.on_this_machine():
        missing.append("chromium")
    if not os.environ.get("TEST_REDIS_URL") and not shutil.which("redis-server"):
        missing.append("redis-server")
    return missing


def install(packages: list[str]) -> None:
    """Ask apt; when it can't, whatever is still missing is named later."""
    print(f"Installing {' and '.join(packages)} with apt-get.", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}  # 1: start no daemon
    update = ("apt-get", "update", "-qq")
    fetch = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
    for command in (update, fetch):
        done = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr, file=sys.stderr)


def browser() -> str:
    with sync_playwright() as playwright:
        return chromium.program(playwright)


def database() -> str:
    return "as TEST_DATABASE_URL says" if os.environ.get("TEST_DATABASE_URL") else str(postgres.programs())


def queue() -> str:
    return "as TEST_REDIS_URL says" if os.environ.get("TEST_REDIS_URL") else redis.program()


def main() -> int:
    missing = packages_missing()
    if missing and child.is_root() and shutil.which("apt-get"):
        install(missing)
    refused = False
    services: dict[str, Callable[[], str]] = {"PostgreSQL": database, "Redis": queue, "Chromium": browser}
    for name, find in services.items():
        try:
            print(f"{name}: {find()}", flush=True)
        except ServiceMissing as absence:
            refused = refused or not may_skip()
            print(f"NOT TESTED: {name} ({SKIP_VARIABLE} is set)" if may_skip() else absence, file=sys.stderr)
    return int(refused)


if __name__ == "__main__":
    sys.exit(main())
