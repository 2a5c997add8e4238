"""The six times of an incident, by field name, in the order in which they usually come."""

from django.utils.translation import gettext_noop

MOMENTS = {
    "started_at": gettext_noop("started"),
    "detected_at": gettext_noop("detected"),
    "declared_at": gettext_noop("declared"),
    "acknowledged_at": gettext_noop("acknowledged"),
    "mitigated_at": gettext_noop("mitigated"),
    "resolved_at": gettext_noop("resolved"),
}
