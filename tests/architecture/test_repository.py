"""What is committed works on anybody's machine, and names nobody's."""

import re
import tomllib

import pytest

from tests.architecture import tree

# Written apart, so that this file does not find itself.
PACKAGE_HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry." + "npmjs",
    "registry." + "yarnpkg",
    "npmmirror" + ".com",
)
MACHINE_PATHS = re.compile(
    r"/(?:root|home/[a-z]+|Users/[a-z]+|work/(?:main|shared)|opt/(?:wheels|pypi))/", re.IGNORECASE
)
BINARY = (".png", ".jpg", ".webp", ".ico", ".woff2", ".mo", ".gz", ".sqlite3")
PUBLISHED = "src/afterword/transfer/demo/postmortems/"  # what others wrote about their own machines
LOCKS = ("requirements/runtime.txt", "requirements/dev.txt", "requirements/uv.txt", "requirements/s3.txt")


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {name: tree.text(name) for name in tree.files() if not name.endswith(BINARY)}


def test_no_file_names_a_package_host(texts):
    """Where packages come from is the business of the machine that installs them."""
    assert not [name for name, text in texts.items() if any(host in text for host in PACKAGE_HOSTS)]


def test_no_file_names_a_place_on_one_machine(texts):
    ours = {name: text for name, text in texts.items() if not name.startswith(PUBLISHED)}
    assert not {name: found[0] for name, text in ours.items() if (found := MACHINE_PATHS.search(text))}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_its_hash(lock):
    pins = re.split(r"\n(?=\S)", tree.text(lock).strip())
    assert pins
    assert not [pin.splitlines()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin]


def wanted(*files: str) -> set[str]:
    """Names of the packages that pyproject files ask for."""
    names = set()
    for file in files:
        project = tomllib.loads(tree.text(file))["project"]
        groups = [project["dependencies"], *project.get("optional-dependencies", {}).values()]
        names |= {canonical(re.split(r"[^\w.-]", line)[0]) for group in groups for line in group}
    return names - {"afterword-clients"}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_everything_that_is_asked_for_is_pinned():
    pinned = {
        canonical(found)
        for lock in ("requirements/dev.txt", "requirements/s3.txt")
        for found in re.findall(r"^([\w.-]+)==", tree.text(lock), re.MULTILINE)
    }
    unpinned = wanted("pyproject.toml", "clients/pyproject.toml") - pinned
    assert not unpinned, "run `make requirements`"


def test_what_runs_and_what_tests_use_the_same_versions():
    versions = [dict(re.findall(r"^([\w.-]+)==(\S+)", tree.text(lock), re.MULTILINE)) for lock in LOCKS[:2]]
    assert not {name for name, version in versions[0].items() if versions[1].get(name) != version}
