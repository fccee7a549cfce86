"""What a row of the portal has in common: a version, and a history kept by the database."""

import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

count_version = pgtrigger.Trigger(
    name="count_version",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="NEW.version = OLD.version + 1; RETURN NEW;",
)


# TRUNCATE passes by the triggers of rows.
never_emptied = pgtrigger.Trigger(
    name="never_emptied",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    func="RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME;",
)


class Record(models.Model):
    """A row that people edit. The database counts `version` up at every change, through whichever door."""

    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    class Meta:
        abstract = True
        triggers = [count_version]


def tracked(model=None, *, exclude=()):
    """Class decorator: every insert, update and delete of the model goes into its history table.

    `exclude` names fields that must not be kept, such as a password.
    """
    events = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    track = pghistory.track(*events, exclude=list(exclude), meta={"triggers": [never_emptied]})
    return track(model) if model else track
