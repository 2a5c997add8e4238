import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException

import pytest

from afterword.core.jobs.models import Schedule
from tests.processes import Program, free_port


@pytest.mark.django_db(transaction=True)
def test_what_was_answered_survives_a_killed_web_process() -> None:
    port = free_port()
    server = Program(sys.executable, "-m", "tests.site.probe_server", str(port))
    server.wait_for("ready")
    killing = threading.Timer(0.7, server.kill)
    killing.start()

    with ThreadPoolExecutor(4) as clients:
        answered = [
            name for names in clients.map(lambda client: _keep_until_dead(port, client), range(4)) for name in names
        ]

    killing.join()
    kept = set(Schedule.objects.values_list("name", flat=True))
    assert len(answered) > 20
    assert set(answered) <= kept


def _keep_until_dead(port: int, client: int) -> list[str]:
    """The names that the server said it has kept."""
    answered: list[str] = []
    http = HTTPConnection("127.0.0.1", port, timeout=5)
    deadline = time.monotonic() + 20
    try:
        while time.monotonic() < deadline:
            name = f"{client}-{len(answered)}"
            http.request("POST", f"/keep?name={name}")
            assert http.getresponse().read() == b"kept"
            answered.append(name)
    except (OSError, HTTPException):
        pass
    finally:
        http.close()
    return answered
