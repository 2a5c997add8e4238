from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "afterword.core"
    label = "core"

    def ready(self) -> None:
        from afterword.core import files  # noqa: F401
        from afterword.core.jobs import purge  # noqa: F401
