from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "afterword.api"
    label = "api"

    def ready(self) -> None:
        from afterword.api import forget_keys  # noqa: F401  (registers its schedule)
