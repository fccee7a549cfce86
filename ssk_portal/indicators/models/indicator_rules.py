"""What must hold of an indicator beside the others, whoever writes it.

The database refuses it by triggers; `faults_of` says the same in sentences, at the field
that has to be mended, for forms and administration pages.
"""

import pgtrigger
from django.db.models import Q
from django.utils.translation import gettext as _

from ssk_portal.common.constraints import NoCircle
from ssk_portal.common.records import count_version

# Whose an indicator is never changes, and its unit only while nothing is counted in it: figures would mean something else.
STAYS = pgtrigger.Trigger(
    name="home_and_unit_stay",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("region_id", "unit"),
    func="""
        IF NEW.region_id IS DISTINCT FROM OLD.region_id THEN
            RAISE EXCEPTION 'whose an indicator is does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_home_stays';
        END IF;
        IF NEW.unit <> OLD.unit AND (
            EXISTS (SELECT FROM indicators_achievement WHERE indicator_id = NEW.id) OR EXISTS (SELECT FROM indicators_target WHERE indicator_id = NEW.id)
        ) THEN
            RAISE EXCEPTION 'the unit stays once figures exist' USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_unit_stays';
        END IF;
        RETURN NEW;
    """,
)

# A local indicator belongs to a province or a district; what it is part of is counted there too, and is no local one for one that holds everywhere.
IN_PLACE = pgtrigger.Trigger(
    name="in_place",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("part_of_id"),
    func="""
        IF NEW.region_id IS NOT NULL AND NOT EXISTS (SELECT FROM regions_region WHERE id = NEW.region_id AND level IN ('province', 'district')) THEN
            RAISE EXCEPTION 'a local indicator belongs to a province or a district' USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_home_known';
        END IF;
        IF NEW.part_of_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM indicators_indicator whole LEFT JOIN regions_region home ON home.id = NEW.region_id
            WHERE whole.id = NEW.part_of_id AND (whole.region_id IS NULL OR whole.region_id IN (home.id, home.province_id))
        ) THEN
            RAISE EXCEPTION 'what it is part of is not counted there' USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_whole_counted_there';
        END IF;
        RETURN NEW;
    """,
)


def triggers(circle) -> list:
    """The triggers of the model; `circle` is the sentence where it comes round to itself."""
    return [count_version, NoCircle(name="indicator_no_circle", field="part_of", violation_error_message=circle), STAYS, IN_PLACE]


def faults_of(indicator) -> dict[str, str]:
    """What forbids to keep `indicator` as it is, by field."""
    found = {"part_of": _whole_fault(indicator), "unit": _unit_fault(indicator), "name_id": _name_fault(indicator)}
    return {field: sentence for field, sentence in found.items() if sentence}


def _whole_fault(indicator) -> str:
    whole = indicator.part_of
    if whole is None:
        return ""
    if _comes_round(indicator):
        return _("It would be part of itself.")
    if not whole.is_counted_in(indicator.region):
        return _("“%(whole)s” is a local indicator and not counted everywhere this one is.") % {"whole": whole}
    if whole.unit != indicator.unit:
        return _("A part has the unit of its whole; “%(whole)s” is counted in: %(unit)s.") % {"whole": whole, "unit": whole.get_unit_display()}
    return ""


def _comes_round(indicator) -> bool:
    above, seen = indicator.part_of, set()
    while above is not None and above.pk not in seen:
        if above.pk == indicator.pk:
            return True
        seen.add(above.pk)
        above = above.part_of
    return False


def _unit_fault(indicator) -> str:
    before = type(indicator).objects.filter(pk=indicator.pk).values_list("unit", flat=True).first() if indicator.pk else indicator.unit
    if before == indicator.unit:
        return ""
    if indicator.has_figures:
        return _("Figures exist in the former unit, so it stays. For another unit make a new indicator.")
    part = indicator.parts.exclude(unit=indicator.unit).first()
    return _("“%(part)s” is a part of it and has another unit.") % {"part": part} if part else ""


def _name_fault(indicator) -> str:
    """Beside each other no two have one name; what is counted elsewhere only may be called alike."""
    beside = type(indicator).objects.near(indicator.region) if indicator.region_id else type(indicator).objects.filter(region=None)
    alike = beside.filter(Q(name_id__iexact=indicator.name_id)).exclude(pk=indicator.pk).select_related("region").first()
    if alike is None:
        return ""
    return _("An indicator of this name is there already, for %(whose)s.") % {"whose": alike.home or _("the whole country")}
