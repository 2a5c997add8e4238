from django.apps import AppConfig


class TransferConfig(AppConfig):
    name = "afterword.transfer"
    label = "transfer"

    def ready(self) -> None:
        from afterword.transfer import audit_kinds, jobs  # noqa: F401  (they register themselves)
