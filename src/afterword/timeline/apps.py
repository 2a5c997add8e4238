from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "afterword.timeline"
    label = "timeline"

    def ready(self) -> None:
        from afterword.timeline import pictures  # noqa: F401  (says which files are in use)
