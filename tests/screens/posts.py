"""An import on which the common screen is tried: the posts of the users in reach. The portal's own addresses stand beside it."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from ssk_portal.accounts.models import User
from ssk_portal.screens.sheets.columns import Column
from ssk_portal.screens.sheets.preview import Change
from ssk_portal.screens.sheets.screen import ImportScreen


class PostsImport(ImportScreen):
    permission = "user.change"
    title = "Posts"
    sheet_title = _("Users")
    how_to = ("Isi jabatan.",)

    def get_columns(self):
        roles = {_("District staff"): "district_staff", _("Provincial officer"): "provincial_officer"}
        return (Column("username", _("user name"), required=True), Column("post", _("post")), Column("role", _("role"), choices=roles))

    def get_rows(self):
        return User.objects.visible_to(self.request.user).values("username", "post")

    def plan(self, sheet):
        users = {user.username: user for user in User.objects.visible_to(self.request.user)}
        changes = []
        for row in sheet.rows:
            user = users.get(row.values.get("username"))
            if user is None:
                sheet.add_fault("Tidak ada.", row=row.number, column="username")
                continue
            post = row.values.get("post", "")
            different = (f"{user.post} → {post}",) if post != user.post else ()
            changes.append(Change(row.number, user.username, differences=different, value=(user, post)))
        return changes

    def carry_out(self, changes):
        for change in changes:
            user, user.post = change.value
            user.save()

    def asks_reason(self):
        return self.request.user.region.is_province

    def get_success_url(self):
        return "/pengguna/"


urlpatterns = [path("uji/impor/", PostsImport.as_view()), path("", include("ssk_portal.urls"))]
handler403, handler404 = "ssk_portal.screens.errors.forbidden", "ssk_portal.screens.errors.not_found"
