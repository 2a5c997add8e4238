from django.urls import path

from afterword.web.home.help import show_import
from afterword.web.home.page import show_home
from afterword.web.home.search import search
from afterword.web.home.steps import skip_step
from afterword.web.home.style import show_styleguide

urlpatterns = [
    path("", show_home, name="home"),
    path("search", search, name="search"),
    path("first-steps/import", show_import, name="import-help"),
    path("first-steps/<slug:key>/skipping", skip_step, name="skip-step"),
    path("styleguide", show_styleguide, name="styleguide"),
]
