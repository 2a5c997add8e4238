from django.urls import path

from afterword.web.postmortems.list_page import list_postmortems
from afterword.web.postmortems.report_page import (
    download_markdown,
    rename_postmortem,
    show_postmortem,
    write_section,
)

urlpatterns = [
    path("", list_postmortems, name="postmortems"),
    path("/<int:number>", show_postmortem, name="postmortem"),
    path("/<int:number>.md", download_markdown, name="postmortem-markdown"),
    path("/<int:number>/title", rename_postmortem, name="postmortem-title"),
    path("/<int:number>/sections/<slug:section_id>", write_section, name="postmortem-section"),
]
