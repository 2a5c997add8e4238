import socket
import urllib.request

import pytest

from tests.network import OutsideReached


@pytest.mark.parametrize("host", ["example.com", "192.0.2.1", "2001:db8::1"])
def test_a_test_cannot_reach_another_machine(host):
    with pytest.raises(OutsideReached):
        socket.create_connection((host, 80), timeout=0.1)


def test_not_through_a_library_either():
    with pytest.raises(OutsideReached):
        urllib.request.urlopen("http://example.com/", timeout=0.1)


def test_this_machine_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()
