"""No text of the portal's own in the other language: models, pages, and one word for one thing."""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils import translation

from ssk_portal.pokja.models import Brand, DecreeKind, Rank
from tests import catalogue
from tests.house import stage
from tests.house.rights import PAGES, ROWS
from tests.house.test_doors import _reverse
from tests.house.test_tree import WITHOUT_HISTORY, own_models

# Words that are the same in both languages.
SAME = {
    "pokja",
    "status",
    "target",
    "administrator",
    "draft",
    "program",
    "unit",
    "milestone",
    "kick-off",
    "rp",
    "%",
    "excel",
    "csv",
    "agenda",
    "moderator",
    "coaching clinic",
    "bahasa indonesia",
    "english",
}
# Terms of decrees stand as the decrees have them.
OFFICIAL = {label for choices in (Brand, DecreeKind, Rank) for label in choices.labels}
# What the house does not write, and what it writes instead.
AVOIDED = {
    r"\bbila\b": "jika",
    r"\btiap\b": "setiap",
    r"\bmempunyai\b": "memiliki",
    r"\bpunya\b": "memiliki",
    r"\bsilahkan\b": "silakan",
    r"\bmerubah\b": "mengubah",
    r"\be-?mail\b": "surel",
    r"\bpassword\b": "kata sandi",
    r"\bfile\b": "berkas",
    r"\bklik\b": "pilih",
    r"\bklinik\b": "coaching clinic",
    r"\bpapan (?!pantau)": "papan pantau",
    r"\bdata acuan\b": "data rujukan",
    r"\bjenjang (di|ke) ": "tingkat",
    r"\b(?<!sudah )lewat\b": "melalui, atau terlambat",
    r"\bdimana\b": "tempat",
    r"\banda\b(?<!Anda)": "Anda",
}


def in_both(text) -> tuple[str, str]:
    told = []
    for language in ("en", "id"):
        with translation.override(language):
            told.append(str(text))
    return tuple(told)


def texts_of(model):
    """Whatever a model says to people: names, labels, help, choices, sentences of its constraints."""
    yield from (model._meta.verbose_name, model._meta.verbose_name_plural)
    for field in model._meta.concrete_fields:
        if field.editable and field.name not in ("id", "password", "last_login", "content_type", "object_id"):
            yield from (field.verbose_name, field.help_text, *(label for value, label in (field.choices or ()) if value))
    for constraint in model._meta.constraints:
        if constraint.violation_error_message != constraint.default_violation_error_message:
            yield constraint.violation_error_message


@pytest.mark.parametrize("model", [model for model in own_models() if model not in WITHOUT_HISTORY], ids=lambda model: model.__name__)
def test_a_model_speaks_both_languages(model):
    told = [in_both(text) for text in texts_of(model) if text]
    assert [
        english for english, indonesian in told if english == indonesian and english.casefold() not in SAME and english not in OFFICIAL and re.search("[a-z]{3}", english)
    ] == []


def test_a_room_has_a_name_in_both_languages_in_the_admin():
    rooms = {model._meta.app_label for model in admin.site._registry if model in own_models()}
    told = {room: in_both(apps.get_app_config(room).verbose_name) for room in rooms}
    assert [room for room, (english, indonesian) in told.items() if english == indonesian] == []


@pytest.mark.parametrize("room", catalogue.rooms())
def test_one_word_for_one_thing(room):
    said = []
    for message in catalogue.read(room):
        text = re.sub(r"%\(\w+\)s", "", message.string if isinstance(message.string, str) else message.string[0])
        said += [(text, instead) for avoided, instead in AVOIDED.items() if message.id and re.search(avoided, text, 0 if instead == "Anda" else re.IGNORECASE)]
    assert said == []


class Texts(HTMLParser):
    """The texts of a page: what stands between two tags, and what is read aloud or shown beside."""

    ATTRIBUTES = {"title", "aria-label", "placeholder", "alt", "data-label"}

    def __init__(self, page: str):
        super().__init__()
        self.found = set()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found |= {value.strip() for name, value in attributes if name in self.ATTRIBUTES and value}

    def handle_data(self, text):
        self.found.add(" ".join(text.split()).rstrip(":"))


def foreign(language: str) -> set[str]:
    """The texts of all catalogues in the language that is not `language`, without those that are words of it too."""
    pairs = {(message.id, message.string) for room in catalogue.rooms() for message in catalogue.read(room) if isinstance(message.id, str) and message.id}
    english, indonesian = ({form for pair in pairs for form in (pair[side], pair[side][:1].upper() + pair[side][1:])} for side in (0, 1))
    return {text for text in (english - indonesian if language == "id" else indonesian - english) if "%(" not in text and len(text) > 2 and text.casefold() not in SAME}


# What the stage calls its own rows and people, and the label that Django's admin leaves in English.
OF_THE_STAGE = {"Orang", "Tidak ada", "Pembukaan", "Pembaca", "Pusat", "pusat", "Skema", "Scheme", "Agency", "Search"} | OFFICIAL


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en"])
def test_no_page_holds_a_text_in_the_other_language(language, client, regions, cast):
    rows, strangers, told = stage.build(regions, cast), foreign(language) - OF_THE_STAGE, {}
    addresses = [reverse(name) for name in PAGES]
    addresses += [_reverse(name, [rows[door.row, "63.09"]]) for name, door in ROWS.items() if (door.row, "63.09") in rows]
    addresses += [reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in admin.site._registry if model in own_models()]
    client.cookies["django_language"] = language
    for name in ("admin", "tabalong"):
        client.force_login(cast[name])
        for address in filter(None, addresses):
            answer = client.get(address)
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                told[name, address] = Texts(answer.content.decode()).found & strangers
    assert len(told) > 150
    assert {where: texts for where, texts in told.items() if texts} == {}
