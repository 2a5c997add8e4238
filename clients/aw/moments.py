"""Times as people at this machine type and read them: in its own zone, which is always named."""

from datetime import UTC, datetime, time

FORMS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S")
EXAMPLES = "Write 14:05, “2026-03-02 14:05” (this machine's zone) or 2026-03-02T14:05:00+01:00."


def parsed(typed: str) -> str:
    """RFC 3339 for the server. ValueError with a sentence when it can't be read, or could mean two moments."""
    text = typed.strip()
    local = _local(text)
    if local is None:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise ValueError(f"“{typed}” is not a time. {EXAMPLES}") from None
        if moment.tzinfo is None:
            raise ValueError(f"“{typed}” is not a time. {EXAMPLES}")
        return moment.isoformat()
    first, second = (local.replace(fold=fold).astimezone() for fold in (0, 1))
    if first.replace(tzinfo=None) != local:
        raise ValueError(f"Clocks here skip {local:%H:%M} on that day. Give the time with an offset.")
    if first.utcoffset() != second.utcoffset():
        raise ValueError(f"Clocks here show {local:%H:%M} twice on that day. Give the time with an offset.")
    return first.isoformat()


def shown(rfc3339: str | None) -> str:
    """2026-03-02 15:05 CET; nothing for no time."""
    if rfc3339 is None:
        return ""
    return f"{datetime.fromisoformat(rfc3339).astimezone():%Y-%m-%d %H:%M %Z}"


def length(seconds: int) -> str:
    """1 h 12 min, 3 d 4 h, 40 s."""
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if days:
        return f"{days} d {hours % 24} h"
    if hours:
        return f"{hours} h {minutes % 60} min"
    return f"{minutes} min" if minutes else f"{seconds} s"


def _local(text: str) -> datetime | None:
    """A time of day today, or a day and a time, by this machine's clock."""
    try:
        return datetime.combine(datetime.now(UTC).astimezone().date(), time.fromisoformat(text))
    except ValueError:
        pass
    for form in FORMS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is this machine's, see above
        except ValueError:
            continue
    return None
