"""Every page, by noun."""

from django.urls import include, path

from afterword.web.incidents.board import show_board
from afterword.web.postmortems.policy_page import review_settings
from afterword.web.postmortems.start_page import start_postmortem
from afterword.web.runbooks.pages import use as use_runbook_on_incident

urlpatterns = [
    path("", include("afterword.web.home.urls")),
    path("", include("afterword.web.people.urls")),
    path("my", include("afterword.web.my.urls")),
    path("board", show_board, name="board"),
    path("settings/review", review_settings, name="review-settings"),
    path("settings/imports", include("afterword.web.imports.urls")),
    path("settings/templates", include("afterword.web.postmortems.template_urls")),
    path("settings/", include("afterword.web.catalog.urls")),
    path("incidents/<int:number>/postmortem/new", start_postmortem, name="postmortem-start"),
    path("incidents", include("afterword.web.incidents.urls")),
    path("follow-ups", include("afterword.web.followups.urls")),
    path("incidents/<int:number>/runbooks/<int:runbook_number>", use_runbook_on_incident),
    path("runbooks", include("afterword.web.runbooks.urls")),
    path("services", include("afterword.web.incidents.service_urls")),
    path("postmortems", include("afterword.web.postmortems.urls")),
]
