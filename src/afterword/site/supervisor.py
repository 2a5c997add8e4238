"""The process on top: starts the others, starts them again when they die, and ends them all."""

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from afterword.site.child import Lifeline, fork

STOP_SECONDS = 4.5  # for all children together; then they are killed
_FIRST_WAIT, _LONGEST_WAIT = 0.1, 10.0
_STEADY_SECONDS = 20.0  # a child that lived so long is started again without much waiting


@dataclass
class Post:
    """One child's job: who does it now, or when the next one starts."""

    name: str
    main: Callable[[], None]
    pid: int = 0
    started: float = 0.0
    start_at: float = 0.0
    wait: float = _FIRST_WAIT


class Supervisor:
    """Keeps one process on each post until SIGTERM or SIGINT arrives; everything is down STOP_SECONDS later."""

    def __init__(self, mains: Mapping[str, Callable[[], None]], lifeline: Lifeline) -> None:
        self._posts = [Post(name, main) for name, main in mains.items()]
        self._lifeline = lifeline
        self._stopping = False
        self._read_end, self._write_end = os.pipe()

    def run(self) -> None:
        self._listen_to_signals()
        while not self._stopping:
            for post in self._posts:
                if not post.pid and post.start_at <= time.monotonic():
                    self._start(post)
            self._sleep(self._seconds_to_next_start())
            self._reap()
        self._stop()

    def _listen_to_signals(self) -> None:
        """Every signal writes into a pipe, which ends our sleep at once and without a race."""
        for end in (self._read_end, self._write_end):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._write_end, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for wish in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wish, self._want_stop)

    def _want_stop(self, *_: object) -> None:
        self._stopping = True

    def _start(self, post: Post) -> None:
        post.started = time.monotonic()
        post.pid = fork(post.main, self._lifeline)

    def _sleep(self, seconds: float) -> None:
        if select.select([self._read_end], [], [], seconds)[0]:
            os.read(self._read_end, 4096)

    def _seconds_to_next_start(self) -> float:
        waiting = [post.start_at - time.monotonic() for post in self._posts if not post.pid]
        return max(0.0, min(waiting, default=60.0))

    def _reap(self) -> None:
        for post in self._posts:
            if post.pid and (code := _exit_code(post.pid)) is not None:
                self._plan_restart(post, code)

    def _plan_restart(self, post: Post, code: int) -> None:
        lived = time.monotonic() - post.started
        post.wait = _FIRST_WAIT if lived > _STEADY_SECONDS else min(post.wait * 2, _LONGEST_WAIT)
        post.pid, post.start_at = 0, time.monotonic() + post.wait
        if not self._stopping:
            how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
            print(f"The {post.name} process {how}; another one starts.", file=sys.stderr, flush=True)

    def _stop(self) -> None:
        deadline = time.monotonic() + STOP_SECONDS
        self._tell_all(signal.SIGTERM)
        while self._running() and time.monotonic() < deadline:
            self._sleep(deadline - time.monotonic())
            self._reap()
        self._tell_all(signal.SIGKILL)

    def _tell_all(self, number: signal.Signals) -> None:
        for post in self._running():
            os.kill(post.pid, number)

    def _running(self) -> list[Post]:
        return [post for post in self._posts if post.pid]


def _exit_code(pid: int) -> int | None:
    """None while it runs; below zero when a signal ended it."""
    found, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else None
