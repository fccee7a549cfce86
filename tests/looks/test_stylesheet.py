"""The style sheet is light, stands alone, and can be read by everyone."""

import gzip
import re

import pytest

from tests.looks.tree import CSS, STATIC, css_classes, modules, templates

KILOBYTE = 1024


def compressed(path) -> int:
    return len(gzip.compress((STATIC / path).read_bytes(), 9))


def colours(selector: str) -> dict[str, str]:
    """The custom properties that the rule of `selector` sets to a colour."""
    rule = re.search(re.escape(selector) + r"{([^}]*)}", CSS).group(1)
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", rule))


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    digits = colour.lstrip("#")
    digits = "".join(sign * 2 for sign in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


PALETTE = colours(":root")
GROUNDS = ["white", "paper", "sand", "mist"]
TEXT_PAIRS = [
    *[(text, ground) for text in ("ink", "muted", "deep", "teal", "teal-dark") for ground in GROUNDS],
    *[(text, ground) for text in ("red", "green", "amber") for ground in ("white", "paper")],
    *[("white", ground) for ground in ("deep", "teal", "teal-dark", "red")],
    *[(text, f"{text}-bg") for text in ("red", "green", "amber", "blue")],
    *[("ink", f"{ground}-bg") for ground in ("red", "green", "amber", "blue")],
    ("red", "sand"), ("aqua", "deep"), ("teal-dark", "aqua"), ("amber", "mist"), ("red", "mist"),
]  # fmt: skip


def test_light():
    assert compressed("css/portal.css") <= 11.5 * KILOBYTE
    assert compressed("img/icons.svg") <= 5 * KILOBYTE
    first_visit = ["css/portal.css", "img/icons.svg", "img/favicon.svg"]
    # The page for signing in has 16 KB for everything; the rest is left to its own markup and the menu's script.
    assert sum(map(compressed, first_visit)) <= 14 * KILOBYTE


def test_draws_nothing_that_no_page_has():
    """Whoever removes the last use of a class removes its rule."""
    scripts = [path.read_text() for path in (STATIC / "js").glob("*.js")]
    words = set(re.findall(r"[\w-]+", "\n".join([*scripts, *(text for _path, text in [*templates(), *modules()])])))
    # Written with a value: the state of a row, the verdict on a requirement.
    unused = {name for name in css_classes() - words if not re.fullmatch(r"s-\w+|remark-\w+", name)}
    assert unused == set()


def test_stands_alone():
    for address in ("url(", "http:", "https:", "@import", "sourceMappingURL"):
        assert address not in CSS


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(text, ground):
    assert contrast(PALETTE[text], PALETTE[ground]) >= 4.5


@pytest.mark.parametrize("edge", ["edge", "focus"])
def test_edges_can_be_seen(edge):
    assert all(contrast(PALETTE[edge], PALETTE[ground]) >= 3 for ground in GROUNDS)


def test_states_can_be_told_apart():
    states = ["draft", "submitted", "in_review", "returned", "approved", "historical", "reported", "published", "none"]
    rules = {state: colours(f".s-{state}") for state in states}
    assert all(contrast(rule["fg"], rule["bg"]) >= 4.5 for rule in rules.values())
    shapes = {state: re.search(rf'\.s-{state}{{[^}}]*--shape:\s*"(.)"', CSS).group(1) for state in states}
    assert len(set(shapes.values())) == len(states)


def test_respects_what_readers_asked_of_their_device():
    assert "prefers-reduced-motion" in CSS
    assert "forced-colors" in CSS
    assert ":focus-visible{outline:3px" in CSS
