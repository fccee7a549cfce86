"""The same table of clinics that more regions than their host share, and of what a region keeps for itself.

One is held by Kalimantan Selatan for Tabalong and Hulu Sungai Tengah, one by Kalimantan Tengah with Tabalong as its guest.
"""

from tests.house.posts import EVERYONE, STANDS_IN, Row, one_above, own, up
from tests.house.rights import FIRST, PROVINCES


def at_the_event(viewer: str, row: str) -> bool:
    """The host (63), those above it, and both districts that take part."""
    return up(viewer, "63") or STANDS_IN[viewer] in ("63.09", "63.07")


def host_of(viewer: str, row: str) -> bool:
    return up(viewer, "63")


def host_or_own(viewer: str, row: str) -> bool:
    """The host and those above it; each district for its own row, not for that of the other one."""
    return up(viewer, "63") or own(viewer, row)


def guest(viewer: str, row: str) -> bool:
    """The host (62), the guest (63.09), their provinces and the country: of the viewers here, all."""
    return up(viewer, "62") or up(viewer, "63.09")


def host_of_guests(viewer: str, row: str) -> bool:
    return up(viewer, "62")


def guest_itself(viewer: str, row: str) -> bool:
    return up(viewer, "62") or own(viewer, "63.09")


def below_the_centre(viewer: str, row: str) -> bool:
    """Who stands above the host corrects single rows, with a reason."""
    return STANDS_IN[viewer] != "ID"


PARTS = ("participation", "invitedinstitution", "session", "speaker", "quotedfigure", "agreement")
TAKING_PART = ("63.09", "63.07")
EVENT = {"posts": "N P D", "seen": at_the_event, "places": TAKING_PART}
GUEST = {"posts": "N P D", "seen": guest, "places": FIRST}
SHARED = [
    ("clinics:clinic_detail", Row("shared_clinic", EVERYONE, seen=at_the_event, places=TAKING_PART)),
    ("clinics:clinic_update", Row("shared_clinic", **EVENT, edited=host_of)),
    ("clinics:clinic_delete", Row("shared_clinic", **EVENT, edited=host_of)),
    *((f"clinics:{page}", Row("shared_clinic", **EVENT, edited=host_of)) for page in ("clinic_call_off", "participation_several")),
    ("clinics:clinic_invitation", Row("shared_clinic", EVERYONE, seen=at_the_event, places=TAKING_PART)),
    *((f"clinics:{part}_create", Row("shared_clinic", **EVENT, edited=host_of)) for part in PARTS),
    ("clinics:session_update", Row("shared_session", **EVENT, edited=host_of)),
    *((f"clinics:{part}_update", Row(f"shared_{part}", **EVENT, edited=host_or_own)) for part in ("participation", "agreement")),
    *((f"clinics:{part}_delete", Row(f"shared_{part}", **EVENT, edited=host_of)) for part in ("participation", "agreement")),
    *((f"clinics:report_{page}", Row("shared_clinic", EVERYONE, seen=at_the_event, places=TAKING_PART)) for page in ("detail", "print")),
    *((f"clinics:{part}", Row("shared_clinic", **EVENT, edited=host_of)) for part in ("report_update", "outcome_create", "clinicfile_create", "clinicfile_photos")),
    ("clinics:report_detail", Row("guest_clinic", EVERYONE, seen=guest, places=FIRST)),
    ("clinics:report_update", Row("guest_clinic", **GUEST, edited=host_of_guests)),
    *((f"clinics:attendance_{page}", Row("shared_clinic", EVERYONE, seen=at_the_event, places=TAKING_PART)) for page in ("list", "sheet")),
    *((f"clinics:attendance_{page}", Row("shared_clinic", **EVENT)) for page in ("create", "mark", "import")),
    *((f"clinics:attendance_{page}", Row("shared_attendance", **EVENT, edited=host_or_own)) for page in ("update", "delete")),
    ("clinics:attendance_fill", Row("shared_clinic", **EVENT, edited=below_the_centre, method="post", ok=(302,))),
    *((f"clinics:checkinpage_{page}", Row("shared_clinic", **EVENT, edited=host_of)) for page in ("detail", "poster")),
    ("clinics:clinic_detail", Row("guest_clinic", EVERYONE, seen=guest, places=FIRST)),
    ("clinics:clinic_update", Row("guest_clinic", **GUEST, edited=host_of_guests)),
    *((f"clinics:{part}_create", Row("guest_clinic", **GUEST, edited=host_of_guests)) for part in PARTS),
    *((f"clinics:{part}_update", Row(f"guest_{part}", **GUEST, edited=guest_itself)) for part in ("participation", "agreement")),
    *((f"clinics:{part}_delete", Row(f"guest_{part}", **GUEST, edited=host_of_guests)) for part in ("participation", "agreement")),
    # What a region keeps for itself, behind addresses that the other table holds of rows of the centre and of districts.
    *((f"indicators:indicator_{step}", Row("local_indicator", "AC N P D", edited=own)) for step in ("update", "delete")),
    ("indicators:definitionchange_create", Row("local_indicator", "AC N P D", edited=own)),
    ("milestones:progress_detail", Row("duty", EVERYONE, seen=up, places=PROVINCES)),
    ("milestones:progress_blank", Row("duty", EVERYONE, seen=up, places=PROVINCES)),
    ("milestones:progress_update", Row("duty", "P D", seen=up, edited=own, places=PROVINCES)),
    ("milestones:progress_remind", Row("duty", "N P", seen=up, edited=one_above, places=PROVINCES, ok=(200, 409))),
]
