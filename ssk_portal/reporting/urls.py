from django.urls import path

from ssk_portal.reporting import boards, history, home, reference, region_list, regions

app_name = "reporting"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("wilayah/", region_list.RegionList.as_view(), name="region_list"),
    path("wilayah/<str:code>/", regions.RegionDetail.as_view(), name="region_detail"),
    path("wilayah/<str:code>/linimasa/", regions.RegionTimeline.as_view(), name="region_timeline"),
    path("rujukan/", reference.Reference.as_view(), name="reference"),
    path("riwayat/<str:app_label>.<str:model>/<int:pk>/", history.RowHistory.as_view(), name="row_history"),
    path("papan/", boards.Board.as_view(), name="board"),
    path("papan/<str:code>/", boards.Board.as_view(), name="board_province"),
]
