import json
import stat


def test_it_asks_tries_and_remembers(aw, server, ada, home):
    done = aw("login", signed_in=False, stdin=f"{server.url}/\n{ada.token}\n")
    assert done.code == 0, done.err
    assert f"Signed in to {server.url} as Ada (responder)" in done.out
    kept = home / "afterword" / "aw.json"
    assert json.loads(kept.read_text()) == {"url": server.url, "token": ada.token}
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert aw("list", signed_in=False).code == 0


def test_a_wrong_token_is_not_kept(aw, server, home):
    done = aw("login", signed_in=False, stdin=f"{server.url}\naw_wrong\n")
    assert done.code == 4
    assert "not valid" in done.err
    assert len(done.err.splitlines()) == 1
    assert not home.exists()


def test_an_address_that_is_none_or_where_nobody_listens(aw, home):
    assert aw("login", "--url", "ftp://x", "--token", "t", signed_in=False).code == 1
    done = aw("login", "--url", "http://127.0.0.1:1", "--token", "t", signed_in=False)
    assert done.code == 3
    assert "Can't reach http://127.0.0.1:1" in done.err
    assert not home.exists()


def test_an_address_of_something_else(aw, server):
    done = aw("login", "--url", server.url.replace("localhost", "[::1]"), "--token", "t", signed_in=False)
    assert done.code == 3


def test_not_signed_in(aw):
    done = aw("list", signed_in=False)
    assert (done.code, done.out) == (4, "")
    assert "aw login" in done.err


def test_a_kept_token_goes_to_no_other_server(aw, server, ada):
    aw("login", signed_in=False, stdin=f"{server.url}\n{ada.token}\n")
    done = aw("list", signed_in=False, AFTERWORD_URL="http://127.0.0.1:1")
    assert done.code == 4
    assert "No token for http://127.0.0.1:1" in done.err


def test_the_environment_wins(aw, server, ada):
    aw("login", signed_in=False, stdin=f"{server.url}\n{ada.token}\n")
    assert aw("list", AFTERWORD_TOKEN="aw_wrong").code == 4


def test_a_settings_file_that_can_not_be_read(aw, home):
    (home / "afterword").mkdir(parents=True)
    (home / "afterword" / "aw.json").write_text("{")
    done = aw("list", signed_in=False)
    assert done.code == 4
    assert "Can't read" in done.err
