"""Addresses of the set-up, spliced into those of the console."""

from django.urls import path

from linli.console.setup import (
    areas,
    calendar,
    grids,
    lists,
    overview,
    posts,
    procedures,
    records,
    rehearsal,
    settings,
    texts,
    wizard,
    workbook,
)

urlpatterns = [
    path("lists", lists.lists, name="lists"),
    path("procedures", procedures.procedures, name="procedures"),
    path("procedures/<slug:procedure>", procedures.procedure, name="procedure"),
    path("setup", overview.overview, name="setup"),
    path("setup/settings", settings.settings, name="setup_settings"),
    path("setup/settings/<str:setting>", settings.setting, name="setup_setting"),
    path("setup/workbook", workbook.workbook, name="setup_workbook"),
    path("setup/workbook.xlsx", workbook.file_of_all, name="setup_workbook_file"),
    path("setup/workbook/plan", workbook.plan, name="setup_plan"),
    path("setup/sheets/<slug:noun>.xlsx", workbook.file_of_noun, name="setup_sheet_file"),
    path("setup/wizard", wizard.wizard, name="setup_wizard"),
    path("setup/wizard/<slug:step>", wizard.step, name="setup_step"),
    path("setup/areas", areas.areas, name="setup_areas"),
    path("setup/areas/layer", areas.layer, name="setup_layer"),
    path("setup/areas/<str:area_key>/outline", areas.outline, name="setup_outline"),
    path("setup/duties", grids.duties, name="setup_duties"),
    path("setup/limits", grids.limits, name="setup_limits"),
    path("setup/calendar/<int:year>", calendar.year, name="setup_year"),
    path("setup/messages", texts.texts, name="setup_texts"),
    path("setup/messages/<slug:template>", texts.text, name="setup_text"),
    path("setup/rehearsal", rehearsal.rehearsal, name="setup_rehearsal"),
    path("setup/posts/<str:post_id>/password", posts.password, name="setup_password"),
    path("setup/of/<slug:noun>", records.noun, name="setup_noun"),
    path("setup/of/<slug:noun>/one", records.record, name="setup_record"),
]
