from django.urls import path

from afterword.web.followups import list_page, page

urlpatterns = [
    path("", list_page.list_followups, name="followups"),
    path(".csv", list_page.export_followups),
    path("/<int:number>", page.show_followup, name="followup"),
    path("/<int:number>/edit", page.edit),
    path("/<int:number>/state", page.change_state),
    path("/<int:number>/taking", page.take),
    path("/<int:number>/removal", page.remove),
]
