from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "afterword.live"
    label = "live"
