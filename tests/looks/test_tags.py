"""The tags of the looks: icon, badge, strip, error summary, fields and the table."""

import django_tables2 as tables
import pytest
from crispy_forms.helper import FormHelper
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from ssk_portal.common.templatetags.looks import STATE_ICONS, icon, problems_of, state_badge
from ssk_portal.screens.lists import PortalTable


def render(text, **values):
    return Template("{% load looks crispy_forms_tags django_tables2 %}" + text).render(Context(values))


def test_icon_is_silent_unless_it_has_a_label():
    assert icon("bell") == '<svg class="icon" aria-hidden="true"><use href="/static/img/icons.svg#bell"/></svg>'
    assert 'role="img" aria-label="A &amp; B"' in icon("bell", "A & B")


@pytest.mark.parametrize("state", STATE_ICONS)
def test_badge_tells_state_by_colour_shape_and_word(state):
    badge = state_badge(state, "<Word>")
    assert f"s-{state}" in badge
    assert f"#{STATE_ICONS[state]}" in badge
    assert "&lt;Word&gt;" in badge


def test_every_state_has_its_own_shape():
    assert len(set(STATE_ICONS.values())) == len(STATE_ICONS)


def test_unknown_state_is_a_fault():
    with pytest.raises(KeyError):
        state_badge("elsewhere", "Word")


def test_progress_strip_links_what_can_be_opened():
    steps = [
        {"number": 1, "name": "Commitment", "state": "approved", "state_label": "Approved", "url": "/m/1/", "detail": "12 days"},
        {"number": 2, "name": "Policy", "state": "none", "state_label": "None yet", "url": "", "detail": ""},
    ]
    strip = render("{% progress_strip steps %}", steps=steps)
    assert strip.count("<li") == 2
    assert strip.count("<a ") == 1
    assert "12 days" in strip
    assert "None yet" in strip


class DecreeForm(forms.Form):
    number = forms.CharField(label="Number", help_text="As written.")
    host = forms.ChoiceField(label="Host", widget=forms.RadioSelect, choices=[("p", "Province"), ("d", "District")])
    note = forms.CharField(label="Note", required=False)
    row = forms.IntegerField(widget=forms.HiddenInput)
    helper = FormHelper()
    helper.form_tag = False


def test_error_summary_links_to_the_fields():
    form = DecreeForm({})
    form.add_error(None, "The decree has ended.")
    summary = render('{% include "components/error_summary.html" %}', form=form)
    assert 'role="alert" tabindex="-1"' in summary
    assert "The decree has ended." in summary
    assert 'href="#id_number"' in summary
    assert 'href="#id_host_0"' in summary
    assert "id_row" not in summary


def test_a_question_in_the_summary_has_no_colon_behind_it():
    form = DecreeForm({})
    form.fields["number"].label = "Which one?"
    summary = render('{% include "components/error_summary.html" %}', form=form)
    assert "Which one? Isian" in summary
    assert "Host: Isian" in summary


def test_summary_stands_once_a_page():
    page = render('{% include "components/error_summary.html" %}{% crispy form %}', form=DecreeForm({}))
    assert page.count('class="error-summary"') == 1
    assert 'id="id_host_0"' in page


def test_summary_tells_formsets_too():
    formset = forms.formset_factory(DecreeForm, extra=0, min_num=1, validate_min=True)({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"})
    assert [target for target, _label, _message in problems_of(None, [formset])] == ["", "id_form-0-number", "id_form-0-host_0", ""]


def test_an_untouched_form_has_no_summary():
    assert "error-summary" not in render("{% crispy form %}", form=DecreeForm())


def test_fields_say_in_words_what_is_required_and_name_their_help_and_error():
    page = render("{% crispy form %}", form=DecreeForm({}))
    assert page.count("required-word") == 2
    assert 'aria-describedby="id_number_helptext id_number_error"' in page
    assert 'aria-invalid="true"' in page
    for target in ("id_number_helptext", "id_number_error", "id_host_error"):
        assert page.count(f'id="{target}"') == 1
    assert "<fieldset" in page


class SeatForm(forms.Form):
    post = forms.CharField(label="Post", widget=forms.TextInput(attrs={"class": "short"}))
    agency = forms.ChoiceField(label="Agency", choices=[("Works", [("a", "Roads & bridges"), ("b", "Housing")]), ("", "–")])
    vacant = forms.BooleanField(label="Vacant", required=False)


def test_controls_have_the_looks_of_their_kind_and_of_what_is_wrong_with_them():
    page = render("{% crispy form %}", form=SeatForm({"agency": "b", "vacant": "on"}))
    assert '<input type="text" name="post" aria-describedby="id_post_error" aria-invalid="true" class="short form-control is-invalid" id="id_post"' in page
    assert '<select name="agency" class="form-select" id="id_agency"' in page
    assert '<input type="checkbox" name="vacant" class="form-check-input" id="id_vacant" checked' in page
    assert 'class="mb-3 form-check"' in page


def test_a_list_to_choose_from_marks_the_chosen_and_its_groups():
    page = render("{% crispy form %}", form=SeatForm({"post": "Kepala", "agency": "b"}))
    assert '<optgroup label="Works">' in page
    assert '<option value="a">Roads &amp; bridges</option>' in page
    assert '<option value="b" selected>Housing</option>' in page
    assert page.count("</optgroup>") == 1
    assert page.count("selected") == 1


class Members(PortalTable):
    name = tables.Column("Name")
    age = tables.Column("Age", orderable=False, attrs={"td": {"class": "number"}})


def listed(rows, **address):
    table = Members(rows, order_by=address.get("sort", ()))
    table.paginate(page=int(address.get("page", 1)), per_page=10)
    return render("{% render_table table %}", table=table, request=RequestFactory().get("/", address))


def test_table_says_how_it_is_sorted_and_labels_its_cells():
    rows = [{"name": "Siti & Ani", "age": 41}]
    assert 'aria-sort="ascending"' in listed(rows, sort="name")
    page = listed(rows, sort="-name")
    assert 'aria-sort="descending"' in page
    assert 'href="?sort=name"' in page
    assert '<td data-label="Name" data-title>Siti &amp; Ani</td>' in page
    assert '<td class="number" data-label="Age">41</td>' in page


def test_table_pages_keep_the_order():
    page = listed([{"name": f"N{number}", "age": number} for number in range(25)], sort="name", page=2)
    assert 'aria-current="page">2<' in page
    assert "sort=name" in page
    assert 'rel="next"' in page
    assert 'rel="prev"' in page


def test_an_empty_table_says_so():
    assert 'colspan="2"' in listed([])
