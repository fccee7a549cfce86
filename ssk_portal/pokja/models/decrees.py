"""The decree (SK) by which the head of a region appoints the Pokja for a term."""

import datetime

from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.constraints import in_order, one_of
from ssk_portal.common.fields import LinesField
from ssk_portal.common.records import Record, tracked
from ssk_portal.documents.models import Document
from ssk_portal.pokja.models.groups import Pokja
from ssk_portal.pokja.models.terms import END_KNOWN, ENDING_DAYS, TERM, VALID, DecreeQuerySet, DecreeStatus, TermsApart, check_years
from ssk_portal.regions.days import today_in


class DecreeKind(models.TextChoices):
    REGENT = "bupati", "SK Bupati"
    MAYOR = "wali_kota", "SK Wali Kota"
    GOVERNOR = "gubernur", "SK Gubernur"
    SECRETARY = "sekda", "SK Sekretaris Daerah"


@tracked
class Decree(Record):
    """A decree (SK) that appoints the Pokja for a term."""

    pokja = models.ForeignKey(Pokja, models.CASCADE, related_name="decrees", verbose_name="Pokja")
    kind = models.CharField(_("kind"), max_length=12, choices=DecreeKind)
    kind_as_written = models.CharField(_("kind as written"), max_length=100, blank=True, help_text=_("Where a publication calls it otherwise"))
    number = models.CharField(_("number"), max_length=100, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    period_as_written = models.CharField(_("term as written"), max_length=100, blank=True)
    signatory = models.CharField(_("signed by"), max_length=150, blank=True)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    supersedes = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="superseded_by", verbose_name=_("replaces"))
    legal_basis = LinesField(verbose_name=_("legal basis"), help_text=_("One a line."))
    scan = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("scanned decree"))
    note = models.TextField(_("note"), blank=True)

    # Set by whoever saves it and means that the decree it replaces ends the day before (`save_decree`).
    ends_replaced = False

    objects = DecreeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("decree")
        verbose_name_plural = _("decrees")
        ordering = [models.F("date").desc(nulls_last=True), "-pk"]
        constraints = [
            one_of("kind", DecreeKind),
            in_order("valid_from", "valid_to"),
            models.UniqueConstraint(
                fields=["pokja", "number"], condition=~Q(number=""), name="decree_once", violation_error_message=_("This Pokja has a decree of that number already.")
            ),
            TermsApart(
                name="decree_terms_apart",
                expressions=[("pokja", RangeOperators.EQUAL), (TERM, RangeOperators.OVERLAPS)],
                condition=END_KNOWN,
                violation_error_message=_("Another decree of this Pokja is in force in the same term."),
            ),
        ]

    def __str__(self):
        return f"{self.kind_as_written or self.get_kind_display()} {self.number}".strip()

    @property
    def reach_region(self):
        return self.pokja.region

    @property
    def begins(self) -> datetime.date | None:
        """Its first day, as far as it is known."""
        return self.valid_from or self.date

    @property
    def ends(self) -> datetime.date | None:
        """Its last day, as far as it is known."""
        known = [self.valid_to, self.revoked_on and self.revoked_on - datetime.timedelta(days=1)]
        return min(filter(None, known), default=None)

    @property
    def term(self) -> str:
        """Its term in words; empty where nothing of it is known."""
        first, last = (day and date_format(day, "DATE_FORMAT") for day in (self.begins, self.ends))
        if first and last:
            return f"{first} – {last}"
        if last:
            return _("until %(day)s") % {"day": last}
        return _("from %(day)s") % {"day": first} if first else ""

    def status_on(self, day: datetime.date) -> DecreeStatus:
        """How the decree stands on `day`; a term that is not known is not guessed."""
        if self.revoked_on and self.revoked_on <= day:
            return DecreeStatus.REVOKED
        if self.valid_to and self.valid_to < day:
            return DecreeStatus.EXPIRED
        if self.begins and self.begins > day:
            return DecreeStatus.NOT_YET
        if self.ends is None:
            return DecreeStatus.UNKNOWN
        return DecreeStatus.ENDING if (self.ends - day).days <= ENDING_DAYS else DecreeStatus.IN_FORCE

    def in_force_on(self, day: datetime.date) -> bool:
        return self.status_on(day) in VALID

    def order_on(self, day: datetime.date) -> tuple:
        """Sorts decrees by how they stand on `day`, the standing one last; the same rule as `standing_first`."""
        return self.in_force_on(day), self.status_on(day) != DecreeStatus.NOT_YET, self.begins or datetime.date.min, self.pk

    @property
    def status(self) -> DecreeStatus:
        """How the decree stands today, by the day of its region."""
        return self.status_on(today_in(self.pokja.region))

    @property
    def is_in_force(self) -> bool:
        return self.status in VALID

    @property
    def badge(self) -> str:
        """The shape of the status, as the looks know it."""
        return self.status.badge

    def overlaps(self, other: "Decree") -> bool:
        """Whether a day is in the term of both; terms without a known end are not compared."""
        first, other_first = self.begins or datetime.date.min, other.begins or datetime.date.min
        if self.ends is None or other.ends is None or self.ends < first or other.ends < other_first:
            return False
        return first <= other.ends and other_first <= self.ends

    def ends_before(self, successor: "Decree") -> bool:
        """Whether it can be ended by `successor`, on the day before that one begins."""
        return successor.begins is not None and (self.begins or datetime.date.min) < successor.begins

    def clash(self) -> "Decree | None":
        """Another decree of this Pokja in whose term this one reaches; the one that it ends itself is passed over."""
        for other in self.pokja.decrees.exclude(pk=self.pk):
            if self.overlaps(other) and not (self.ends_replaced and other.pk == self.supersedes_id and other.ends_before(self)):
                return other
        return None

    def clean(self):
        check_years(self, "date", "valid_from", "valid_to", "revoked_on")
        self._check_successors()
        if not self.pokja_id or (other := self.clash()) is None:
            return
        later = (other.begins or datetime.date.min) > (self.begins or datetime.date.min)
        raise ValidationError({self._ends_by if later else "valid_from": self._overlap(other)})

    @property
    def _ends_by(self) -> str:
        """The field that says its last day."""
        return "revoked_on" if self.revoked_on and (self.valid_to is None or self.revoked_on <= self.valid_to) else "valid_to"

    def _check_successors(self):
        """It does not move behind a decree that replaces it."""
        begins = self.begins
        for successor in self.superseded_by.all() if self.pk and begins else ():
            if begins and successor.begins and successor.begins <= begins:
                told = {"decree": successor, "day": date_format(successor.begins, "DATE_FORMAT")}
                raise ValidationError({"valid_from": _("%(decree)s replaces this one and begins on %(day)s, not after it.") % told})

    def _overlap(self, other: "Decree") -> str:
        """What stands in the way, and the ways out."""
        told = _("“%(decree)s” is in force in the same term (%(term)s).") % {"decree": other, "term": other.term}
        if other.begins is None:
            way = _("Its first day is not recorded: if it began later, fill that in first.")
        elif self.supersedes_id == other.pk:
            way = _("Correct the days, or tick that the replaced decree ends early.")
        else:
            way = _("Correct the days, or choose that decree under “replaces” and tick that it ends early.")
        return f"{told} {way}"

    def seats_to_renew(self):
        """Its seats; those that name no decree among them, where they stand beside it today."""
        own = Q(decree=self)
        return self.pokja.positions.filter(own | Q(decree=None) if self.pokja.newest_decree == self else own)

    @property
    def evidence_name(self) -> str:
        """Its name where it is picked as evidence."""
        return f"{self}, {date_format(self.date, 'DATE_FORMAT')}" if self.date else str(self)

    @property
    def evidence_state(self) -> tuple[str, str]:
        return self.badge, str(self.status.label)

    @property
    def evidence_file(self) -> tuple[Document, str] | None:
        """The scan, and where it is handed out."""
        return (self.scan, reverse("pokja:decree_scan", args=[self.pk])) if self.scan else None

    def get_absolute_url(self):
        return f"{self.pokja.get_absolute_url()}#decrees"
