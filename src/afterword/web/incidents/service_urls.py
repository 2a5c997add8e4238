from django.urls import path

from afterword.web.incidents import service_changes, service_page

urlpatterns = [
    path("", service_page.list_of_them, name="services"),
    path("/new", service_changes.add, name="service-new"),
    path("/<uuid:service_id>", service_page.show, name="service"),
    path("/<uuid:service_id>/edit", service_changes.change),
    path("/<uuid:service_id>/retirement", service_changes.set_retired),
    path("/<uuid:service_id>/links", service_changes.add_a_link),
    path("/<uuid:service_id>/links/<uuid:link_id>/removal", service_changes.remove_a_link),
    path("/<uuid:service_id>/objectives", service_changes.add_promise),
    path("/<uuid:service_id>/objectives/<uuid:objective_id>", service_changes.change_promise),
    path("/<uuid:service_id>/objectives/<uuid:objective_id>/retirement", service_changes.set_promise_retired),
]
