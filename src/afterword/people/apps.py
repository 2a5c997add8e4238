from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "afterword.people"
    label = "people"

    def ready(self) -> None:
        from afterword.people import jobs  # noqa: F401  (registers itself)
