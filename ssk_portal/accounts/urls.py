"""Users, the own profile and the own rights."""

from django.urls import path

from ssk_portal.accounts import event_views, import_views, own_views, session_views, views

app_name = "accounts"
urlpatterns = [
    path("", views.UserList.as_view(), name="user_list"),
    path("baru/", views.UserCreate.as_view(), name="user_create"),
    path("impor/", import_views.UserImport.as_view(), name="user_import"),
    path("kata-sandi-pertama/", import_views.UserPasswordsShown.as_view(), name="user_passwords_shown"),
    path("tanpa-akun/", views.UserMissing.as_view(), name="user_missing"),
    path("peristiwa/", event_views.AccountEventList.as_view(), name="accountevent_list"),
    path("profil/", own_views.ProfileUpdate.as_view(), name="profile_update"),
    path("profil/surel/", own_views.EmailUpdate.as_view(), name="email_update"),
    path("hak-akses/", own_views.Rights.as_view(), name="rights"),
    path("sesi/", session_views.SessionList.as_view(), name="session_list"),
    path("sesi/keluar/", session_views.SessionEnd.as_view(), name="session_end"),
    path("<int:pk>/", views.UserDetail.as_view(), name="user_detail"),
    path("<int:pk>/ubah/", views.UserUpdate.as_view(), name="user_update"),
    path("<int:pk>/undang/", views.UserInvite.as_view(), name="user_invite"),
    path("<int:pk>/nonaktifkan/", views.UserDeactivate.as_view(), name="user_deactivate"),
    path("<int:pk>/aktifkan/", views.UserActivate.as_view(), name="user_activate"),
    path("<int:pk>/akhiri-jeda/", views.UserUnpause.as_view(), name="user_unpause"),
    path("<int:pk>/langkah-kedua/", views.UserFactor.as_view(), name="user_factor"),
    path("<int:pk>/kata-sandi/", views.UserPassword.as_view(), name="user_password"),
    path("<int:pk>/kata-sandi/sekali/", views.UserPasswordShown.as_view(), name="user_password_shown"),
]
