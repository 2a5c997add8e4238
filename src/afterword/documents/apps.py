from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "afterword.documents"
    label = "documents"
