"""The brief as a paper: one A4 sheet, however much there is to tell. An official paper: Indonesian whatever language the page is read in."""

from collections.abc import Callable

from django.utils import translation
from django.utils.formats import date_format

from ssk_portal.common.pdf import pdf
from ssk_portal.reporting.brief.parts import Line, Part, short
from ssk_portal.reporting.brief.programme import Stand
from ssk_portal.reporting.brief.summary import Brief


def brief_paper(read: Callable[[], Brief], *, by) -> bytes:
    """The paper of what `read` reads, printed by the user `by`. The template shows as many lines of each part as one sheet holds."""
    with translation.override("id"):
        brief = read()
        region = brief.region
        return pdf(
            "region_brief.typ",
            {
                "title": f"Ringkasan untuk {brief.head}",
                "head": brief.head,
                "region": f"{region.full_name}, {region.province.full_name}",
                "day": date_format(brief.day),
                "stage": _facts(brief.stage),
                "asked": _part(brief.asked),
                "milestones": [_stand(stand) for stand in brief.programme.stands],
                "reported": _line(brief.programme.reported) if brief.programme.reported else None,
                "pokja": _facts(brief.group.facts) if brief.group else [],
                "agreements": _part(brief.agreements) | {"late": brief.late},
                "figures": {"rows": [vars(row) for row in brief.figures.rows.lines], "total": brief.figures.rows.total, "lacking": brief.figures.lacking},
                "printed": f"{region.full_name} · dicetak dari Portal SSK pada {date_format(brief.day)} oleh {short(by.shown_name, 60)} ({by.get_role_display()})",
            },
        )


def _facts(facts: list[tuple[str, str]]) -> list[list[str]]:
    return [[name, short(value)] for name, value in facts]


def _stand(stand: Stand) -> dict:
    return {"name": short(stand.name, 90), "state": str(stand.progress.get_state_display()), "told": short(stand.told), "late": stand.late}


def _part(part: Part) -> dict:
    return {"lines": [_line(line) for line in part.lines], "total": part.total}


def _line(line: Line) -> dict:
    return {"text": line.text, "detail": line.detail, "late": line.late}
