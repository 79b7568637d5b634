"""Addresses of the demo, below /demo/."""

from django.urls import path

from linli.demo import story_views, views

app_name = "demo"

urlpatterns = [
    path("", views.home, name="home"),
    path("seat/", views.take_seat, name="seat"),
    path("stories/<slug:key>/", story_views.story, name="story"),
    path("stories/<slug:key>/step/", story_views.take_step, name="step"),
    path("stories/<slug:key>/try/", story_views.attempt, name="attempt"),
    path("stories/<slug:key>/again/", story_views.begin_again, name="again"),
    path("stories/<slug:key>/mine/", story_views.take_mine, name="mine"),
]
