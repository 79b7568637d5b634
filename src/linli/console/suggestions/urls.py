"""Addresses of the room of deputies' suggestions; each view states who may open it."""

from django.urls import path

from linli.console.suggestions import answer, hand_over, listing, one, sending, tables

urlpatterns = [
    path("suggestions", listing.suggestions, name="suggestions"),
    path("suggestions/tables", tables.tables, name="suggestion_tables"),
    path("suggestions/tables.xlsx", tables.workbook, name="suggestion_tables_xlsx"),
    path("suggestions/send", sending.send, name="suggestion_send"),
    path("suggestions/template.xlsx", sending.empty_sheet, name="suggestion_template"),
    path("suggestions/plan", sending.plan, name="suggestion_plan"),
    path("suggestions/<str:case_id>", one.suggestion, name="suggestion"),
    path("suggestions/<str:case_id>/hand-over", hand_over.hand_over_desk, name="suggestion_hand_over"),
    path("suggestions/<str:case_id>/answer", answer.answer, name="suggestion_answer"),
    path("suggestions/<str:case_id>/sign", answer.sign, name="suggestion_sign"),
    path("suggestions/<str:case_id>/slips", one.slips, name="suggestion_slips"),
]
