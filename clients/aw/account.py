"""Which server, and as whom: from the environment, else from what `aw login` wrote."""

import json
import os
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from aw.failures import NotSignedIn, Refused

LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Account:
    url: str
    token: str = field(repr=False)

    @property
    def is_open_to_listeners(self) -> bool:
        """Whether the token would travel unencrypted to another machine."""
        parts = urlsplit(self.url)
        return parts.scheme == "http" and parts.hostname not in LOOPBACK


def account() -> Account:
    """NotSignedIn when neither the environment nor the file says who. A value in the environment wins."""
    kept = _kept()
    url = os.environ.get("AFTERWORD_URL") or kept.get("url")
    token = os.environ.get("AFTERWORD_TOKEN")
    if not token and url == kept.get("url"):
        token = kept.get("token")  # a token is for the server that it was typed in for, and no other
    if not url:
        raise NotSignedIn("Not signed in. Run `aw login`, or set AFTERWORD_URL and AFTERWORD_TOKEN.")
    if not token:
        raise NotSignedIn(f"No token for {url}. Run `aw login`, or set AFTERWORD_TOKEN.")
    return Account(server_address(url), token)


def remember(chosen: Account) -> Path:
    """Keep it for the next command, readable by nobody else."""
    path = file()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)  # made with mode 0600
        with os.fdopen(handle, "w", encoding="utf-8") as written:
            json.dump(asdict(chosen), written)
        Path(name).replace(path)
    except OSError as error:
        raise Refused(f"Can't write {path}: {error.strerror}.") from error
    return path


def server_address(typed: str) -> str:
    """The address without what people copy along with it; Refused when it is none."""
    parts = urlsplit(typed.strip() if "://" in typed else f"https://{typed.strip()}")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise Refused(f"“{typed}” is not the address of a server. Give one like https://afterword.example.com.")
    return f"{parts.scheme}://{parts.netloc}"


def file() -> Path:
    """In the folder for settings that the XDG base directory specification names."""
    folder = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(folder) / "afterword" / "aw.json"


def _kept() -> dict[str, str]:
    try:
        kept = json.loads(file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise NotSignedIn(f"Can't read {file()}. Run `aw login` to write it again.") from error
    return {str(name): str(value) for name, value in kept.items()} if isinstance(kept, dict) else {}
