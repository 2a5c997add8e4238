from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "afterword.web"
    label = "web"
