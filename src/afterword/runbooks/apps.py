from django.apps import AppConfig


class RunbooksConfig(AppConfig):
    name = "afterword.runbooks"
    label = "runbooks"

    def ready(self) -> None:
        from afterword.runbooks import audit_kinds, rules, searching  # noqa: F401  (they register themselves)
