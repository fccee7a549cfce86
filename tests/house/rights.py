"""Who may do what, written down a second time: the table that the doors are held against. `posts.py` says how it is read."""

from tests.house.posts import CENTRE, EVERYONE, PLACES, STANDS_IN, Page, Row, nobody, one_above, own, shared_down, up

DISTRICTS = ("63.09", "63.07", "62.10")
POKJA_CHANGE = {"posts": "P D", "seen": shared_down, "edited": up}
CLINIC_SEE = {"posts": EVERYONE, "seen": up}
CLINIC_CHANGE = {"posts": "N P D", "seen": up, "edited": up}
DEFINITION = {"posts": CENTRE, "places": ("63.09",)}
FIRST = ("63.09",)
# What holds everywhere is kept by the centre, a local indicator by its own region.
COUNTED = {"posts": "AC N P D", "edited": lambda viewer, row: STANDS_IN[viewer] == "ID", "places": FIRST}
PROVINCES = ("63", "62")

PAGES = {
    "reporting:home": Page(EVERYONE),
    "reporting:region_list": Page(EVERYONE),
    "reporting:help": Page(EVERYONE),
    "reporting:reference": Page(EVERYONE),
    "reporting:board": Page("AC AP N P RC RP"),
    "reporting:board_charts": Page("AC AP N P RC RP"),
    "reporting:pokja_recap_country": Page("AC AP N P RC RP"),
    "pokja:pokja_list": Page(EVERYONE),
    "pokja:pokja_create": Page("P D"),
    "pokja:institution_list": Page(EVERYONE),
    "pokja:institution_create": Page("N P D"),
    "pokja:expectedagency_list": Page(EVERYONE),
    "pokja:expectedagency_create": Page(CENTRE),
    "clinics:clinic_list": Page(EVERYONE),
    "clinics:clinic_new": Page("N P D"),
    "clinics:clinic_create": Page("N P D"),
    "clinics:agreement_list": Page(EVERYONE),
    "reporting:clinic_recap": Page(EVERYONE),
    "clinics:clinic_calendar": Page(EVERYONE),
    "clinics:clinic_import": Page("N"),
    "clinics:calendar_feed": Page(EVERYONE),
    "clinics:scheme_list": Page(EVERYONE),
    "clinics:scheme_create": Page(CENTRE),
    "indicators:indicator_list": Page(EVERYONE),
    "indicators:indicator_create": Page("AC N P D"),
    "indicators:comparison_list": Page(EVERYONE),
    "indicators:achievement_list": Page(EVERYONE),
    "indicators:achievement_create": Page("N P D"),
    "indicators:achievement_import": Page("N P D"),
    "indicators:target_list": Page(EVERYONE),
    "indicators:target_create": Page("N P D"),
    "indicators:figure_submit": Page("N P D"),
    "indicators:figure_queue": Page("N P"),
    "indicators:target_import": Page("N P D"),
    "indicators:data_quality": Page(EVERYONE),
    "indicators:quality_disputes": Page(EVERYONE),
    "indicators:quality_warnings": Page(EVERYONE),
    "indicators:quality_sources": Page(EVERYONE),
    "indicators:quality_doubts": Page(EVERYONE),
    "indicators:disagreement_list": Page(EVERYONE),
    "indicators:disagreement_create": Page(CENTRE),
    "indicators:layer_list": Page(EVERYONE),
    "indicators:layer_create": Page(CENTRE),
    "indicators:publisher_list": Page(EVERYONE),
    "indicators:publisher_create": Page(CENTRE),
    "milestones:progress_list": Page(EVERYONE),
    "milestones:progress_queue": Page("N P"),
    "milestones:progress_asked": Page("N P"),
    "milestones:assistance_list": Page(EVERYONE),
    "milestones:assistance_create": Page("N P"),
    "milestones:deadline_list": Page(EVERYONE),
    "milestones:deadline_set": Page("N"),
    "milestones:decree_list": Page(EVERYONE),
    "milestones:decree_create": Page("N P"),
    "milestones:duty_list": Page("AC AP N P RC RP"),
    "milestones:duty_begin": Page("N"),
    "milestones:scheme_list": Page(EVERYONE),
    "milestones:scheme_create": Page(CENTRE),
    "accounts:user_list": Page("AC AP"),
    "accounts:user_create": Page("AC AP"),
    "accounts:accountevent_list": Page("AC AP"),
    "accounts:user_missing": Page("AC AP"),
    "accounts:user_import": Page("AC AP"),
    "accounts:user_passwords_shown": Page("AC AP"),
    "accounts:profile_update": Page(EVERYONE),
    "accounts:email_update": Page(EVERYONE),
    "accounts:rights": Page(EVERYONE),
    "accounts:session_list": Page(EVERYONE),
    "reporting:own_data": Page(EVERYONE),
    "notices:notice_list": Page(EVERYONE),
    "notices:mail_list": Page("AC"),
    "notices:announcement_list": Page("AC"),
    "notices:announcement_create": Page("AC"),
}

ROWS = {
    "reporting:region_detail": Row("region", EVERYONE),
    "reporting:region_timeline": Row("region", EVERYONE, seen=up),
    "reporting:board_province": Row("region", "AC AP N P RC RP", seen=up, places=("63", "62")),
    "reporting:clinic_recap_region": Row("region", EVERYONE, seen=up),
    "reporting:pokja_recap": Row("region", "AC AP N P RC RP", seen=up, places=("63", "62")),
    "reporting:row_history": Row("history", EVERYONE, seen=shared_down),
    "pokja:pokja_detail": Row("pokja", EVERYONE, seen=shared_down),
    "pokja:pokja_update": Row("pokja", **POKJA_CHANGE),
    "pokja:pokja_delete": Row("pokja", **POKJA_CHANGE),
    "pokja:pokja_print": Row("pokja", EVERYONE, seen=shared_down),
    "pokja:decree_create": Row("pokja", **POKJA_CHANGE),
    "pokja:decree_update": Row("decree", **POKJA_CHANGE),
    "pokja:decree_renew": Row("decree", **POKJA_CHANGE),
    "pokja:decree_delete": Row("decree", **POKJA_CHANGE),
    "pokja:decree_scan": Row("decree", EVERYONE, seen=shared_down),
    "pokja:decree_scans": Row("decree", EVERYONE, seen=shared_down),
    "pokja:decree_scan_version": Row("decree_scan", EVERYONE, seen=shared_down),
    "pokja:position_create": Row("pokja", **POKJA_CHANGE),
    "pokja:member_import": Row("pokja", **POKJA_CHANGE),
    "pokja:member_export": Row("pokja", EVERYONE, seen=shared_down),
    "pokja:member_former": Row("pokja", EVERYONE, seen=shared_down),
    "pokja:position_update": Row("position", **POKJA_CHANGE),
    "pokja:position_delete": Row("position", **POKJA_CHANGE),
    "pokja:member_create": Row("position", **POKJA_CHANGE),
    "pokja:member_update": Row("member", **POKJA_CHANGE),
    "pokja:member_delete": Row("member", **POKJA_CHANGE),
    "pokja:position_counts": Row("position", **POKJA_CHANGE),
    "pokja:position_assign": Row("pokja_agency", **POKJA_CHANGE),
    "pokja:agencyabsence_create": Row("pokja_agency", **POKJA_CHANGE),
    "pokja:agencyabsence_delete": Row("absence", **POKJA_CHANGE),
    "pokja:expectedagency_update": Row("expected_agency", **DEFINITION),
    "pokja:expectedagency_delete": Row("expected_agency", **DEFINITION),
    "pokja:institution_detail": Row("institution", EVERYONE),
    "pokja:institution_update": Row("institution", "N P D", edited=up),
    "pokja:institution_merge": Row("institution", "N P D", edited=up),
    "pokja:institution_delete": Row("institution", "N P D", edited=up),
    "clinics:clinic_detail": Row("clinic", **CLINIC_SEE),
    "clinics:clinic_update": Row("clinic", **CLINIC_CHANGE),
    "clinics:clinic_delete": Row("clinic", **CLINIC_CHANGE),
    **{f"clinics:{page}": Row("clinic", **CLINIC_CHANGE) for page in ("clinic_call_off", "clinic_take_back", "participation_several")},
    "clinics:clinic_invitation": Row("clinic", **CLINIC_SEE),
    **{f"clinics:{part}_create": Row("clinic", **CLINIC_CHANGE) for part in ("participation", "invitedinstitution", "session", "speaker", "quotedfigure", "agreement")},
    **{
        f"clinics:{part}_{step}": Row(part, **CLINIC_CHANGE)
        for part in ("participation", "invitedinstitution", "session", "speaker", "quotedfigure", "agreement")
        for step in ("update", "delete")
    },
    "clinics:agreement_file": Row("agreement", **CLINIC_SEE),
    "clinics:report_detail": Row("clinic", **CLINIC_SEE),
    "clinics:report_print": Row("clinic", **CLINIC_SEE),
    "clinics:report_update": Row("clinic", **CLINIC_CHANGE),
    "clinics:report_comment": Row("clinic", "N P D", seen=up, method="post", ok=(302,)),
    **{f"clinics:report_{step}": Row("clinic", "N P", seen=up, edited=one_above, method="post", ok=(409,)) for step in ("publish", "withdraw")},
    "clinics:outcome_create": Row("clinic", **CLINIC_CHANGE),
    **{f"clinics:outcome_{step}": Row("outcome", **CLINIC_CHANGE) for step in ("update", "delete")},
    **{f"clinics:clinicfile_{step}": Row("clinic", **CLINIC_CHANGE) for step in ("create", "photos")},
    **{f"clinics:clinicfile_{step}": Row("clinicfile", **CLINIC_CHANGE) for step in ("update", "delete")},
    **{f"clinics:clinicfile_{size}": Row("clinicfile", **CLINIC_SEE) for size in ("file", "small")},
    **{f"clinics:attendance_{page}": Row("clinic", **CLINIC_SEE) for page in ("list", "sheet")},
    **{f"clinics:attendance_{page}": Row("clinic", **CLINIC_CHANGE) for page in ("create", "mark", "import")},
    **{f"clinics:attendance_{step}": Row("attendance", **CLINIC_CHANGE) for step in ("update", "delete")},
    "clinics:attendance_fill": Row("clinic", "N P D", seen=up, edited=own, method="post", ok=(302,)),
    **{f"clinics:checkinpage_{page}": Row("clinic", **CLINIC_CHANGE) for page in ("detail", "poster")},
    **{f"clinics:checkinpage_{step}": Row("clinic", **CLINIC_CHANGE, method="post", ok=(302,)) for step in ("open", "close")},
    # It says which address was shown: a post without that is told that another one stands by now.
    "clinics:checkinpage_renew": Row("clinic", **CLINIC_CHANGE, method="post", ok=(302, 409)),
    "clinics:scheme_detail": Row("clinic_scheme", EVERYONE, places=FIRST),
    "clinics:scheme_update": Row("clinic_scheme", **DEFINITION),
    "clinics:scheme_delete": Row("clinic_scheme", **DEFINITION),
    "clinics:clinictype_create": Row("clinic_scheme", **DEFINITION),
    "clinics:clinictype_update": Row("clinic_type", **DEFINITION),
    "clinics:clinictype_delete": Row("clinic_type", **DEFINITION),
    "clinics:preparation_create": Row("clinic_type", **DEFINITION),
    "clinics:preparation_update": Row("preparation", **DEFINITION),
    "clinics:preparation_delete": Row("preparation", **DEFINITION),
    "indicators:indicator_detail": Row("indicator", EVERYONE, places=FIRST),
    **{f"indicators:indicator_{step}": Row("indicator", **COUNTED, ok=(200, 409)) for step in ("update", "delete")},
    **{f"indicators:{name}_{step}": Row(name, **DEFINITION, ok=(200, 409)) for name in ("layer", "publisher") for step in ("update", "delete")},
    "indicators:definitionchange_create": Row("indicator", **COUNTED),
    "indicators:definitionchange_update": Row("definitionchange", **COUNTED),
    "indicators:definitionchange_delete": Row("definitionchange", **COUNTED),
    "indicators:disagreement_update": Row("disagreement", **DEFINITION),
    "indicators:disagreement_delete": Row("disagreement", **DEFINITION),
    "indicators:comparison": Row("indicator", EVERYONE, places=FIRST),
    "indicators:region_figures": Row("region", EVERYONE),
    "indicators:region_targets": Row("region", EVERYONE),
    "indicators:figure_review": Row("region", "N P", seen=up, edited=one_above),
    "indicators:series": Row("series", EVERYONE),
    **{f"indicators:{name}_{page}": Row(name, EVERYONE, seen=up) for name in ("achievement", "target") for page in ("detail", "file")},
    **{f"indicators:{name}_{step}": Row(name, "N P D", seen=up, edited=own) for name in ("achievement", "target") for step in ("update", "delete")},
    "indicators:achievement_answer": Row("achievement", "N P D", seen=up, edited=own),
    **{f"indicators:{name}_comment": Row(name, "N P D", seen=up, method="post", ok=(302,)) for name in ("achievement", "target")},
    **{f"indicators:{name}_{step}": Row(name, "N P", seen=up, edited=up, ok=(200, 409)) for name in ("achievement", "target") for step in ("choose", "unchoose")},
    "milestones:progress_detail": Row("progress", EVERYONE, seen=up, places=DISTRICTS),
    "milestones:progress_review": Row("progress", "N P", seen=up, edited=one_above, places=DISTRICTS),
    "milestones:progress_update": Row("progress", "P D", seen=up, edited=own, places=DISTRICTS),
    "milestones:progress_autosave": Row("progress", "P D", seen=up, edited=own, places=DISTRICTS),
    "milestones:evidence_file": Row("evidence", EVERYONE, seen=up, places=DISTRICTS),
    "milestones:evidence_delete": Row("evidence", "P D", seen=up, edited=own, places=DISTRICTS),
    "milestones:progress_comment": Row("progress", "N P D", seen=up, places=DISTRICTS, method="post", ok=(302,)),
    "milestones:assistance_detail": Row("assistance", EVERYONE, seen=up, places=DISTRICTS),
    "milestones:assistance_update": Row("assistance", "N P", seen=up, edited=up, places=DISTRICTS),
    "milestones:assistance_delete": Row("assistance", "N P", seen=up, edited=up, places=DISTRICTS, ok=(200, 409)),
    "milestones:deadline_adjust": Row("deadline", "P", places=FIRST),
    "milestones:deadline_delete": Row("own_deadline", "P", seen=own, edited=own, places=("63", "62")),
    "milestones:assistance_leave": Row("assistance", "N P", seen=up, edited=up, places=DISTRICTS),
    # It came back since: the leaving stays.
    "milestones:assistance_stay": Row("left_assistance", "N P", seen=up, edited=up, places=DISTRICTS, ok=(409,)),
    "milestones:assistance_round": Row("assistance", "N P", seen=up, edited=up, places=DISTRICTS, method="post", ok=(409,)),
    "milestones:assistance_historical": Row("reported_assistance", "N P", seen=up, edited=one_above, places=DISTRICTS),
    "milestones:decree_detail": Row("ministerial_decree", EVERYONE, places=PROVINCES),
    "milestones:decree_file": Row("ministerial_decree", EVERYONE, places=PROVINCES),
    "milestones:decree_update": Row("ministerial_decree", "N P", edited=up, places=PROVINCES),
    "milestones:decree_delete": Row("ministerial_decree", "N P", edited=up, places=PROVINCES),
    # Whoever recorded it: each province enters its own districts.
    "milestones:decree_districts": Row("ministerial_decree", "N P", places=PROVINCES),
    "milestones:scheme_detail": Row("milestone_scheme", EVERYONE, places=FIRST),
    "milestones:scheme_update": Row("milestone_scheme", **DEFINITION),
    "milestones:scheme_delete": Row("milestone_scheme", **DEFINITION, ok=(200, 409)),
    "milestones:scheme_edition": Row("milestone_scheme", **DEFINITION, method="post", ok=(409,)),
    "milestones:scheme_put_in_force": Row("milestone_scheme", **DEFINITION),
    "milestones:scheme_move": Row("milestone_scheme", **DEFINITION, ok=(409,)),
    "milestones:milestone_create": Row("milestone_scheme", **DEFINITION),
    "milestones:milestone_update": Row("milestone", **DEFINITION),
    "milestones:milestone_delete": Row("milestone", **DEFINITION, ok=(200, 409)),
    "milestones:requirement_create": Row("milestone", **DEFINITION),
    "milestones:requirement_update": Row("requirement", **DEFINITION),
    "milestones:requirement_delete": Row("requirement", **DEFINITION, ok=(200, 409)),
    "milestones:requirement_explain": Row("requirement", **DEFINITION),
    "milestones:requirement_template": Row("requirement", EVERYONE, places=FIRST),
    "milestones:wording_create": Row("milestone", **DEFINITION),
    "milestones:wording_update": Row("wording", **DEFINITION),
    "milestones:wording_delete": Row("wording", **DEFINITION),
    **{
        f"accounts:{name}": Row("user", "AC AP", seen=up, ok=(200, 302, 409))
        for name in ("user_detail", "user_update", "user_deactivate", "user_activate", "user_password", "user_password_shown", "user_factor", "user_unpause")
    },
    "reporting:user_anonymise": Row("user", "AC AP", seen=up, ok=(200, 409)),
    "accounts:user_invite": Row("user", "AC AP", seen=up, method="post", ok=(302, 409)),
    "notices:notice_open": Row("notice", EVERYONE, seen=nobody, places=FIRST, method="post"),
    "notices:notice_read": Row("notice", EVERYONE, seen=nobody, places=FIRST, method="post"),
    "notices:announcement_update": Row("announcement", "AC", places=FIRST),
    "notices:announcement_delete": Row("announcement", "AC", places=FIRST),
    "notices:mail_detail": Row("mail", "AC", places=FIRST),
    "notices:mail_send_again": Row("mail", "AC", places=FIRST, method="post", ok=(302, 409)),
}

# Clinics that more regions than their host share. One is held by Kalimantan Selatan for Tabalong and Hulu Sungai
# Tengah, one by Kalimantan Tengah with Tabalong as its guest.


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
    *((f"indicators:indicator_{step}", Row("local_indicator", "AC N P D", edited=own)) for step in ("update", "delete")),
    ("indicators:definitionchange_create", Row("local_indicator", "AC N P D", edited=own)),
    ("milestones:progress_detail", Row("duty", EVERYONE, seen=up, places=PROVINCES)),
    ("milestones:progress_update", Row("duty", "P D", seen=up, edited=own, places=PROVINCES)),
    ("clinics:clinic_detail", Row("guest_clinic", EVERYONE, seen=guest, places=FIRST)),
    ("clinics:clinic_update", Row("guest_clinic", **GUEST, edited=host_of_guests)),
    *((f"clinics:{part}_create", Row("guest_clinic", **GUEST, edited=host_of_guests)) for part in PARTS),
    *((f"clinics:{part}_update", Row(f"guest_{part}", **GUEST, edited=guest_itself)) for part in ("participation", "agreement")),
    *((f"clinics:{part}_delete", Row(f"guest_{part}", **GUEST, edited=host_of_guests)) for part in ("participation", "agreement")),
]

# Pages of one step: opened by whoever may take the step; the table of `tests/review` holds these in full.
STEPS = {
    "milestones:progress_step": ("progress", up, DISTRICTS),
    "clinics:report_step": ("clinic", up, PLACES),
    "indicators:achievement_step": ("achievement", up, PLACES),
    "indicators:target_step": ("target", up, PLACES),
}

# Without a permission of their own, each with the reason.
OPEN = {
    "check_in": "whoever stands in the room: the random part of the address is the right, on the days of the event",
    "check_in_done": "follows on it",
    "account_login": "whoever is not signed in yet",
    "account_logout": "whoever is signed in may leave",
    "account_change_password": "everyone's own password",
    "account_reset_password": "whoever forgot the password",
    "account_reset_password_done": "follows on it",
    "account_reset_password_from_key": "the link in the mail is the right",
    "account_reset_password_from_key_done": "follows on it",
    "mfa_authenticate": "whoever gave the right password",
    "account_reauthenticate": "everyone proves to be themselves",
    "mfa_reauthenticate": "the same by a code",
    "mfa_reauthenticate_webauthn": "the same by a passkey",
    **{
        f"mfa_{name}": "everyone's own second step"
        for name in (
            "index",
            "activate_totp",
            "deactivate_totp",
            "generate_recovery_codes",
            "add_webauthn",
            "remove_webauthn",
        )
    },
    "clinics:calendar_own": "the secret address is the right: it holds what its person may see",
    "clinics:calendar_public": "published events, for everybody",
    "health": "the front server; it tells nothing but that the portal works",
    "set_language": "changes only the reader's own language",
    "admin/login/": "leads to the portal's sign-in",
    "admin/password_change/": "leads to the portal's own page",
}
# Write on every address without a row.
POSTED = {"notices:notice_read_all": EVERYONE, "accounts:session_end": EVERYONE, "clinics:calendar_renew": EVERYONE, "clinics:calendar_end": EVERYONE}
