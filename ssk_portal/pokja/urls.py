from django.urls import path

from ssk_portal.pokja.views import agencies, composition, decrees, groups, institutions, members, papers, seats

app_name = "pokja"
urlpatterns = [
    path("", groups.PokjaList.as_view(), name="pokja_list"),
    path("baru/", groups.PokjaCreate.as_view(), name="pokja_create"),
    path("<int:pk>/", groups.PokjaDetail.as_view(), name="pokja_detail"),
    path("<int:pk>/ubah/", groups.PokjaUpdate.as_view(), name="pokja_update"),
    path("<int:pk>/hapus/", groups.PokjaDelete.as_view(), name="pokja_delete"),
    path("<int:pk>/cetak/", papers.PokjaPrint.as_view(), name="pokja_print"),
    path("<int:pk>/sk/baru/", decrees.DecreeCreate.as_view(), name="decree_create"),
    path("sk/<int:pk>/ubah/", decrees.DecreeUpdate.as_view(), name="decree_update"),
    path("sk/<int:pk>/hapus/", decrees.DecreeDelete.as_view(), name="decree_delete"),
    path("sk/<int:pk>/berkas/", decrees.DecreeScan.as_view(), name="decree_scan"),
    path("<int:pk>/kedudukan/baru/", seats.PositionCreate.as_view(), name="position_create"),
    path("kedudukan/<int:pk>/ubah/", seats.PositionUpdate.as_view(), name="position_update"),
    path("kedudukan/<int:pk>/hapus/", seats.PositionDelete.as_view(), name="position_delete"),
    path("<int:pk>/anggota/impor/", members.MemberImport.as_view(), name="member_import"),
    path("<int:pk>/anggota/ekspor/", members.MemberExport.as_view(), name="member_export"),
    path("kedudukan/<int:pk>/anggota/baru/", seats.MemberCreate.as_view(), name="member_create"),
    path("anggota/<int:pk>/ubah/", seats.MemberUpdate.as_view(), name="member_update"),
    path("anggota/<int:pk>/hapus/", seats.MemberDelete.as_view(), name="member_delete"),
    path("kedudukan/<int:pk>/keterwakilan/", composition.SeatCounts.as_view(), name="position_counts"),
    path("<int:pk>/keterwakilan/<slug:code>/", composition.AgencySeat.as_view(), name="position_assign"),
    path("<int:pk>/tidak-berlaku/<slug:code>/", composition.AgencyAbsenceCreate.as_view(), name="agencyabsence_create"),
    path("tidak-berlaku/<int:pk>/cabut/", composition.AgencyAbsenceDelete.as_view(), name="agencyabsence_delete"),
    path("lembaga-diharapkan/", agencies.ExpectedAgencyList.as_view(), name="expectedagency_list"),
    path("lembaga-diharapkan/baru/", agencies.ExpectedAgencyCreate.as_view(), name="expectedagency_create"),
    path("lembaga-diharapkan/<int:pk>/ubah/", agencies.ExpectedAgencyUpdate.as_view(), name="expectedagency_update"),
    path("lembaga-diharapkan/<int:pk>/hapus/", agencies.ExpectedAgencyDelete.as_view(), name="expectedagency_delete"),
    path("lembaga/", institutions.InstitutionList.as_view(), name="institution_list"),
    path("lembaga/baru/", institutions.InstitutionCreate.as_view(), name="institution_create"),
    path("lembaga/<int:pk>/", institutions.InstitutionDetail.as_view(), name="institution_detail"),
    path("lembaga/<int:pk>/ubah/", institutions.InstitutionUpdate.as_view(), name="institution_update"),
    path("lembaga/<int:pk>/gabungkan/", institutions.InstitutionMerge.as_view(), name="institution_merge"),
    path("lembaga/<int:pk>/hapus/", institutions.InstitutionDelete.as_view(), name="institution_delete"),
]
