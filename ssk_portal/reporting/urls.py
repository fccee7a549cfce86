from django.urls import path

from ssk_portal.reporting import board_charts, boards, clinic_pages, help, history, home, pokja_pages, reference, region_list, regions
from ssk_portal.reporting.brief import views as brief
from ssk_portal.reporting.people import views as people

app_name = "reporting"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("wilayah/", region_list.RegionList.as_view(), name="region_list"),
    path("wilayah/<str:code>/", regions.RegionDetail.as_view(), name="region_detail"),
    path("wilayah/<str:code>/linimasa/", regions.RegionTimeline.as_view(), name="region_timeline"),
    path("wilayah/<str:code>/ringkasan/", brief.RegionBrief.as_view(), name="region_brief"),
    path("wilayah/<str:code>/ringkasan/cetak/", brief.RegionBriefPrint.as_view(), name="region_brief_print"),
    path("bantuan/", help.Help.as_view(), name="help"),
    path("rujukan/", reference.Reference.as_view(), name="reference"),
    path("riwayat/<str:app_label>.<str:model>/<int:pk>/", history.RowHistory.as_view(), name="row_history"),
    path("pengguna/data-saya/", people.OwnData.as_view(), name="own_data"),
    path("pengguna/<int:pk>/anonimkan/", people.UserAnonymise.as_view(), name="user_anonymise"),
    path("papan/", boards.Board.as_view(), name="board"),
    path("papan/grafik/", board_charts.BoardCharts.as_view(), name="board_charts"),
    path("rekap-pokja/", pokja_pages.PokjaRecapCountry.as_view(), name="pokja_recap_country"),
    path("rekap-pokja/<str:code>/", pokja_pages.PokjaRecap.as_view(), name="pokja_recap"),
    # Under the address of the events, so that their entry of the menu is marked.
    path("coaching-clinic/rekap/", clinic_pages.ClinicRecap.as_view(), name="clinic_recap"),
    path("coaching-clinic/rekap/<str:code>/", clinic_pages.ClinicRecap.as_view(), name="clinic_recap_region"),
    path("papan/<str:code>/", boards.Board.as_view(), name="board_province"),
]
