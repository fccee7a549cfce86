"""What the boards are compared with: the bare floor, and Django's admin list of the same rows."""

from datetime import UTC, datetime


class Floor:
    """What nothing on this machine can beat: psycopg fetches the same cells, a string join prints them."""

    def __init__(self):
        import psycopg
        from django.db import connection

        connection.ensure_connection()
        self.connection = psycopg.connect(connection.connection.info.dsn, password=connection.connection.info.password or None, autocommit=True)

    def page(self, region_pk) -> bytes:
        """The cells of a province, or of the country (None)."""
        from ssk_portal.reporting.board import CELLS
        from ssk_portal.review.waiting import REVIEW_TERM

        cells = self.connection.execute(CELLS, {"now": datetime.now(UTC), "term": REVIEW_TERM.days, "region": region_pk}).fetchall()
        parts = ["<table>"]
        for code, _kind, name, cohort, _number, pk, state, days, missing, year, late, left, _waited in cells:
            rare = f" th ke-{year}{' terlambat' if late else ''}{' keluar' if left else ''}" if year or late or left else ""
            parts.append(f"<tr><th><a href=/wilayah/{code}/>{name}</a><td>{cohort}<td class=s-{state}><a href=/milestone/{pk}/>{state}{rare}<i>{days} hari</i><b>{missing}</b></a>")
        return "".join(parts).encode()


def admin_list(user):
    """Django's admin list of the same rows, as it is usually written: a function of the query that renders it."""
    from django.contrib import admin
    from django.test import RequestFactory

    from ssk_portal.milestones.models import Progress

    def always(*_args, **_kwargs):
        return True

    def never(*_args, **_kwargs):
        return False

    class PlainAdmin(admin.ModelAdmin):
        list_display = ["district", "cohort", "milestone", "state", "state_since"]
        list_select_related = ["region", "assistance", "milestone__scheme"]
        list_per_page = 5000
        lookup_allowed = has_view_permission = has_module_permission = always
        has_change_permission = has_add_permission = has_delete_permission = never

        def district(self, row):
            return row.region.full_name

        def cohort(self, row):
            return row.assistance.cohort_year

    plain = PlainAdmin(Progress, admin.site)

    def render(query):
        request = RequestFactory().get(f"/admin/milestones/progress/?{query}")
        request.user = user
        return plain.changelist_view(request).render().content

    return render
