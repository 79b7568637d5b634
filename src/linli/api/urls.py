"""Addresses of the open doors; each door keeps its own prefix."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("linli.api.v1.urls")),
    path("open311/v2/", include("linli.api.open311.urls")),
    path("wechat/", include("linli.api.wechat.urls")),
]
