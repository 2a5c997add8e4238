"""Every page, by noun."""

from django.urls import include, path


urlpatterns = [
    path("", include("afterword.web.home.urls")),
    path("", include("afterword.web.people.urls")),
    path("incidents", include("afterword.web.incidents.urls")),
]
