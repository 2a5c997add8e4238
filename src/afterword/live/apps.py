from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "afterword.live"
    label = "live"

    def ready(self) -> None:
        from afterword.incidents.models import Incident
        from afterword.live import topics

        topics.register("incident", topics.NumberedRows(Incident.objects, head="timeline_head"))
