"""The browser for the end-to-end tests: the one you name, the machine's, or Playwright's own download."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Playwright

from tests.services.missing import ServiceMissing

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No sandbox, because it does not start as root; no shared memory and no traffic of its own, for small machines.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
    # Whatever a page would fetch from elsewhere fails, and is seen as an error on its console.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def on_this_machine() -> str:
    """Path of a browser that is installed, or nothing."""
    named = os.environ.get("TEST_CHROMIUM", "")
    return named or next((found for name in NAMES if (found := shutil.which(name))), "")


def program(playwright: Playwright) -> str:
    """Path of the browser to drive. ServiceMissing when there is none."""
    found = on_this_machine()
    if found:
        return found
    if Path(playwright.chromium.executable_path).exists():
        return playwright.chromium.executable_path
    raise ServiceMissing(
        "Chromium",
        "install it (Debian: apt-get install chromium)",
        "set TEST_CHROMIUM to the path of a Chrome or Chromium",
        "let Playwright fetch one (.venv/bin/playwright install chromium)",
    )
