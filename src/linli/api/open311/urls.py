"""Addresses of Open311; the format is the suffix of each, whatever is not listed is answered by an error list."""

from django.urls import path, re_path

from linli.api.open311 import views

app_name = "open311"
FORMAT = r"\.(?P<format>json|xml)$"

urlpatterns = [
    re_path(rf"^discovery{FORMAT}", views.discovery, name="discovery"),
    re_path(rf"^services{FORMAT}", views.services, name="services"),
    re_path(rf"^services/(?P<code>[^/]{{1,80}}){FORMAT}", views.definition, name="definition"),
    re_path(rf"^requests{FORMAT}", views.requests, name="requests"),
    re_path(rf"^requests/(?P<request_id>[^/]{{1,80}}){FORMAT}", views.request, name="request"),
    re_path(rf"^tokens/(?P<token>[^/]{{1,80}}){FORMAT}", views.token, name="token"),
    re_path(rf"^servicerequestupdates{FORMAT}", views.updates, name="updates"),
    path("<path:rest>", views.elsewhere, name="elsewhere"),
]
