from django.urls import path

from afterword.postmortems.export import Format
from afterword.web.postmortems import (
    comment_pages,
    editor_pages,
    facts_pages,
    followups,
    life_pages,
    metrics_page,
    picture_pages,
    revision_pages,
    section_request_pages,
)
from afterword.web.postmortems.changes_page import show_changes
from afterword.web.postmortems.list_page import export_postmortems, list_postmortems
from afterword.web.postmortems.new_page import new_report
from afterword.web.postmortems.proposal_page import show_proposal
from afterword.web.postmortems.report_page import (
    download,
    rename_postmortem,
    show_postmortem,
    write_section,
)

COMMENT = "/<int:number>/comments/<int:thread_number>/<uuid:comment_id>"
REVISION = "/<int:number>/revisions/<int:revision_number>"

urlpatterns = [
    path("", list_postmortems, name="postmortems"),
    path(".csv", export_postmortems, name="postmortems-csv"),
    path("/new", new_report, name="postmortem-new"),
    path("/<int:number>", show_postmortem, name="postmortem"),
    *(path(f"/<int:number>.{each}", download, {"kind": each}, name=f"postmortem-{each}") for each in Format),
    path("/<int:number>/title", rename_postmortem, name="postmortem-title"),
    path("/<int:number>/sections/<slug:section_id>", write_section, name="postmortem-section"),
    path("/<int:number>/sections/<slug:section_id>/proposal", show_proposal, name="postmortem-proposal"),
    path("/<int:number>/sections/<slug:section_id>/request", section_request_pages.ask, name="postmortem-section-ask"),
    path("/<int:number>/requests/<uuid:request_id>/<slug:step>", section_request_pages.settle),
    path("/<int:number>/comments", comment_pages.list_comments, name="postmortem-comments"),
    path("/<int:number>/comments/new", comment_pages.start_thread, name="postmortem-comment-new"),
    path("/<int:number>/comments/<int:thread_number>/answers", comment_pages.answer, name="postmortem-comment-answer"),
    path(COMMENT, comment_pages.edit, name="postmortem-comment"),
    path(f"{COMMENT}/end", comment_pages.remove),
    path("/<int:number>/comments/<int:thread_number>/<slug:step>", comment_pages.settle),
    path("/<int:number>/readers", comment_pages.find_readers, name="postmortem-readers"),
    path("/<int:number>/blocks", editor_pages.show_blocks, name="postmortem-blocks"),
    path("/<int:number>/mentions", editor_pages.find_mentions, name="postmortem-mentions"),
    path("/<int:number>/markdown", editor_pages.read_markdown, name="postmortem-markdown"),
    path("/<int:number>/pictures", picture_pages.send_picture, name="postmortem-pictures"),
    path("/<int:number>/pictures/<str:sha256>", picture_pages.show_picture),
    path("/<int:number>/review", life_pages.ask, name="postmortem-review"),
    path("/<int:number>/reviewers/<uuid:user_id>/<slug:role>/end", life_pages.ask_no_more),
    path("/<int:number>/approval", life_pages.give_approval, name="postmortem-approval"),
    path("/<int:number>/approval/end", life_pages.end_approval, name="postmortem-approval-end"),
    path("/<int:number>/publication", life_pages.publish_report, name="postmortem-publication"),
    path("/<int:number>/draft", life_pages.open_again, name="postmortem-draft"),
    path("/<int:number>/facts", facts_pages.change_facts, name="postmortem-facts"),
    path("/<int:number>/metrics/<slug:metric>", metrics_page.adjust, name="postmortem-metric"),
    path("/<int:number>/metrics/<slug:metric>/end", metrics_page.take_back, name="postmortem-metric-end"),
    path("/<int:number>/incidents", facts_pages.cover_incident, name="postmortem-incidents"),
    path("/<int:number>/incidents/<int:incident_number>/end", facts_pages.uncover_incident),
    path("/<int:number>/follow-ups", followups.add_followup, name="postmortem-followups"),
    path("/<int:number>/deletion", facts_pages.delete, name="postmortem-deletion"),
    path("/<int:number>/revisions", revision_pages.list_revisions, name="postmortem-revisions"),
    path("/<int:number>/revisions/new", revision_pages.keep_revision, name="postmortem-revision-new"),
    path(REVISION, revision_pages.show_revision, name="postmortem-revision"),
    path(f"{REVISION}.md", revision_pages.download_revision),
    path(f"{REVISION}/changes", show_changes, name="postmortem-revision-changes"),
    path(f"{REVISION}/restoration", revision_pages.bring_back, name="postmortem-revision-restoration"),
]
