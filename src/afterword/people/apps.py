from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "afterword.people"
    label = "people"
