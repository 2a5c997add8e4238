from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "afterword.incidents"
    label = "incidents"

    def ready(self) -> None:
        # They register themselves.
        from afterword.incidents import audit_kinds, kinds, nouns, rules, searching, team_access  # noqa: F401

        searching.follow_timelines()
