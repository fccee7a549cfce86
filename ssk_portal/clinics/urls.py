from django.urls import path

from ssk_portal.clinics.views import agreements, attendance, attendance_import, calendar, checkin, clinics, exchange, feeds, parts, plan, reports, results, schemes

app_name = "clinics"
urlpatterns = [
    # Events
    path("", clinics.ClinicList.as_view(), name="clinic_list"),
    path("impor/", exchange.ClinicImport.as_view(), name="clinic_import"),
    path("baru/", plan.ClinicNew.as_view(), name="clinic_new"),
    path("baru/isi/", plan.ClinicCreate.as_view(), name="clinic_create"),
    path("<int:pk>/", clinics.ClinicDetail.as_view(), name="clinic_detail"),
    path("<int:pk>/ubah/", clinics.ClinicUpdate.as_view(), name="clinic_update"),
    path("<int:pk>/hapus/", clinics.ClinicDelete.as_view(), name="clinic_delete"),
    # The plan
    path("<int:pk>/batal/", plan.ClinicCallOff.as_view(), name="clinic_call_off"),
    path("<int:pk>/jadi/", plan.ClinicTakeBack.as_view(), name="clinic_take_back"),
    path("<int:pk>/undangan/", plan.ClinicInvitation.as_view(), name="clinic_invitation"),
    # Calendar
    path("kalender/", calendar.ClinicCalendar.as_view(), name="clinic_calendar"),
    path("kalender/langganan/", feeds.CalendarFeedPage.as_view(), name="calendar_feed"),
    path("kalender/langganan/alamat-baru/", feeds.CalendarRenew.as_view(), name="calendar_renew"),
    path("kalender/langganan/akhiri/", feeds.CalendarEnd.as_view(), name="calendar_end"),
    path("kalender/langganan/<str:name>/<str:proof>.ics", feeds.OwnCalendar.as_view(), name="calendar_own"),
    path("kalender/publik/<slug:code>.ics", feeds.PublicCalendar.as_view(), name="calendar_public"),
    # Attendance
    path("<int:pk>/kehadiran/", attendance.AttendanceList.as_view(), name="attendance_list"),
    path("<int:pk>/kehadiran/isi/", attendance.AttendanceFill.as_view(), name="attendance_fill"),
    path("<int:pk>/kehadiran/tandai/", attendance.AttendanceMark.as_view(), name="attendance_mark"),
    path("<int:pk>/kehadiran/impor/", attendance_import.AttendanceImport.as_view(), name="attendance_import"),
    path("<int:pk>/kehadiran/cetak/", attendance.AttendanceSheet.as_view(), name="attendance_sheet"),
    path("<int:pk>/kehadiran/baru/", attendance.AttendanceCreate.as_view(), name="attendance_create"),
    path("kehadiran/<int:pk>/ubah/", attendance.AttendanceUpdate.as_view(), name="attendance_update"),
    path("kehadiran/<int:pk>/hapus/", attendance.AttendanceDelete.as_view(), name="attendance_delete"),
    # QR page
    path("<int:pk>/kehadiran/qr/", checkin.CheckInPageDetail.as_view(), name="checkinpage_detail"),
    path("<int:pk>/kehadiran/qr/buka/", checkin.CheckInPageOpen.as_view(), name="checkinpage_open"),
    path("<int:pk>/kehadiran/qr/tutup/", checkin.CheckInPageClose.as_view(), name="checkinpage_close"),
    path("<int:pk>/kehadiran/qr/alamat-baru/", checkin.CheckInPageRenew.as_view(), name="checkinpage_renew"),
    path("<int:pk>/kehadiran/qr/poster/", checkin.CheckInPagePoster.as_view(), name="checkinpage_poster"),
    # Districts taking part
    path("<int:pk>/peserta/beberapa/", plan.ParticipationSeveral.as_view(), name="participation_several"),
    path("<int:pk>/peserta/baru/", parts.ParticipationCreate.as_view(), name="participation_create"),
    path("peserta/<int:pk>/ubah/", parts.ParticipationUpdate.as_view(), name="participation_update"),
    path("peserta/<int:pk>/hapus/", parts.ParticipationDelete.as_view(), name="participation_delete"),
    # Institutions
    path("<int:pk>/lembaga/baru/", parts.InvitedInstitutionCreate.as_view(), name="invitedinstitution_create"),
    path("lembaga/<int:pk>/ubah/", parts.InvitedInstitutionUpdate.as_view(), name="invitedinstitution_update"),
    path("lembaga/<int:pk>/hapus/", parts.InvitedInstitutionDelete.as_view(), name="invitedinstitution_delete"),
    # Agenda
    path("<int:pk>/sesi/baru/", parts.SessionCreate.as_view(), name="session_create"),
    path("sesi/<int:pk>/ubah/", parts.SessionUpdate.as_view(), name="session_update"),
    path("sesi/<int:pk>/hapus/", parts.SessionDelete.as_view(), name="session_delete"),
    # People
    path("<int:pk>/narasumber/baru/", parts.SpeakerCreate.as_view(), name="speaker_create"),
    path("narasumber/<int:pk>/ubah/", parts.SpeakerUpdate.as_view(), name="speaker_update"),
    path("narasumber/<int:pk>/hapus/", parts.SpeakerDelete.as_view(), name="speaker_delete"),
    # Quoted figures
    path("<int:pk>/angka/baru/", parts.QuotedFigureCreate.as_view(), name="quotedfigure_create"),
    path("angka/<int:pk>/ubah/", parts.QuotedFigureUpdate.as_view(), name="quotedfigure_update"),
    path("angka/<int:pk>/hapus/", parts.QuotedFigureDelete.as_view(), name="quotedfigure_delete"),
    # Agreements
    path("kesepakatan/", agreements.AgreementList.as_view(), name="agreement_list"),
    path("<int:pk>/kesepakatan/baru/", agreements.AgreementCreate.as_view(), name="agreement_create"),
    path("kesepakatan/<int:pk>/ubah/", agreements.AgreementUpdate.as_view(), name="agreement_update"),
    path("kesepakatan/<int:pk>/hapus/", agreements.AgreementDelete.as_view(), name="agreement_delete"),
    path("kesepakatan/<int:pk>/berkas/", agreements.AgreementFile.as_view(), name="agreement_file"),
    # Report
    path("<int:pk>/laporan/", reports.ReportDetail.as_view(), name="report_detail"),
    path("<int:pk>/laporan/ubah/", reports.ReportUpdate.as_view(), name="report_update"),
    path("<int:pk>/laporan/langkah/<slug:step>/", reports.ReportStep.as_view(), name="report_step"),
    path("<int:pk>/laporan/komentar/", reports.ReportComment.as_view(), name="report_comment"),
    path("<int:pk>/laporan/terbitkan/", reports.ReportPublish.as_view(), name="report_publish"),
    path("<int:pk>/laporan/tarik/", reports.ReportWithdraw.as_view(), name="report_withdraw"),
    path("<int:pk>/laporan/cetak/", reports.ReportPrint.as_view(), name="report_print"),
    # Information and decisions
    path("<int:pk>/hasil/baru/", results.OutcomeCreate.as_view(), name="outcome_create"),
    path("hasil/<int:pk>/ubah/", results.OutcomeUpdate.as_view(), name="outcome_update"),
    path("hasil/<int:pk>/hapus/", results.OutcomeDelete.as_view(), name="outcome_delete"),
    # Photos and files
    path("<int:pk>/foto/baru/", results.ClinicFilePhotos.as_view(), name="clinicfile_photos"),
    path("<int:pk>/berkas/baru/", results.ClinicFileCreate.as_view(), name="clinicfile_create"),
    path("berkas/<int:pk>/ubah/", results.ClinicFileUpdate.as_view(), name="clinicfile_update"),
    path("berkas/<int:pk>/hapus/", results.ClinicFileDelete.as_view(), name="clinicfile_delete"),
    path("berkas/<int:pk>/", results.ClinicFileFile.as_view(), name="clinicfile_file"),
    path("berkas/<int:pk>/kecil/", results.ClinicFileSmall.as_view(), name="clinicfile_small"),
    # Schemes
    path("skema/", schemes.SchemeList.as_view(), name="scheme_list"),
    path("skema/baru/", schemes.SchemeCreate.as_view(), name="scheme_create"),
    path("skema/<int:pk>/", schemes.SchemeDetail.as_view(), name="scheme_detail"),
    path("skema/<int:pk>/ubah/", schemes.SchemeUpdate.as_view(), name="scheme_update"),
    path("skema/<int:pk>/hapus/", schemes.SchemeDelete.as_view(), name="scheme_delete"),
    path("skema/<int:pk>/jenis/baru/", schemes.ClinicTypeCreate.as_view(), name="clinictype_create"),
    path("skema/jenis/<int:pk>/ubah/", schemes.ClinicTypeUpdate.as_view(), name="clinictype_update"),
    path("skema/jenis/<int:pk>/hapus/", schemes.ClinicTypeDelete.as_view(), name="clinictype_delete"),
    path("skema/jenis/<int:pk>/milestone/baru/", schemes.PreparationCreate.as_view(), name="preparation_create"),
    path("skema/persiapan/<int:pk>/ubah/", schemes.PreparationUpdate.as_view(), name="preparation_update"),
    path("skema/persiapan/<int:pk>/hapus/", schemes.PreparationDelete.as_view(), name="preparation_delete"),
]
