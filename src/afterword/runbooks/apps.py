from django.apps import AppConfig


class RunbooksConfig(AppConfig):
    name = "afterword.runbooks"
    label = "runbooks"

    def ready(self) -> None:
        from afterword.runbooks import kinds, rules  # noqa: F401  (they register themselves)
