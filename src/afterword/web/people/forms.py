"""What people type about themselves and each other. The verbs decide what will do."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from afterword.people.models import Role, Theme
from afterword.web.people.account_forms import PASSWORD_HELP
from afterword.web.people.zone_field import ZoneField

ROLE_HELP = (
    (Role.ADMINISTRATOR, _("Manages people, teams and settings, and works on incidents.")),
    (Role.RESPONDER, _("Works on incidents and writes postmortems.")),
    (Role.VIEWER, _("Reads, declares incidents and comments.")),
)
AS_BROWSER = "browser"
LIFETIMES = ((30, _("30 days")), (90, _("90 days")), (365, _("1 year")), (0, _("No end")))


def new_password(label: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, widget=widget, help_text=PASSWORD_HELP)


def your_name() -> forms.CharField:
    help_text = _("As your colleagues know you. It stands beside everything you do.")
    return forms.CharField(
        label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}), help_text=help_text
    )


class WelcomeForm(forms.Form):
    name = your_name()
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = new_password(_("Password"))
    zone = ZoneField()


class AcceptForm(forms.Form):
    name = your_name()
    password = new_password(_("Password"))
    zone = ZoneField()


class ProfileForm(forms.Form):
    name = your_name()
    zone = ZoneField(help_text=_("Times are shown in this zone unless a page is switched to another."))
    language = forms.ChoiceField(label=_("Language"), choices=[(AS_BROWSER, _("Like my browser")), *settings.LANGUAGES])
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices, widget=forms.RadioSelect)

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"]
        return "" if language == AS_BROWSER else language


class PasswordForm(forms.Form):
    current = forms.CharField(
        label=_("Current password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = new_password(_("New password"))

    def __init__(self, *args: Any, asks_current: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_current:
            del self.fields["current"]


class TokenForm(forms.Form):
    name = forms.CharField(label=_("What it is for"), help_text=_("For example: the deployment job."))
    days = forms.TypedChoiceField(label=_("Works for"), choices=LIFETIMES, coerce=int, initial=90)


class RoleForm(forms.Form):
    """Each role is explained in place (people/_roles.html)."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect, initial=Role.RESPONDER)

    roles = ROLE_HELP


class InviteForm(RoleForm):
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    field_order = ("email", "role")


class TeamForm(forms.Form):
    name = forms.CharField(label=_("Name"), error_messages={"required": _("Give it a name.")})
    about = forms.CharField(
        label=_("What it looks after"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For whoever looks for the right team at night."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class MembersForm(forms.Form):
    members = forms.MultipleChoiceField(label=_("Members"), required=False)
    leads = forms.MultipleChoiceField(
        label=_("Leads"), required=False, help_text=_("They change the team without being administrators.")
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("members", "leads"):
            self.fields[name].choices = people  # type: ignore[attr-defined]
