from django.urls import path

from afterword.web.imports import file_page, pages

urlpatterns = [
    path("", pages.list_imports, name="imports"),
    path("/new", pages.new_import, name="import-new"),
    path("/<uuid:run_id>", pages.show_import, name="import"),
    path("/<uuid:run_id>/confirmation", pages.confirm, name="import-confirmation"),
    path("/<uuid:run_id>/removal", pages.discard, name="import-removal"),
    path("/<uuid:run_id>/files/<int:position>", file_page.edit_file, name="import-file"),
]
