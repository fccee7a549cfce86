"""Imports go down only: a room knows the rooms below it, never a sibling, never one above. No exceptions."""

import ast
from pathlib import Path

import pytest

PORTAL = Path(__file__).resolve().parents[2] / "ssk_portal"
FLOORS = [
    {"pg"},
    {"common"},
    {"regions"},
    {"audit"},
    {"screens"},
    {"accounts"},
    {"notices"},
    {"review"},
    {"documents"},
    {"pokja"},
    {"milestones", "indicators"},
    {"clinics"},
    {"reporting"},
]
FLOOR_OF = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}


def rooms_imported(source: str) -> set[str]:
    """The rooms that a module's imports name."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "ssk_portal" and len(parts) > 1 and parts[1] in FLOOR_OF:
                found.add(parts[1])
    return found


def wrong_imports(room: str, source: str) -> set[str]:
    """The rooms that a module of `room` must not import."""
    return {other for other in rooms_imported(source) if other != room and FLOOR_OF[other] >= FLOOR_OF[room]}


def modules():
    for room in FLOOR_OF:
        for path in sorted((PORTAL / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield pytest.param(room, path, id=str(path.relative_to(PORTAL)))


@pytest.mark.parametrize(("room", "path"), list(modules()))
def test_imports_go_down_only(room, path):
    assert wrong_imports(room, path.read_text()) == set()


def test_every_room_stands_on_a_floor():
    rooms = {path.parent.name for path in PORTAL.glob("*/__init__.py") if path.parent.name not in ("formats", "locale")}
    assert rooms == set(FLOOR_OF)


def test_relative_imports_are_not_used():
    """They would hide from this test."""
    relative = [
        path
        for path in PORTAL.rglob("*.py")
        if "migrations" not in path.parts and any(isinstance(node, ast.ImportFrom) and node.level for node in ast.walk(ast.parse(path.read_text())))
    ]
    assert relative == []


@pytest.mark.parametrize(
    ("room", "source", "wrong"),
    [
        ("regions", "from ssk_portal.accounts.models import User", {"accounts"}),
        ("milestones", "from ssk_portal import indicators", {"indicators"}),
        ("milestones", "import ssk_portal.pokja.models", set()),
        ("clinics", "from ssk_portal.milestones.models import Milestone", set()),
    ],
)
def test_the_test_finds_what_it_looks_for(room, source, wrong):
    assert wrong_imports(room, source) == wrong
