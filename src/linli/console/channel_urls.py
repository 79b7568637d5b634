"""Addresses of the letter room, the reception and the WeChat account, spliced into those of the console."""

from django.urls import path

from linli.console import letters, reception, rota, wechat

urlpatterns = [
    path("letters", letters.letters, name="letters"),
    path("letters/<str:letter_id>", letters.letter, name="letter"),
    path("letters/<str:letter_id>/take-in", letters.take_in, name="letter_take_in"),
    path("reception", reception.reception, name="reception"),
    path("reception/rota", rota.rota, name="rota"),
    path("reception/rota/<int:seq>.<str:kind>", rota.rota_file, name="rota_file"),
    path("reception/<str:visit_id>", reception.visit, name="visit"),
    path("reception/<str:visit_id>/take-in", reception.take_in, name="visit_take_in"),
    path("setup/wechat", wechat.wechat, name="setup_wechat"),
]
