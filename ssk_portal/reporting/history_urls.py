from django.urls import path

from ssk_portal.reporting import history

urlpatterns = [
    path("<str:app_label>.<str:model>/<int:pk>/", history.RowHistory.as_view(), name="row_history"),
]
