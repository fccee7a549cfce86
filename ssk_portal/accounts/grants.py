"""Who may do what: one table, read by the code and by the page "Hak akses saya".

A post is a role at a level. Whether a row is in reach is asked apart from this, by the
row's region; here stands only what a post may do inside its reach.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ssk_portal.regions.models import Level


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    NATIONAL = "national_officer", _("National officer")
    PROVINCIAL = "provincial_officer", _("Provincial officer")
    DISTRICT = "district_staff", _("District staff")
    READER = "reader", _("Reader")


# At which levels a role may stand.
LEVELS = {
    Role.ADMINISTRATOR: (Level.COUNTRY, Level.PROVINCE),
    Role.NATIONAL: (Level.COUNTRY,),
    Role.PROVINCIAL: (Level.PROVINCE,),
    Role.DISTRICT: (Level.DISTRICT,),
    Role.READER: (Level.COUNTRY, Level.PROVINCE, Level.DISTRICT),
}

# Who sees more than one district signs in with a second step (where the settings ask for it).
WITH_SECOND_FACTOR = {Role.ADMINISTRATOR, Role.NATIONAL, Role.PROVINCIAL}

# The posts, short, as the table below names them.
POSTS: dict[tuple[str, str], str] = {
    (Role.ADMINISTRATOR, Level.COUNTRY): "AC",
    (Role.ADMINISTRATOR, Level.PROVINCE): "AP",
    (Role.NATIONAL, Level.COUNTRY): "N",
    (Role.PROVINCIAL, Level.PROVINCE): "P",
    (Role.DISTRICT, Level.DISTRICT): "D",
    (Role.READER, Level.COUNTRY): "RC",
    (Role.READER, Level.PROVINCE): "RP",
    (Role.READER, Level.DISTRICT): "RD",
}
EVERYONE = "AC AP N P D RC RP RD"

# permission: (posts, what it means, as a sentence for the person)
TABLE = {
    "home.view": (EVERYONE, _("See your own to-do list.")),
    "profile.change": (EVERYONE, _("Change your own profile and password.")),
    "region.view": (EVERYONE, _("Read the regions.")),
    "region.change": ("AC N", _("Correct regions and their older names.")),
    "reference.view": (EVERYONE, _("Read the definitions: clinics, milestones, indicators, layers, publishers.")),
    "reference.change": ("AC N", _("Keep the definitions: clinics, milestones, indicators, layers, publishers.")),
    "institution.view": (EVERYONE, _("Read the institutions.")),
    "institution.change": ("N P D", _("Add and change institutions in your reach.")),
    "pokja.view": (EVERYONE, _("Read the Pokja, their decrees and members.")),
    "pokja.change": ("P D", _("Change the Pokja of your region, its decrees and members; the province corrects with a reason.")),
    "clinic.view": (EVERYONE, _("Read the coaching clinics that concern you.")),
    "clinic.change": ("N P D", _("Record the clinics that your region hosts; the level above corrects with a reason.")),
    "clinic.review": ("N P", _("Check the reports of clinics that the level below submitted, and publish them.")),
    "clinic.import": ("N", _("Import files of published events.")),
    "agreement.change": ("N P D", _("Say how an agreement of your region stands.")),
    "milestone.view": (EVERYONE, _("Read milestones and their evidence.")),
    "milestone.fill": ("P D", _("Fill in evidence, submit and withdraw: a district its milestones, a province its yearly duties.")),
    "milestone.review": ("N P", _("Check what the level below submitted: approve it or send it back.")),
    "assistance.change": ("N P", _("Record which districts are assisted, by which decree.")),
    # Apart from keeping assistances: the country sets the dates that all provinces plan by, a province departs from them for itself.
    "deadline.set": ("N", _("Set the dates of the milestones of a cohort for the whole country.")),
    "deadline.adjust": ("P", _("Set other dates for your province, with the reason.")),
    # The centre alone opens a year for all provinces; whoever may record assistances is a province too.
    "duty.begin": ("N", _("Begin the yearly duties of the provinces.")),
    "comment.write": ("N P D", _("Write comments on milestones, figures and reports of clinics.")),
    # Apart from keeping the definitions: a province or a district keeps its local indicators, and nothing that holds elsewhere.
    "indicator.change": ("AC N P D", _("Keep indicators: the centre those that hold everywhere, a province, regency or city the local ones of its own.")),
    "figure.view": (EVERYONE, _("Read indicators, targets and achievements.")),
    "figure.fill": ("N P D", _("Enter and submit targets and achievements of your region.")),
    "figure.review": ("N P", _("Check figures that the level below submitted.")),
    "figure.publish": ("N", _("Enter published figures with their source.")),
    "board.province": ("AC AP N P RC RP", _("See the board of a province in your reach.")),
    "board.country": ("AC N RC", _("See the board of the country.")),
    "user.view": ("AC AP", _("See the users in your reach.")),
    "user.change": ("AC AP", _("Create, change and deactivate users in your reach.")),
    "history.view": (EVERYONE, _("Read the history of what you may see.")),
    "notice.view": (EVERYONE, _("Read your notices.")),
    "mail.view": ("AC", _("See which e-mails were sent and which failed.")),
    # What stands on every page of everybody is the country's alone to say.
    "announcement.change": ("AC", _("Announce planned work and the like on every page.")),
    "admin.use": ("AC AP N", _("Use the administration pages for reference data and repair.")),
    "admin.repair": ("AC AP", _("Repair rows in the administration pages.")),
}
GRANTS = {name: frozenset(posts.split()) for name, (posts, _meaning) in TABLE.items()}
MEANINGS = {name: meaning for name, (_posts, meaning) in TABLE.items()}
