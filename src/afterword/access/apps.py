from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "afterword.access"
    label = "access"

    def ready(self) -> None:
        from afterword.access import rules  # noqa: F401
