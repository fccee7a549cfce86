app_name = "pokja"
urlpatterns = []
