from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "afterword.incidents"
    label = "incidents"
