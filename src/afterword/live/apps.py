from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "afterword.live"
    label = "live"

    def ready(self) -> None:
        from django.db.models import Sum

        from afterword.incidents.models import Incident
        from afterword.live import topics
        from afterword.postmortems.models import Postmortem

        reports = Postmortem.objects.annotate(access_version=Sum("incidents__access_version", default=0))
        topics.register("incident", topics.NumberedRows(Incident.objects, head="timeline_head"))
        topics.register("postmortem", topics.NumberedRows(reports, head="document__head"))
        topics.register("report", topics.TouchedRows(reports))  # what is no text: state, owner, days, adjusted metrics
        topics.register("comments", topics.NumberedRows(reports, head="comment_head"))
