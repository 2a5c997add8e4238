from django.urls import path

from afterword.web.runbooks import pages

urlpatterns = [
    path("", pages.list_runbooks, name="runbooks"),
    path("/new", pages.start),
    path("/<int:number>", pages.show_runbook, name="runbook"),
    path("/<int:number>.md", pages.download_markdown),
    path("/<int:number>/details", pages.describe),
    path("/<int:number>/retirement", pages.retire),
    path("/<int:number>/revival", pages.revive),
    path("/<int:number>/sections/<slug:section_id>", pages.write_section),
]
