"""Addresses of inspections; each view states who may open it."""

from django.urls import path

from linli.console.inspections import covering, doing, drawing, lists, planning

urlpatterns = [
    path("inspections", lists.inspections, name="inspections"),
    path("inspections/all", lists.every, name="inspections_all"),
    path("inspections/new", planning.new, name="inspection_new"),
    path("inspections/coverage", covering.cover, name="inspection_coverage"),
    path("inspections/campaigns", covering.campaigns, name="campaigns"),
    path("inspections/campaigns/new", covering.campaign_new, name="campaign_new"),
    path("inspections/campaigns/<str:campaign_id>/close", covering.campaign_close, name="campaign_close"),
    path("inspections/draws", drawing.draws, name="draws"),
    path("inspections/draws/new", drawing.draw_new, name="draw_new"),
    path("inspections/draws/<str:draw_id>", drawing.draw, name="draw"),
    path("inspections/draws/<str:draw_id>/act", drawing.draw_act, name="draw_act"),
    path("inspections/<str:inspection_id>", doing.inspection, name="inspection"),
    path("inspections/<str:inspection_id>/plan", planning.change, name="inspection_plan"),
    path("inspections/<str:inspection_id>/record.<str:kind>", doing.record, name="inspection_record"),
    path("inspections/<str:inspection_id>/do/<slug:verb>", doing.act, name="inspection_act"),
    path("inspections/<str:inspection_id>/photo/<int:seq>/<str:name>", doing.photo, name="inspection_photo"),
]
