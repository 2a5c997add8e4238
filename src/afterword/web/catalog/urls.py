from django.urls import path

from afterword.web.catalog import field_page, lists, row_page, steps, type_page
from afterword.web.catalog.pages import PAGES

TYPE, TASK = "types/<uuid:row_id>", "types/<uuid:row_id>/tasks"
FIELD, CHOICE = "fields/<uuid:row_id>", "fields/<uuid:row_id>/choices"
urlpatterns = [
    path(TYPE, type_page.show_type, name="type"),
    path(f"{TYPE}/default", steps.set_default, name="type-default"),
    path(f"{TYPE}/roles", type_page.change_roles, name="type-roles"),
    path(f"{TYPE}/fields", type_page.change_fields, name="type-fields"),
    path(f"{TASK}/new", type_page.new_task, name="type-task-new"),
    path(f"{TASK}/<uuid:item_id>", type_page.edit_task, name="type-task"),
    path(f"{TASK}/<uuid:item_id>/place", type_page.place_task, name="type-task-place"),
    path(f"{TASK}/<uuid:item_id>/removal", type_page.remove_task, name="type-task-removal"),
    path(FIELD, field_page.show_field, name="field"),
    path(f"{CHOICE}/new", field_page.new_choice, name="choice-new"),
    path(f"{CHOICE}/<uuid:choice_id>", field_page.edit_choice, name="choice"),
    path(f"{CHOICE}/<uuid:choice_id>/place", field_page.place_choice, name="choice-place"),
    path(f"{CHOICE}/<uuid:choice_id>/retirement", field_page.retire_choice, name="choice-retirement"),
    path(f"{CHOICE}/<uuid:choice_id>/revival", field_page.revive_choice, name="choice-revival"),
    path(f"{CHOICE}/<uuid:choice_id>/deletion", field_page.delete_choice, name="choice-deletion"),
]
for page in PAGES:
    key = {"key": page.key}
    urlpatterns += [
        path(page.key, lists.show_list, key, name=page.key),
        path(f"{page.key}/new", row_page.new_row, key, name=f"{page.key}-new"),
        path(f"{page.key}/<uuid:row_id>/facts", row_page.edit_row, key, name=f"{page.key}-facts"),
        path(f"{page.key}/<uuid:row_id>/place", steps.place, key, name=f"{page.key}-place"),
        path(f"{page.key}/<uuid:row_id>/retirement", steps.retirement, key, name=f"{page.key}-retirement"),
        path(f"{page.key}/<uuid:row_id>/revival", steps.revival, key, name=f"{page.key}-revival"),
        path(f"{page.key}/<uuid:row_id>/deletion", row_page.delete_row, key, name=f"{page.key}-deletion"),
    ]
