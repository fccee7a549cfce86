"""The portal's addresses: one room a line."""

from allauth.account import views as account
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from ssk_portal.accounts.session_views import SignOut
from ssk_portal.clinics.views.checkin import check_in_done, check_in_page
from ssk_portal.screens.health import health
from ssk_portal.screens.languages import switch

# The administration pages have no doors of their own: one sign-in, one count of failures.
to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
change_password = RedirectView.as_view(pattern_name="account_change_password")


@login_not_required
def sign_in(request):
    """Whoever is signed in without the right was led to and fro between the two pages for ever."""
    if request.user.is_authenticated and not admin.site.has_permission(request):
        raise PermissionDenied
    return to_sign_in(request)


urlpatterns = [
    path("", include("ssk_portal.reporting.urls")),
    path("pokja/", include("ssk_portal.pokja.urls")),
    path("coaching-clinic/", include("ssk_portal.clinics.urls")),
    # Outside sign-in: whoever was given the address of an event's QR page
    path("hadir/<str:token>/", check_in_page, name="check_in"),
    path("hadir/<str:token>/selesai/", check_in_done, name="check_in_done"),
    path("milestone/", include("ssk_portal.milestones.urls")),
    path("indikator/", include("ssk_portal.indicators.urls")),
    path("pengguna/", include("ssk_portal.accounts.urls")),
    path("pemberitahuan/", include("ssk_portal.notices.urls")),
    path("bahasa/", switch, name="set_language"),
    path("sehat/", health, name="health"),
    # allauth asks for these names.
    path("masuk/", account.login, name="account_login"),
    path("keluar/", SignOut.as_view(), name="account_logout"),
    path("kata-sandi/", account.password_change, name="account_change_password"),
    path("kata-sandi/lupa/", account.password_reset, name="account_reset_password"),
    path("kata-sandi/lupa/terkirim/", account.password_reset_done, name="account_reset_password_done"),
    # The key has dashes of its own, so the first one parts them.
    re_path(r"^kata-sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", account.password_reset_from_key, name="account_reset_password_from_key"),
    path("kata-sandi/baru/selesai/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("", include("ssk_portal.accounts.factors.urls")),
    path("admin/login/", sign_in),
    path("admin/password_change/", change_password),
    path("admin/", admin.site.urls),
]

handler400 = "ssk_portal.screens.errors.bad_request"
handler403 = "ssk_portal.screens.errors.forbidden"
handler404 = "ssk_portal.screens.errors.not_found"
handler500 = "ssk_portal.screens.errors.server_error"
