from django.http import HttpResponse
from django.shortcuts import render

from afterword.web.requests import PersonRequest, signed_in


@signed_in
def show_import(request: PersonRequest) -> HttpResponse:
    """How to bring in the incidents of before."""
    return render(request, "home/import.html", {"section": "home"})
