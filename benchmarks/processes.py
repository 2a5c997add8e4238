"""What processes cost: processor time and memory, as Linux counts them."""

from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Tree:
    """`afterword serve`: the process on top, and the two below it."""

    supervisor: psutil.Process
    web: psutil.Process
    worker: psutil.Process

    @classmethod
    def of(cls, pid: int, port: int) -> "Tree":
        """The children of this process; the one that holds connections on the port is the web process."""
        top = psutil.Process(pid)
        children = top.children()
        web = next(child for child in children if _has_connection(child, port))
        worker = next(child for child in children if child != web)
        return cls(top, web, worker)

    @property
    def proportional_bytes(self) -> int:
        """PSS of all three: pages that they share are counted once."""
        return sum(proportional_bytes(each.pid) for each in (self.supervisor, self.web, self.worker))


def proportional_bytes(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError(f"the kernel does not tell the memory of {pid}")


def cpu_nanoseconds(pid: int) -> int:
    """Time on a processor, of all its threads. Finer than the 10 ms of the usual counters (proc(5), schedstat)."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)


def _has_connection(process: psutil.Process, port: int) -> bool:
    return any(
        each.laddr and each.laddr.port == port and each.status == psutil.CONN_ESTABLISHED
        for each in process.net_connections("tcp")
    )
