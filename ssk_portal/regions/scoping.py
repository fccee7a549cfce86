"""Which rows are in reach of a person: those of the own region and of the regions below it."""

from django.db import models


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a region. `region_path` is the way from the row to its region."""

    region_path = "region"

    def within(self, region):
        """The rows of `region` and of every region below it."""
        if region.is_country:
            return self
        if region.is_province:
            return self.filter(**{f"{self.region_path}__province_id": region.pk})
        return self.filter(**{f"{self.region_path}_id": region.pk})

    def of(self, region):
        """The rows of just this region."""
        return self.filter(**{self.region_path: region})

    def visible_to(self, user):
        """The rows that `user` may read."""
        return self.within(user.region)

    def editable_by(self, user):
        """The rows that `user` may change: the own region's and, to correct them, those below."""
        return self.within(user.region)


class OpenQuerySet(models.QuerySet):
    """Rows that everyone signed in may read, and that whoever has the right may change."""

    def visible_to(self, user):
        return self

    def editable_by(self, user):
        return self


class SharedDownQuerySet(ScopedQuerySet):
    """Rows that the districts of a province read too where they belong to the province."""

    def visible_to(self, user):
        rows = self.within(user.region)
        if user.region.is_district:
            rows = self.filter(**{f"{self.region_path}__in": [user.region_id, user.region.province_id]})
        return rows
