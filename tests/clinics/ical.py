"""A strict reader of calendar files, written from the text of RFC 5545 and nothing else.

It shares no code with what writes them. Whatever the RFC says MUST be so is asserted: line
ends, 75 octets a line, folding, escapes, the grammar of names and parameters, how often a property
may stand, which values it takes.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

# 3.1: name = iana-token / x-name; CONTROL = %x00-08 / %x0A-1F / %x7F
NAME = re.compile(r"[A-Za-z0-9-]+")
PARAM = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)(?:,(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*))*)')
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
# 3.3.11: what must be escaped is ; , \ and the line end.
UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*[;,]")
ESCAPES = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n", "\\N": "\n"}
DURATION = re.compile(r"([+-]?)P(?:(\d+)W|(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)")
# 3.6: how often a property stands in a component: (exactly once, at most once)
COUNTS = {
    "VCALENDAR": ({"PRODID", "VERSION"}, {"CALSCALE", "METHOD", "NAME", "REFRESH-INTERVAL"}),
    "VEVENT": ({"UID", "DTSTAMP", "DTSTART"}, {
        "CLASS", "CREATED", "DESCRIPTION", "GEO", "LAST-MODIFIED", "LOCATION", "ORGANIZER",
        "PRIORITY", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "URL", "RECURRENCE-ID", "DTEND", "DURATION",
    }),
    "VALARM": ({"ACTION", "TRIGGER", "DESCRIPTION"}, {"DURATION", "REPEAT", "UID"}),
    "VTIMEZONE": ({"TZID"}, {"LAST-MODIFIED", "TZURL"}),
    "STANDARD": ({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"}, set()),
    "DAYLIGHT": ({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"}, set()),
}  # fmt: skip
PARTS = {"VCALENDAR": {"VEVENT", "VTIMEZONE"}, "VEVENT": {"VALARM"}, "VALARM": set(), "VTIMEZONE": {"STANDARD", "DAYLIGHT"}, "STANDARD": set(), "DAYLIGHT": set()}
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "UID", "NAME", "PRODID", "COMMENT", "TZNAME"}


@dataclass(frozen=True)
class Line:
    """A content line: name, parameters, and the value as it stands there."""

    name: str
    params: dict[str, str]
    raw: str

    @property
    def value(self):
        """The value as its type says."""
        if self.name in TEXTS:
            return text(self.raw)
        if self.name in ("DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED"):
            return moment(self)
        if self.name in ("TRIGGER", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"):
            return duration(self.raw)
        if self.name == "SEQUENCE":
            assert re.fullmatch(r"\d+", self.raw)
            return int(self.raw)
        if self.name in ("TZOFFSETFROM", "TZOFFSETTO"):
            sign, hours, minutes = re.fullmatch(r"([+-])(\d\d)(\d\d)", self.raw).groups()
            return timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
        return self.raw


@dataclass
class Component:
    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list["Component"]:
        return [part for part in self.parts if part.name == name]

    def line(self, name: str) -> Line | None:
        found = [line for line in self.lines if line.name == name]
        assert len(found) < 2
        return found[0] if found else None

    def __getitem__(self, name: str):
        return self.line(name).value

    def get(self, name: str):
        line = self.line(name)
        return line.value if line else None


def read(content: bytes) -> Component:
    """The calendar that `content` is, every MUST of the RFC held against it."""
    assert content.endswith(b"\r\n")
    physical = content[:-2].split(b"\r\n")
    assert all(b"\r" not in one and b"\n" not in one for one in physical), "a line ends with CRLF and holds neither"
    assert max(map(len, physical)) <= 75, "lines SHOULD NOT be longer than 75 octets"
    for one in physical:
        one.decode("utf-8")  # no sign is cut in two by the folding
    unfolded: list[bytes] = []
    for one in physical:
        if one[:1] in (b" ", b"\t"):
            unfolded[-1] += one[1:]
        else:
            assert one, "no empty line"
            unfolded.append(one)
    stack = [Component("")]
    for one in unfolded:
        _take(_line(one.decode("utf-8")), stack)
    assert len(stack) == 1
    [calendar] = stack[0].parts
    assert calendar.name == "VCALENDAR"
    _check(calendar)
    return calendar


def _line(unfolded: str) -> Line:
    assert not CONTROL.search(unfolded), f"a control character in {unfolded!r}"
    name = NAME.match(unfolded)
    assert name, unfolded
    params, place = {}, name.end()
    while found := PARAM.match(unfolded, place):
        assert found[1].upper() not in params
        params[found[1].upper()] = found[2].strip('"')
        place = found.end()
    assert unfolded[place : place + 1] == ":", unfolded
    return Line(name[0].upper(), params, unfolded[place + 1 :])


def _take(line: Line, stack: list[Component]) -> None:
    if line.name == "BEGIN":
        part = Component(line.raw.upper())
        stack[-1].parts.append(part)
        stack.append(part)
    elif line.name == "END":
        assert stack.pop().name == line.raw.upper()
    else:
        assert stack[-1].name, "a property stands in a component"
        stack[-1].lines.append(line)


def _check(component: Component) -> None:
    once, at_most_once = COUNTS[component.name]
    names = [line.name for line in component.lines]
    assert {name for name in once if names.count(name) != 1} == set(), component.name
    assert {name for name in at_most_once if names.count(name) > 1} == set(), component.name
    for line in component.lines:
        line.value  # noqa: B018 - reading it asserts its form
    for part in component.parts:
        assert part.name in PARTS[component.name]
        _check(part)
    if component.name == "VCALENDAR":
        _check_calendar(component)
    if component.name == "VEVENT":
        _check_event(component)


def _check_calendar(calendar: Component) -> None:
    assert calendar["VERSION"] == "2.0"
    assert calendar.parts, "at least one component"
    zones = [zone["TZID"] for zone in calendar.all("VTIMEZONE")]
    assert len(set(zones)) == len(zones)
    for zone in calendar.all("VTIMEZONE"):
        assert zone.parts, "STANDARD or DAYLIGHT"
    events = calendar.all("VEVENT")
    used = {line.params["TZID"] for event in events for line in event.lines if "TZID" in line.params}
    assert used <= set(zones), "a TZID has its VTIMEZONE"
    assert len({event["UID"] for event in events}) == len(events)


def _check_event(event: Component) -> None:
    start, end = event.line("DTSTART"), event.line("DTEND")
    assert event.line("DTSTAMP").raw.endswith("Z"), "in UTC"
    assert event.get("STATUS") in (None, "TENTATIVE", "CONFIRMED", "CANCELLED")
    if end:
        assert not event.line("DURATION")
        assert end.params.get("VALUE") == start.params.get("VALUE")
        assert end.value > start.value, "the end is later than the beginning"
    if url := event.get("URL"):
        assert re.fullmatch(r"[a-z][a-z0-9+.-]*:[\x21-\x7e]+", url)
    for alarm in event.all("VALARM"):
        assert alarm["ACTION"] in ("AUDIO", "DISPLAY", "EMAIL")


def text(raw: str) -> str:
    """3.3.11: escapes taken back; an escape that is none, or a bare sign that needs one, is wrong."""
    assert not UNESCAPED.search(raw), raw
    assert re.fullmatch(r"(?:[^\\]|\\[\\;,nN])*", raw, re.DOTALL), raw
    return re.sub(r"\\[\\;,nN]", lambda found: ESCAPES[found[0]], raw)


def moment(line: Line) -> date | datetime:
    """3.3.4, 3.3.5: a date, or a moment in UTC or in a zone; a floating one has no place here."""
    if line.params.get("VALUE") == "DATE":
        assert re.fullmatch(r"\d{8}", line.raw)
        return date(int(line.raw[:4]), int(line.raw[4:6]), int(line.raw[6:]))
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)", line.raw)
    assert found, line.raw
    assert not (found[7] and "TZID" in line.params)
    return datetime(*map(int, found.groups()[:6]), tzinfo=UTC if found[7] else None)


def duration(raw: str) -> timedelta:
    """3.3.6."""
    found = DURATION.fullmatch(raw)
    assert found, raw
    assert not raw.endswith(("P", "T")), raw
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds) * (-1 if found[1] == "-" else 1)
