from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "afterword.timeline"
    label = "timeline"
