from django.apps import AppConfig


class RunbooksConfig(AppConfig):
    name = "afterword.runbooks"
    label = "runbooks"

    def ready(self) -> None:
        from afterword.documents.owners import register
        from afterword.runbooks import audit_kinds, rules, searching  # noqa: F401  (they register themselves)
        from afterword.runbooks.owning import RunbookTexts

        register(RunbookTexts())
