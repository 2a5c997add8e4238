"""A verb's refusal, put beside the field it is about."""

from collections.abc import Mapping

from django.forms import BaseForm

from afterword.core.errors import DomainError, Invalid


def show_problems(form: BaseForm, problem: Invalid, names: Mapping[str, str] | None = None) -> None:
    """Add each sentence to the field of that name; `names` maps the verb's names to the form's where they differ.

    What no field is called stands above the form.
    """
    for name, sentence in problem.fields.items():
        field = (names or {}).get(name, name)
        form.add_error(field if field in form.fields else None, sentence)


def show_refusal(form: BaseForm, refusal: DomainError, names: Mapping[str, str] | None = None) -> int:
    """Show any refusal in the form; returns the status of the page that shows it."""
    if isinstance(refusal, Invalid):
        show_problems(form, refusal, names)
    else:
        form.add_error(None, refusal.message)
    return refusal.status


def status_of(form: BaseForm) -> int:
    """What a page with this form answers: 422 once something is wrong with it."""
    return 422 if form.is_bound and form.errors else 200
