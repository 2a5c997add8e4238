"""The one-port server, spoken to byte by byte where clients are rude."""

import hashlib
import json
import socket
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from afterword.web.assets import asset_url
from tests.processes import Program, free_port
from tests.site.probe_server import LIMITS, THREADS


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    port = free_port()
    program = Program(sys.executable, "-m", "tests.site.probe_server", str(port))
    program.wait_for("ready")
    yield port
    program.stop()
    program.kill()


def talk(port: int, *pieces: bytes, pause: float = 0) -> bytes:
    """Send raw bytes and read until the other side closes, or says nothing for a while."""
    with socket.create_connection(("127.0.0.1", port), timeout=0.7) as connection:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(pause)
        return read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    answer = b""
    try:
        while part := connection.recv(65536):
            answer += part
    except TimeoutError:
        pass
    return answer


def shown(port: int, request: bytes) -> dict[str, str]:
    """What the application saw of a request."""
    head, _, body = talk(port, request).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    seen: dict[str, str] = json.loads(body)
    return seen


def half_an_upload(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n" + b"u" * 1_000_000)
    return connection


def a_slow_reader(port: int, buffer_bytes: int = 4096) -> socket.socket:
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer_bytes)
    connection.connect(("127.0.0.1", port))
    connection.sendall(b"GET /stream?pieces=300 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert connection.recv(1000)
    return connection


def test_half_sent_uploads_and_slow_readers_do_not_stop_the_others(server: int) -> None:
    rude = [half_an_upload(server) for _ in range(THREADS)] + [a_slow_reader(server) for _ in range(THREADS)]
    started = time.monotonic()

    for _ in range(5):
        assert shown(server, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")

    assert time.monotonic() - started < 3
    for connection in rude:
        connection.close()


def test_a_slow_reader_gets_everything_in_the_end(server: int) -> None:
    with a_slow_reader(server, buffer_bytes=500_000) as connection:
        connection.settimeout(0.7)
        time.sleep(0.3)
        answer = read_all(connection)

    assert len(answer) > 29_900_000


def test_a_body_arrives_whole_in_pieces_or_with_a_length(server: int) -> None:
    body = bytes(range(256)) * 8000
    http = HTTPConnection("127.0.0.1", server)
    for sent in (body, (body[start : start + 70_000] for start in range(0, len(body), 70_000))):
        http.request("POST", "/", body=sent, encode_chunked=not isinstance(sent, bytes), headers=chunked(sent))
        seen = json.load(http.getresponse())
        assert (seen["size"], seen["digest"]) == (len(body), hashlib.sha256(body).hexdigest())
        assert seen["CONTENT_LENGTH"] == str(len(body))
        assert "HTTP_TRANSFER_ENCODING" not in seen
    http.close()


def chunked(sent: object) -> dict[str, str]:
    return {} if isinstance(sent, bytes) else {"Transfer-Encoding": "chunked"}


def test_a_body_that_is_too_big_is_refused_in_words(server: int) -> None:
    declared = b"POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n"
    answer = talk(server, declared)
    assert answer.startswith(b"HTTP/1.1 413")
    assert b"at most 3 MB" in answer

    piece = b"%x\r\n%s\r\n" % (500_000, b"c" * 500_000)
    in_pieces = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + piece * 7
    assert talk(server, in_pieces).startswith(b"HTTP/1.1 413")


def test_a_body_that_stops_arriving_is_given_up(server: int) -> None:
    with half_an_upload(server) as connection:
        connection.settimeout(4)
        started = time.monotonic()
        assert connection.recv(1000).startswith(b"HTTP/1.1 408")
    assert time.monotonic() - started < LIMITS.idle_seconds + 1


def test_a_client_may_ask_before_it_sends(server: int) -> None:
    head = (
        b"POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n"
    )
    answer = talk(server, head, b"ok", pause=0.1)

    assert answer.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200")


def test_repeated_headers_are_joined_and_those_with_underscores_dropped(server: int) -> None:
    seen = shown(
        server,
        b"GET /a%2Fb%20%C3%A9?q=%C3%A9 HTTP/1.1\r\nHost: localhost\r\nX-Many: 1\r\nX-Many: 2\r\nCookie: a=1\r\n"
        b"Cookie: b=2\r\nX_Forwarded_Proto: https\r\nX-Forwarded-For: 192.0.2.1\r\nConnection: close\r\n\r\n",
    )

    assert seen["HTTP_X_MANY"] == "1,2"
    assert seen["HTTP_COOKIE"] == "a=1; b=2"
    assert "HTTP_X_FORWARDED_PROTO" not in seen
    assert seen["HTTP_X_FORWARDED_FOR"] == "192.0.2.1"
    assert seen["REMOTE_ADDR"] == "127.0.0.1"
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/a/b é"
    assert seen["QUERY_STRING"] == "q=%C3%A9"


def test_headers_that_must_be_alone_are_refused_twice(server: int) -> None:
    for name in (b"Host", b"Content-Type"):
        twice = b"GET / HTTP/1.1\r\nHost: localhost\r\n" + (name + b": one\r\n") * 2 + b"\r\n"
        assert talk(server, twice).startswith(b"HTTP/1.1 400")


def test_two_lengths_or_a_broken_request_are_refused(server: int) -> None:
    for headers in (b"Content-Length: 1\r\nContent-Length: 2\r\n", b"Bad Header: 1\r\n", b"A: 1\rX: 2\r\n"):
        assert talk(server, b"POST / HTTP/1.1\r\nHost: localhost\r\n" + headers + b"\r\nxx").startswith(b"HTTP/1.1 400")


def test_a_line_break_in_our_own_header_does_not_reach_the_client(server: int) -> None:
    answer = talk(server, b"GET /split HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 500")
    assert b"stolen" not in answer


def test_a_crash_is_a_500_and_the_next_request_is_fine(server: int) -> None:
    assert talk(server, b"GET /crash HTTP/1.1\r\nHost: localhost\r\n\r\n").startswith(b"HTTP/1.1 500")
    assert shown(server, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")


def test_head_sends_the_length_and_no_body(server: int) -> None:
    answer = talk(server, b"HEAD /stream?pieces=2 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")

    assert b"content-length: 200000" in answer
    assert answer.endswith(b"\r\n\r\n")


def test_several_cookies_are_several_headers(server: int) -> None:
    answer = talk(server, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")

    assert answer.count(b"set-cookie: ") == 2
    assert b"server:" not in answer.lower()


def test_endless_headers_are_cut_off(server: int) -> None:
    with socket.create_connection(("127.0.0.1", server), timeout=5) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        with pytest.raises(ConnectionError):
            for _ in range(1000):
                connection.sendall(b"X-More: " + b"h" * 8000 + b"\r\n")
                time.sleep(0.001)


def test_a_client_that_leaves_half_way_is_forgotten(server: int) -> None:
    for _ in range(20):
        half_an_upload(server).close()

    assert shown(server, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")


def test_health_is_answered_while_all_threads_are_taken(server: int) -> None:
    sleepers = [HTTPConnection("127.0.0.1", server) for _ in range(THREADS)]
    for sleeper in sleepers:
        sleeper.request("GET", "/sleep?seconds=4")
    started = time.monotonic()

    answer = talk(server, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 200")
    assert time.monotonic() - started < 3
    for sleeper in sleepers:
        assert sleeper.getresponse().read() == b"slept"
        sleeper.close()


def test_files_are_packed_cached_for_ever_and_not_sent_twice(server: int) -> None:
    http = HTTPConnection("127.0.0.1", server)
    http.request("GET", asset_url("app.css"), headers={"Accept-Encoding": "gzip, br"})
    first = http.getresponse()
    body = first.read()
    assert (first.status, first.headers["content-encoding"]) == (200, "gzip")
    assert "immutable" in first.headers["cache-control"]
    assert int(first.headers["content-length"]) == len(body)

    http.request(
        "GET", asset_url("app.css"), headers={"If-None-Match": first.headers["etag"], "Accept-Encoding": "gzip"}
    )
    again = http.getresponse()
    assert (again.status, again.read()) == (304, b"")

    http.request("HEAD", asset_url("app.css"))
    unpacked = http.getresponse()
    assert unpacked.read() == b""
    assert unpacked.headers["content-encoding"] is None
    assert int(unpacked.headers["content-length"]) > len(body)
    http.close()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/static/0/app.css", 404), ("GET", "/static/../settings.py", 404), ("POST", "/static/0/app.css", 405)],
)
def test_other_files_do_not_exist(server: int, method: str, path: str, status: int) -> None:
    http = HTTPConnection("127.0.0.1", server)
    http.request(method, path)
    assert http.getresponse().status == status
    http.close()
