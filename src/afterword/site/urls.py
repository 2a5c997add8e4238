from django.urls import include, path

urlpatterns = [
    path("api/", include("afterword.api.urls")),
    path("", include("afterword.web.urls")),
]

handler400 = "afterword.web.errors.bad_request"
handler403 = "afterword.web.errors.forbidden"
handler404 = "afterword.web.errors.not_found"
handler500 = "afterword.web.errors.failed"
