"""The tags that every template has."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import engines
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from afterword.core import clock

NOON = datetime(2026, 3, 12, 12, 5, tzinfo=UTC)


@dataclass
class Level:
    token: str
    label: str


@dataclass
class State:
    category: str
    label: str


class NoteForm(forms.Form):
    text = forms.CharField(label="Note", widget=forms.Textarea, help_text="Markdown works.")
    mood = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    team = forms.ChoiceField(choices=[("x", "X")], required=False)
    is_important = forms.BooleanField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def render(template: str, **context: object) -> str:
    return engines["django"].from_string(template).render(context)


@pytest.fixture
def at_noon_in_paris():
    with clock.at(NOON), timezone.override(ZoneInfo("Europe/Paris")):
        yield


def test_an_asset_that_does_not_exist_breaks_the_page_at_once():
    with pytest.raises(KeyError):
        render("{% asset 'none.css' %}")


def test_an_icon_beside_a_word_is_silent_and_one_alone_speaks():
    assert 'aria-hidden="true"' in render("{% icon 'flag' %}")
    spoken = render("{% icon 'flag' label %}", label="Important")
    assert 'role="img"' in spoken
    assert 'aria-label="Important"' in spoken


def test_severity_and_status_have_a_shape_and_a_word():
    severity = render("{% severity it %}", it=Level("sev-1", "SEV-1"))
    assert 'data-token="sev-1"' in severity
    assert "#sev-1" in severity
    assert ">SEV-1<" in severity.replace("</svg>", ">")

    status = render("{% status it %}", it=State("stable", "Monitoring"))
    assert "#status-stable" in status
    assert "Monitoring" in status


def test_what_people_named_is_escaped():
    assert "<b>" not in render("{% severity it %}", it=Level("sev-1", "<b>x</b>"))
    assert "<b>" not in render("{% avatar '<b>' %}")


@pytest.mark.usefixtures("at_noon_in_paris")
def test_a_time_is_short_and_carries_its_full_stamp():
    html = render("{% when it %}", it=NOON)
    assert ">13:05 CET</time>" in html
    assert 'datetime="2026-03-12T12:05:00+00:00"' in html
    assert 'title="Thursday, 12 March 2026, 13:05:00 CET (Europe/Paris, UTC+01:00)"' in html


@pytest.mark.usefixtures("at_noon_in_paris")
def test_a_relative_time_goes_on_ticking_and_only_a_time_that_asks_is_a_tab_stop():
    ago = render("{% when it 'relative' %}", it=NOON - timedelta(minutes=12))
    assert ago.startswith('<ticking-time mode="ago">')
    assert "12 min ago" in ago
    assert "tabindex" not in ago
    assert 'tabindex="0"' in render("{% when it focus=True %}", it=NOON)


@pytest.mark.usefixtures("at_noon_in_paris")
def test_what_still_runs_ticks_and_what_is_over_does_not():
    since = NOON - timedelta(minutes=72)
    assert render("{% running since %}", since=since).startswith('<ticking-time mode="running">')
    assert render("{% running since until %}", since=since, until=NOON) == '<span class="duration">1 h 12 min</span>'


def test_no_time_and_no_length_show_nothing():
    assert render("{% when it %}{% duration it %}{% running it %}", it=None) == ""


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ada", "A"), ("Ada Bo", "AB"), ("ada.x@example.org", "AE"), ("王小明", "王"), ("", "?")],
)
def test_initials_are_short(name, letters):
    assert render("{{ name|initials }}", name=name) == letters


def test_a_person_keeps_one_tint():
    assert render("{% avatar 'Ada' %}") == render("{% avatar 'Ada' %}")


def test_a_field_ties_its_label_help_and_error_to_its_control():
    html = render("{% field form.text rows=3 %}", form=NoteForm({}))

    assert '<label class="form-label" for="id_text">' in html
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described
    assert all(f'id="{each}"' in html for each in described[1].split())
    assert 'aria-invalid="true"' in html
    assert 'rows="3"' in html
    assert "This field is required." in html


def test_each_kind_of_control_has_its_own_arrangement():
    form = NoteForm()
    assert "<fieldset" in render("{% field form.mood %}", form=form)
    assert 'class="form-select"' in render("{% field form.team %}", form=form)
    assert 'class="form-check-input"' in render("{% field form.is_important %}", form=form)
    assert render("{% field form.secret %}", form=form).strip() == '<input type="hidden" name="secret" id="id_secret">'


def test_after_errors_one_goes_on_at_the_first_of_them():
    form = NoteForm({"text": "A note"})

    assert "autofocus" not in render("{% field form.text autofocus='autofocus' %}", form=form)
    assert "autofocus" in render("{% field form.mood %}", form=form)
    assert "autofocus" in render("{% field form.text autofocus='autofocus' %}", form=NoteForm())


def test_a_field_that_may_stay_empty_says_so():
    assert "optional" in render("{% field form.team %}", form=NoteForm())
    assert "optional" not in render("{% field form.text %}", form=NoteForm())


def test_the_words_of_scripts_are_json_inside_an_attribute():
    html = render('<meta content="{% words %}">')
    content = re.search(r'content="([^"]*)"', html)
    assert content
    assert json.loads(content[1].replace("&quot;", '"').replace("&#x27;", "'"))["copied"] == "Copied"


def test_options_say_which_is_chosen_and_trust_no_name():
    shown = render("{% options choices %}", choices=[("a", "Ada", False), ('b"', "<b>Bo</b>", True)])

    assert shown == ('<option value="a">Ada</option><option value="b&quot;" selected>&lt;b&gt;Bo&lt;/b&gt;</option>')


def test_a_label_that_is_safe_does_not_make_another_safe():
    render('{% icon "flag" label %}', label=mark_safe("<b>Flag</b>"))

    assert "<b>" not in render('{% icon "flag" label %}', label="<b>Flag</b>")


def test_constant_words_follow_the_language_and_keep_their_percent_signs():
    page = '{% translate "Severity" %}, {% translate "% selected" as label %}{{ label }}, {% translate "100 %" %}'

    assert render(page) == "Severity, % selected, 100 %"
    with translation.override("zh-hans"):
        assert render(page) == f"{gettext('Severity')}, {gettext('%% selected').replace('%%', '%')}, 100 %"
        assert gettext("Severity") != "Severity"


def test_words_that_are_no_constants_are_left_to_django():
    assert render('{% translate word %} {% translate "flag"|upper %}', word="<b>") == "&lt;b&gt; FLAG"
    assert render('{% translate "May" context "none of ours" %}{% translate "x" noop as y %}{{ y }}') == "Mayx"
    assert 'aria-hidden="true"' in render("{% icon name %}", name="flag")
