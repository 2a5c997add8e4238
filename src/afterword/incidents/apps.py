from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "afterword.incidents"
    label = "incidents"

    def ready(self) -> None:
        from afterword.incidents import kinds, rules, searching, team_access  # noqa: F401  (they register themselves)

        searching.follow_timelines()
