"""The own notices; the portal's mails; announcements."""

from django.urls import path

from ssk_portal.notices import announcement_views, views

app_name = "notices"
urlpatterns = [
    path("", views.NoticeList.as_view(), name="notice_list"),
    path("dibaca/", views.NoticeReadAll.as_view(), name="notice_read_all"),
    path("<int:pk>/buka/", views.NoticeOpen.as_view(), name="notice_open"),
    path("<int:pk>/dibaca/", views.NoticeRead.as_view(), name="notice_read"),
    path("surel/", views.MailList.as_view(), name="mail_list"),
    path("surel/<int:pk>/", views.MailDetail.as_view(), name="mail_detail"),
    path("surel/<int:pk>/kirim-ulang/", views.MailSendAgain.as_view(), name="mail_send_again"),
    path("pengumuman/", announcement_views.AnnouncementList.as_view(), name="announcement_list"),
    path("pengumuman/baru/", announcement_views.AnnouncementCreate.as_view(), name="announcement_create"),
    path("pengumuman/<int:pk>/ubah/", announcement_views.AnnouncementUpdate.as_view(), name="announcement_update"),
    path("pengumuman/<int:pk>/hapus/", announcement_views.AnnouncementDelete.as_view(), name="announcement_delete"),
]
