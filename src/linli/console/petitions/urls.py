"""Addresses of the petition duty desk; each view states who may open it."""

from django.urls import path

from linli.console.petitions import desk, register

urlpatterns = [
    path("petitions", desk.petitions, name="petitions"),
    path("petitions/new", register.petition_new, name="petition_new"),
]
