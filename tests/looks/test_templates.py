"""Templates speak the vocabulary of the style sheet and hold nothing that the content policy refuses."""

import re

import pytest
from django.template import engines

from ssk_portal.common.templatetags.looks import STATE_ICONS
from ssk_portal.screens.menu import ENTRIES
from tests.looks.tree import classes_of, css_classes, icons, modules, templates

TEMPLATES = list(templates())
# Words that browsers, crispy or scripts look for; nothing is drawn by them.
HOOKS = {"page-item", "col-md", "row"}
REFUSED = [
    (r"\sstyle\s*=", "an inline style"),
    (r"<style\b", "an inline style sheet"),
    (r"<script(?![^>]*\bsrc=)", "an inline script"),
    (r"\son[a-z]+\s*=\s*[\"']", "an inline handler"),
    (r"(?:src|action)\s*=\s*[\"']?(?:https?:)?//", "something from another host"),
    (r"<link[^>]+href\s*=\s*[\"']?(?:https?:)?//", "something from another host"),
]


@pytest.mark.parametrize(("path", "text"), TEMPLATES, ids=[path for path, _text in TEMPLATES])
def test_nothing_that_the_content_policy_refuses(path, text):
    assert [what for pattern, what in REFUSED if re.search(pattern, text)] == []


def test_classes_of_templates_are_drawn():
    known = css_classes() | HOOKS
    unknown = {}
    for path, text in TEMPLATES:
        used = re.findall(r'(?<![\w-])class="((?:{%.*?%}|{{.*?}}|[^"])*)"', text, re.DOTALL)
        used += re.findall(r"{%\s*block page_class\s*%}(.*?){%\s*endblock", text, re.DOTALL)
        missing = set().union(*map(classes_of, used)) - known if used else set()
        if missing:
            unknown[path] = sorted(missing)
    assert unknown == {}


def test_classes_of_modules_are_drawn():
    known = css_classes() | HOOKS
    patterns = [r'css_class="([^"{]*)"', r'"class": "([\w -]*)"', r'class="([\w -]+)"', r"<\w+ class=([\w-]+)[ >]"]
    unknown = {}
    for path, text in modules():
        used = [words for pattern in patterns for words in re.findall(pattern, text)]
        missing = set().union(*map(classes_of, used)) - known if used else set()
        if missing:
            unknown[path] = sorted(missing)
    assert unknown == {}


def test_icons_of_templates_are_in_the_sprite():
    named = {name for _path, text in TEMPLATES for name in re.findall(r'{%\s*icon\s+[\'"]([^\'"]+)', text)}
    assert named - icons() == set()


def test_icons_of_modules_are_in_the_sprite():
    named = {icon for _screen, _label, icon, _permission in ENTRIES} | set(STATE_ICONS.values())
    for _path, text in modules():
        named |= set(re.findall(r'\bicon(?:\(|=|"\s*:|:\s*str\s*=)\s*"([a-z0-9-]+)"', text))
    assert named - icons() == set()


def test_what_is_missing_is_told_by_the_portal_in_the_language_of_its_page():
    """Without `novalidate` the browser tells it, in the browser's own language."""
    found = {path: re.findall(r"<form\b(.*?)</form>", text, re.DOTALL) for path, text in TEMPLATES}
    told = [path for path, forms in found.items() for form in forms if 'method="post"' in form and re.search(r"\srequired[\s>]", form) and "novalidate" not in form]
    assert told == []


def test_a_template_loads_only_what_it_uses():
    libraries = engines["django"].engine.template_libraries
    unused = {}
    for path, text in TEMPLATES:
        for name in " ".join(re.findall(r"{% load ([\w ]+) %}", text)).split():
            words = [rf"{{%\s*{tag}\b" for tag in libraries[name].tags] + [rf"\|{word}\b" for word in libraries[name].filters]
            if not re.search("|".join(words), text):
                unused.setdefault(path, []).append(name)
    assert unused == {}
