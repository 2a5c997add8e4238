from django.apps import AppConfig


class PostmortemsConfig(AppConfig):
    name = "afterword.postmortems"
    label = "postmortems"

    def ready(self) -> None:
        from afterword.documents.owners import register
        from afterword.incidents.listing import narrow
        from afterword.postmortems import audit_kinds, jobs, kinds, rules, searching  # noqa: F401  (they register themselves)
        from afterword.postmortems.blocks import (  # noqa: F401
            causes,
            communication,
            customers,
            executive,
            followups,
            impact,
            key_metrics,
            people,
            prompts,
            prose,
            response,
            similar,
            standing,
            tables,
            timeline,
        )
        from afterword.postmortems.owed import owing
        from afterword.postmortems.owning import ReportTexts

        narrow("owed", owing)
        register(ReportTexts())
