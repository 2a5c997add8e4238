"""What it talks to: mail, Redis, and where files are kept."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage, get_connection

from afterword.core.wakeup.redis_link import answers
from afterword.site.doctor.finding import Finding, ok, problem, warning

_PROBE = "doctor"


def mail(address: str = "") -> Finding:
    """Connects and signs in; sends only when an address is given."""
    if not settings.HAS_MAIL:
        remedy = "Set EMAIL_URL, so that people can mend a lost password themselves."
        return warning("mail", "None is sent.", remedy)
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with get_connection() as sender:
            if address:
                words = "Mail from Afterword arrives. This was a test by `afterword doctor`."
                EmailMessage("Afterword can send mail", words, to=[address], connection=sender).send()
    except OSError as error:  # smtplib's errors are some of these; their texts hold what the server said
        return problem("mail", f"{server} refused: {type(error).__name__}.", "Correct EMAIL_URL and EMAIL_FROM.")
    return ok("mail", f"Sent to {address}." if address else f"{server} accepts us. Nothing was sent.")


def redis() -> Finding:
    if not settings.REDIS_URL:
        return ok("redis", "Not used.")
    if not answers():
        return warning("redis", "It does not answer; pages follow more slowly.", "Start it, or correct REDIS_URL.")
    return ok("redis", "It answers.")


def files() -> Finding:
    """Writes, reads and deletes a small file."""
    try:
        default_storage.delete(_PROBE)
        default_storage.save(_PROBE, ContentFile(b"ok"))
        with default_storage.open(_PROBE, "rb") as file:
            is_same = file.read() == b"ok"
        default_storage.delete(_PROBE)
    except Exception as error:  # noqa: BLE001 - every kind of store has errors of its own
        words = f"Files can't be written and read: {type(error).__name__}."
        return problem("files", words, "Correct STORAGE_URL, or the rights on its folder or bucket.")
    if not is_same:
        return problem("files", "What was written is not what was read.", "Look at the disk or bucket of STORAGE_URL.")
    return ok("files", "Files can be written and read.")
