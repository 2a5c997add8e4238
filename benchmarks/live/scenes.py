"""What is done to every server, and what ours aims for against Hocuspocus."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scene:
    """`load` are arguments of the load generator. Aims are ratios to the reference: of processor time per 1,000
    delivered updates for the default server and for a process with sockets only, and of the median latency."""

    name: str
    told: str
    load: tuple[str, ...]
    cpu_aim: float
    live_cpu_aim: float
    p50_aim: float | None = None


SCENES = (
    Scene(
        "light",
        "100 people in 20 documents, 5 keystrokes a second each",
        ("--clients", "100", "--docs", "20", "--rate", "5"),
        cpu_aim=0.85,
        live_cpu_aim=0.65,
    ),
    Scene(
        "room",
        "50 people in one document, 4 keystrokes a second each",
        ("--clients", "50", "--docs", "1", "--rate", "4"),
        cpu_aim=0.9,
        live_cpu_aim=0.55,
        p50_aim=1.5,
    ),
    Scene(
        "flood",
        "60 clients in 12 documents, 8 keystrokes of each always on their way",
        ("--clients", "60", "--docs", "12", "--window", "8"),
        cpu_aim=0.3,
        live_cpu_aim=0.25,
    ),
)
MEMORY_AIM = 0.5
PAGE_AIM = 2.0  # p99 of a page under the light scene, against the same page while nothing else is done
DOCUMENTS = max(int(scene.load[scene.load.index("--docs") + 1]) for scene in SCENES)
