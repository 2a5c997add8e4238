from django.apps import AppConfig


class FollowUpsConfig(AppConfig):
    name = "afterword.followups"
    label = "followups"

    def ready(self) -> None:
        from afterword.followups import audit_kinds, kinds, rules, searching  # noqa: F401  (they register themselves)
