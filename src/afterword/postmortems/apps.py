from django.apps import AppConfig


class PostmortemsConfig(AppConfig):
    name = "afterword.postmortems"
    label = "postmortems"
