"""The one address that is entered on the platform."""

from django.urls import path

from linli.api.wechat import views

app_name = "wechat"

urlpatterns = [
    path("callback", views.callback, name="callback"),
]
