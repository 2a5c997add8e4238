from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "afterword.documents"
    label = "documents"

    def ready(self) -> None:
        from afterword.documents import jobs, text  # noqa: F401  (they register themselves)
