"""What a summary for a successor begins with: where the incident stands, in the language of who writes it."""

from django.utils.translation import gettext as _

from afterword.core import clock
from afterword.incidents.models import Incident
from afterword.web.formats import short_moment


def where_it_stands(incident: Incident) -> str:
    """Status, the newest update, what still runs. Markdown, to be written on."""
    now = clock.now()
    lines = [
        _("**State:** %(severity)s, %(status)s.")
        % {"severity": incident.severity.label, "status": incident.status.label}
    ]
    if incident.update_message and incident.update_posted_at:
        said = {"when": short_moment(incident.update_posted_at, now), "text": incident.update_message}
        lines.append(_("**Newest update** (%(when)s): %(text)s") % said)
    if incident.update_due_at:
        due = short_moment(incident.update_due_at, now)
        lines.append(_("**Next update promised:** %(when)s.") % {"when": due})
    lines += [
        _("**Impact running** since %(when)s: %(what)s")
        % {"when": short_moment(impact.started_at, now), "what": impact.description}
        for impact in incident.impacts.filter(ended_at=None)
    ]
    return "\n\n".join([*lines, *_prompts()])


def without_empty_prompts(summary: str) -> str:
    """The same without the beginnings that nobody went on with."""
    empty = {prompt.strip() for prompt in _prompts()}
    return "\n".join(line for line in summary.splitlines() if line.strip() not in empty).strip()


def _prompts() -> list[str]:
    return [_("**Tried and decided:** "), _("**Next:** ")]
