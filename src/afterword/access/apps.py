from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "afterword.access"
    label = "access"
