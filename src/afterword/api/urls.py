from django.urls import path, re_path

from afterword.api.problems import unknown_path
from afterword.api.reference import openapi_json, reference
from afterword.api.v1.api import api

urlpatterns = [
    path("v1/openapi.json", openapi_json, name="api-openapi"),
    path("v1/docs", reference, name="api-reference"),
    path("v1/", api.urls),
    re_path("", unknown_path),
]
