"""Addresses of what stands ready; each view states who may open it."""

from django.urls import path

from linli.console.supplies import assets, centres, importing, plans, sites, tables

urlpatterns = [
    path("supplies", sites.sites, name="supplies"),
    path("supplies/new", sites.site_new, name="supply_new"),
    path("supplies/<str:site_id>.xlsx", tables.table, name="supply_xlsx"),
    path("supplies/<str:site_id>", sites.site, name="supply_site"),
    path("supplies/<str:site_id>/do", sites.site_do, name="supply_do"),
    path("supplies/<str:site_id>/item", sites.item, name="supply_item"),
    path("supplies/<str:site_id>/import", importing.site_import, name="supply_import"),
    path("supplies/<str:site_id>/import/refused.csv", importing.site_refused, name="supply_refused"),
    path("supplies/<str:site_id>/move", sites.move, name="supply_move"),
    path("supplies/<str:site_id>/count", sites.count, name="supply_count"),
    path("assets", assets.assets, name="assets"),
    path("assets.xlsx", tables.assets_table, name="assets_xlsx"),
    path("assets/new", assets.asset_new, name="asset_new"),
    path("assets/<str:asset_id>", assets.asset, name="asset"),
    path("assets/<str:asset_id>/edit", assets.asset_edit, name="asset_edit"),
    path("plans", plans.plans, name="plans"),
    path("plans/new", plans.plan_new, name="plan_new"),
    path("plans/<str:plan_id>", plans.plan, name="plan"),
    path("plans/<str:plan_id>/do", plans.plan_do, name="plan_do"),
    path("plans/<str:plan_id>/version", plans.plan_version, name="plan_version"),
    path("plans/<str:plan_id>/drills/<str:drill_id>", plans.drill, name="drill"),
    path("centres", centres.centres, name="centres"),
    path("centres/<str:unit_key>", centres.centre, name="centre"),
    path("centres/<str:unit_key>/check", centres.centre_check, name="centre_check"),
]
