"""Who was to come to an event, and who came."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.locks import follows_report
from ssk_portal.clinics.models.clinic import Clinic
from ssk_portal.clinics.models.parts import Part, PartQuerySet
from ssk_portal.common.constraints import one_of
from ssk_portal.common.records import tracked
from ssk_portal.pokja.models import Institution, Member
from ssk_portal.regions.models import Region


class AttendanceState(models.TextChoices):
    EXPECTED = "expected", _("not yet stated")
    PRESENT = "present", _("present")
    ABSENT = "absent", _("absent")
    EXCUSED = "excused", _("excused")
    REPRESENTED = "represented", _("represented by another")


# Who was at the event, or had somebody there.
CAME = (AttendanceState.PRESENT, AttendanceState.REPRESENTED)


class Gender(models.TextChoices):
    FEMALE = "f", _("woman")
    MALE = "m", _("man")


class Origin(models.TextChoices):
    TYPED = "typed", _("typed")
    MEMBERS = "members", _("from the Pokja")
    INSTITUTIONS = "institutions", _("from the institutions invited")
    SHEET = "sheet", _("from Excel")
    SELF = "self", _("signed in by the person")


class AttendanceQuerySet(PartQuerySet):
    def editable_by(self, user):
        """The host keeps the list; a district its own people."""
        return self.within(user.region) | self.filter(district=user.region_id)


@tracked
class Attendance(Part):
    """A person expected at an event or there. The telephone is personal data: seen by those who may see the host's people."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="attendances", verbose_name="coaching clinic")
    name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("Empty where only the institution is known yet."))
    post = models.CharField(_("post"), max_length=200, blank=True)
    institution = models.ForeignKey(Institution, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("institution"))
    institution_as_written = models.CharField(_("institution as written"), max_length=200, blank=True)
    district = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("of the district"))
    member = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+", editable=False, verbose_name=_("member"))
    telephone = models.CharField(_("telephone"), max_length=30, blank=True)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender, blank=True)
    state = models.CharField(_("attendance"), max_length=12, choices=AttendanceState, default=AttendanceState.EXPECTED)
    represented_by = models.CharField(_("represented by"), max_length=200, blank=True)
    origin = models.CharField(_("how it got on the list"), max_length=12, choices=Origin, default=Origin.TYPED, editable=False)
    signed_in_at = models.DateTimeField(_("signed in"), null=True, editable=False)
    consented_at = models.DateTimeField(_("agreed to the use of the data"), null=True, editable=False)

    objects = AttendanceQuerySet.as_manager()  # type: ignore[misc] # a manager of its own

    class Meta(Part.Meta):
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        triggers = [*Part.Meta.triggers, follows_report("institution_id", "member_id")]
        constraints = [
            one_of("state", AttendanceState),
            one_of("origin", Origin),
            models.CheckConstraint(condition=Q(gender__in=["", *Gender.values]), name="attendance_gender_known"),
            models.CheckConstraint(
                condition=~Q(name="") | Q(institution__isnull=False) | ~Q(institution_as_written=""),
                name="attendance_names_somebody",
                violation_error_message=_("Give a name or an institution."),
            ),
            models.CheckConstraint(
                condition=~Q(state="represented") | ~Q(represented_by=""),
                name="attendance_represented_by_somebody",
                violation_error_message=_("Say by whom the person was represented."),
            ),
            models.CheckConstraint(
                condition=Q(signed_in_at=None, consented_at=None) | Q(signed_in_at__isnull=False, consented_at__isnull=False),
                name="attendance_signed_in_with_consent",
            ),
            models.UniqueConstraint(fields=["clinic", "member"], name="attendance_member_once", violation_error_message=_("This member is on the list already.")),
        ]

    def __str__(self):
        return self.name or self.institution_as_written or str(self.institution)

    def get_absolute_url(self):
        return reverse("clinics:attendance_list", args=[self.clinic_id])

    def fields_hidden_from(self, user) -> tuple[str, ...]:
        """The telephone is read by the country, inside the province of the host, and inside the person's own."""
        provinces = {self.clinic.region.province_id, self.district.province_id if self.district else None} - {None}
        return () if user.region.is_country or user.region.province_id in provinces else ("telephone",)

    @property
    def shown_institution(self) -> str:
        return self.institution_as_written or (str(self.institution) if self.institution else "")
