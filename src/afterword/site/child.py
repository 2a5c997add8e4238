"""A forked process that never outlives the one that forked it."""

import gc
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable

FAILED = 1
_GRACE_SECONDS = 5.0


class Lifeline:
    """A pipe that only the parent holds open; its end is seen even when the parent was killed with -9."""

    def __init__(self) -> None:
        self._read_end, self._write_end = os.pipe()

    def watch(self) -> None:
        """In the child: end as by SIGTERM when the parent is gone, and by force if that takes too long."""
        os.close(self._write_end)
        threading.Thread(target=self._wait, name="lifeline", daemon=True).start()

    def _wait(self) -> None:
        os.read(self._read_end, 1)
        threading.Timer(_GRACE_SECONDS, os._exit, (FAILED,)).start()
        os.kill(os.getpid(), signal.SIGTERM)


def fork(main: Callable[[], None], lifeline: Lifeline) -> int:
    """Run `main` in a child process and give its id. To be called before this process has threads.

    The child leaves Ctrl-C, which the terminal sends to everybody, to its parent.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = FAILED
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for given_up in (signal.SIGTERM, signal.SIGCHLD):
            signal.signal(given_up, signal.SIG_DFL)
        lifeline.watch()
        gc.enable()
        main()
        code = 0
    except BaseException:  # noqa: BLE001 - the end of the process: nothing may return into the parent's code
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # not the parent's exit handlers, nor waiting for threads that may hang
