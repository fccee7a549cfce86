from django.urls import path

from ssk_portal.reporting import boards, home, regions

app_name = "reporting"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("wilayah/", regions.RegionList.as_view(), name="region_list"),
    path("wilayah/<str:code>/", regions.RegionDetail.as_view(), name="region_detail"),
    path("wilayah/<str:code>/linimasa/", regions.RegionTimeline.as_view(), name="region_timeline"),
    path("papan/", boards.Board.as_view(), name="board"),
    path("papan/<str:code>/", boards.Board.as_view(), name="board_province"),
]
