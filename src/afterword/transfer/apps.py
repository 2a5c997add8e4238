from django.apps import AppConfig


class TransferConfig(AppConfig):
    name = "afterword.transfer"
    label = "transfer"

    def ready(self) -> None:
        from afterword.transfer import audit_kinds  # noqa: F401  (it registers itself)
