"""The addresses of the second step, under the names that allauth asks for."""

from django.urls import path

from ssk_portal.accounts.factors import views

urlpatterns = [
    path("masuk/langkah-kedua/", views.SignInStep.as_view(), name="mfa_authenticate"),
    path("masuk/konfirmasi/", views.ConfirmByPassword.as_view(), name="account_reauthenticate"),
    path("masuk/konfirmasi/kode/", views.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("masuk/konfirmasi/kunci/", views.ConfirmByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("dua-langkah/", views.FactorIndex.as_view(), name="mfa_index"),
    path("dua-langkah/aplikasi/pasang/", views.AppActivate.as_view(), name="mfa_activate_totp"),
    path("dua-langkah/aplikasi/lepas/", views.AppDeactivate.as_view(), name="mfa_deactivate_totp"),
    path("dua-langkah/kode-pemulihan/", views.RecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("dua-langkah/kunci/tambah/", views.PasskeyAdd.as_view(), name="mfa_add_webauthn"),
    path("dua-langkah/kunci/<int:pk>/hapus/", views.PasskeyRemove.as_view(), name="mfa_remove_webauthn"),
]
