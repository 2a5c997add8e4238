from django.urls import path

from afterword.web.postmortems import template_pages

TEMPLATE = "/<slug:key>/<slug:language>"
urlpatterns = [
    path("", template_pages.list_templates, name="report-templates"),
    path("/new", template_pages.new_template, name="report-template-new"),
    path("/upload", template_pages.upload_template, name="report-template-upload"),
    path(f"{TEMPLATE}.md", template_pages.download_template, name="report-template-markdown"),
    path(TEMPLATE, template_pages.show_template, name="report-template"),
    path(f"{TEMPLATE}/text", template_pages.edit_template, name="report-template-text"),
    path(f"{TEMPLATE}/retirement", template_pages.retire, name="report-template-retirement"),
]
