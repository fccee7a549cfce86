"""The forms of a page as a browser reads and sends them, filled in as by a person in a hurry."""

import io
import uuid
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import count

from tests.house.stage import PDF

WORDS = "Zirkon tujuh"


@dataclass
class Box:
    """One field of a form: what stands in it, and what may be chosen."""

    name: str
    kind: str
    given: dict
    value: str = ""
    choices: list = field(default_factory=list)

    @property
    def is_words(self) -> bool:
        """Whether any words may be typed here."""
        return self.kind in ("text", "textarea") and not {"list", "inputmode"} & set(self.given) and self.name not in ("code", "username", "nip")

    @property
    def guess(self):
        """What a person in a hurry gives where nothing stands."""
        if self.kind == "file":
            return _file()
        if self.kind == "number" or "inputmode" in self.given:
            return "2025" if "year" in self.name else "7"
        simple = {"date": "2025-03-12", "email": "uji@example.org", "radio": self.given.get("value", "on")}
        if self.kind == "select":
            return next((value for value in self.choices if value), "")
        return simple.get(self.kind) or ("uji-7" if self.name in ("code", "username") else WORDS if self.kind in ("text", "textarea") else "")


def _file():
    file = io.BytesIO(PDF)
    file.name = "uji.pdf"
    return file


class Form:
    """A form that is sent: its address and its boxes."""

    def __init__(self, given: dict, page: str):
        self.is_sent, self.url, self.id, self.boxes = given.get("method", "").lower() == "post", given.get("action") or page, given.get("id"), []

    @property
    def names(self) -> set[str]:
        return {box.name for box in self.boxes}

    @property
    def words(self) -> str | None:
        """The name of a box for words, if it has one."""
        return next((box.name for box in self.boxes if box.is_words and not box.value), None)

    def filled(self, *, empty=(), hurry=False) -> dict:
        """What is sent: what stands there, and a guess in every empty box but those in `empty`; in a `hurry` only where one is asked."""
        sent: dict[str, list] = {}
        for box in self.boxes:
            if box.value:
                sent.setdefault(box.name, []).append(box.value)
        for box in self.boxes:
            if box.name in empty and box.kind != "hidden":
                sent.pop(box.name, None)
            elif box.name not in sent and (not hurry or "required" in box.given):
                sent[box.name] = [box.guess]
        return sent | {"form_key": [str(uuid.uuid4())]}


class _Reader(HTMLParser):
    def __init__(self, text: str, page: str):
        super().__init__()
        self.page, self.forms, self.form, self.box = page, [], None, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(given, self.page)
            self.forms.append(self.form)
        elif tag == "option" and self.box:
            self.box.choices.append(given.get("value", ""))
            if "selected" in given:
                self.box.value = given.get("value", "")
        elif tag in ("input", "select", "textarea") and given.get("name") and "disabled" not in given:
            self._begin(tag, given)

    handle_startendtag = handle_starttag

    def _begin(self, tag, given):
        kind = given.get("type", "text") if tag == "input" else tag
        ticked = kind not in ("checkbox", "radio") or "checked" in given
        box = Box(given["name"], kind, given, (given.get("value", "on") if kind in ("checkbox", "radio") else given.get("value", "")) if ticked else "")
        form = next((form for form in self.forms if form.id == given["form"]), None) if "form" in given else self.form
        if form and kind not in ("submit", "button", "reset"):
            form.boxes.append(box)
        self.box = box if tag in ("select", "textarea") else None

    def handle_data(self, data):
        if self.box and self.box.kind == "textarea":
            self.box.value += data.removeprefix("\n")

    def handle_endtag(self, tag):
        if tag in ("select", "textarea"):
            self.box = None
        elif tag == "form":
            self.form = None


# The language and leaving stand on every page; they write nothing of a row.
BESIDE = ("/bahasa", "/keluar")


def forms_of(answer, page: str) -> list[Form]:
    """The forms of a page that write."""
    return [form for form in _Reader(answer.content.decode(), page).forms if form.is_sent and not any(part in form.url for part in BESIDE)]


def send(client, form: Form, sent: dict, page: str):
    """The answer to the form, read to its end."""
    for file in (value for values in sent.values() for value in values if hasattr(value, "seek")):
        file.seek(0)
    answer = client.post(form.url, sent, headers={"referer": f"http://testserver{page}"})
    assert answer.getvalue() is not None
    return answer


def accepted(client, form: Form, page: str):
    """The form filled in until it is done: (what was sent, the answer). What was found wrong is left empty the next time."""
    empty = ()
    for attempt in count():
        sent = form.filled(empty=empty, hurry=attempt == 1)
        answer = send(client, form, sent, page)
        if answer.status_code != 200 or attempt == 3:
            return sent, answer
        told = answer.context.get("form") if answer.context else None
        empty = {*getattr(told, "errors", {})} - {"__all__"}
