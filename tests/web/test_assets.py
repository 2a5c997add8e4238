"""The built files: their addresses, and that they were built from the sources beside them."""

import gzip
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from afterword.web.assets import DIST, AssetTable, asset_table, asset_url, digest_of
from afterword.web.editor_words import editor_words
from afterword.web.words import script_words

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
TEMPLATES = ROOT / "src" / "afterword" / "web" / "templates"
SOURCES = ("LICENSES.txt", "build.mjs", "editor", "icons", "package-lock.json", "styles", "ui")
AGAIN = "the built files are stale: run `make assets` and commit what it changes"


def contents(root: Path, *names: str) -> dict[str, bytes]:
    found = [path for name in names for path in ((root / name).rglob("*") if (root / name).is_dir() else [root / name])]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.is_file()}


def test_an_address_names_the_content_of_the_whole_folder():
    before = AssetTable({"app.css": b"a{}", "app.js": b"1"})
    after = AssetTable({"app.css": b"a{}", "app.js": b"2"})

    assert before.url("app.css") == f"/static/{before.digest}/app.css"
    assert before.url("app.css") != after.url("app.css")
    assert after.lookup(before.url("app.css")) is None


def test_an_asset_is_packed_only_where_that_saves_bytes():
    table = AssetTable({"app.css": b"a{color:red}" * 100, "small.js": b"1", "picture.png": b"\0" * 1000})
    css, js, png = (table.lookup(table.url(name)) for name in ("app.css", "small.js", "picture.png"))

    assert css
    assert css.gzip_body
    assert gzip.decompress(css.gzip_body) == css.body
    assert css.content_type == "text/css; charset=utf-8"
    assert js
    assert js.gzip_body is None
    assert png
    assert png.gzip_body is None


def test_a_path_that_is_not_there_is_none_and_a_name_that_is_not_there_is_an_error():
    table = AssetTable({"app.css": b"a{}"})

    assert table.lookup(f"/static/{table.digest}/../settings.py") is None
    assert table.lookup("/static/app.css") is None
    with pytest.raises(KeyError):
        table.url("none.css")


def test_what_every_page_loads_is_built():
    for name in ("app.css", "app.js", "editor.css", "editor.js", "icons.svg", "mark.svg"):
        assert asset_table().lookup(asset_url(name))


def test_what_is_built_comes_from_the_sources_beside_it():
    record = json.loads((FRONTEND / "built.json").read_text())

    assert record["sources"] == digest_of(contents(FRONTEND, *SOURCES)), AGAIN
    assert record["dist"] == asset_table().digest, AGAIN


def test_building_again_gives_the_same_bytes(tmp_path):
    node = shutil.which("node")
    if node is None or not (FRONTEND / "node_modules").is_dir():
        pytest.skip("frontend/node_modules is not installed; the record of sources is compared instead")

    build = [node, "build.mjs"]
    subprocess.run(build, cwd=FRONTEND, env={**os.environ, "AFTERWORD_DIST": str(tmp_path)}, check=True, timeout=120)

    assert contents(tmp_path, ".") == contents(DIST, "."), AGAIN


def test_every_icon_that_templates_name_is_in_the_sprite():
    known = set(re.findall(r'<symbol id="([^"]+)"', (DIST / "icons.svg").read_text()))
    tags = re.compile(r"""\{%\s*icon\s+["']([^"']+)["']|icon_name=["']([^"']+)["']|action_icon=["']([^"']+)["']""")
    used = {
        name: path.name for path in TEMPLATES.rglob("*.html") for match in tags.findall(path.read_text())
        for name in match if name
    }  # fmt: skip

    assert "declare" in used
    assert {name: path for name, path in used.items() if name not in known} == {}


def test_the_scripts_say_only_words_that_pages_carry():
    said = {
        word for path in (FRONTEND / "ui").glob("*.ts") for word in re.findall(r'say\("([a-z.]+)"', path.read_text())
    }
    units = {f"unit.{unit}" for unit in ("s", "min", "h", "d")}
    chosen = {"ago.past", "ago.future", "day.today", "day.tomorrow", "day.week"}

    assert said | units | chosen == set(script_words())


def test_the_editor_says_only_words_that_its_page_carries():
    sources = "".join(path.read_text() for path in (FRONTEND / "editor").rglob("*.ts"))
    said = set(re.findall(r'say\("([a-zA-Z.]+)"', sources))
    built = {word for word in editor_words() if re.match(r"(do|state|callout|ended|closed)\.", word)}
    tools = set(re.findall(r'id: "([a-zA-Z0-9]+)"', sources)) | {f"heading{level}" for level in (2, 3, 4)}
    tools |= set(re.findall(r'mark\("([a-z]+)"', sources))

    assert said - set(editor_words()) == set()
    assert {f"do.{each}" for each in tools} <= set(editor_words())
    assert set(editor_words()) - said - built - set(re.findall(r'"([a-z]+\.[a-z]+)"', sources)) == set()


def test_the_editor_is_light_enough_to_load_on_a_phone():
    script, style = (asset_table().lookup(asset_url(name)) for name in ("editor.js", "editor.css"))

    assert script
    assert style
    assert len(script.gzip_body or b"") < 256_000
    assert len(style.gzip_body or b"") < 6_000


def test_the_style_sheet_stays_small():
    css, js = (asset_table().lookup(asset_url(name)) for name in ("app.css", "app.js"))

    assert css
    assert css.gzip_body
    assert len(css.gzip_body) < 23_000
    assert js
    assert js.gzip_body
    assert len(js.gzip_body) < 30_000


def test_the_style_sheet_uses_only_tokens_that_exist():
    css = (DIST / "app.css").read_text()
    defined = set(re.findall(r"(--[\w-]+)\s*:", css)) | {"--columns", "--header-height", "--level"}
    used = set(re.findall(r"var\((--[\w-]+)\s*\)", css))

    assert used - defined == set()
