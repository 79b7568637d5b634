"""Addresses of oversight rounds; each view states who may open it."""

from django.urls import path

from linli.console.oversight import answering, documents, on_site, planning, rate, rounds

urlpatterns = [
    path("oversight", rounds.rounds, name="oversight"),
    path("oversight/new", planning.round_new, name="oversight_new"),
    path("oversight/answers", answering.answers, name="oversight_answers"),
    path("oversight/<str:round_id>", rounds.one_round, name="oversight_round"),
    path("oversight/<str:round_id>/plan", planning.round_plan, name="oversight_plan"),
    path("oversight/<str:round_id>/notice", documents.notice, name="oversight_notice"),
    path("oversight/<str:round_id>/problem", on_site.problem, name="oversight_problem"),
    path("oversight/<str:round_id>/problem/<str:finding>/out", on_site.leave_out, name="oversight_out"),
    path("oversight/<str:round_id>/box", on_site.box, name="oversight_box"),
    path("oversight/<str:round_id>/sheet", on_site.sheet, name="oversight_sheet"),
    path("oversight/<str:round_id>/units/<str:unit_id>", rounds.unit, name="oversight_unit"),
    path("oversight/<str:round_id>/units/<str:unit_id>/hand-over", documents.hand_over, name="oversight_hand_over"),
    path("oversight/<str:round_id>/end", rate.end, name="oversight_end"),
    path("oversight/<str:round_id>/close", rate.close, name="oversight_close"),
    path("oversight/<str:round_id>/rate", rate.rate, name="oversight_rate"),
    path("oversight/<str:round_id>/rate.xlsx", rate.workbook, name="oversight_rate_xlsx"),
    path("oversight/<str:round_id>/paper/<int:seq>.<str:kind>", documents.file, name="oversight_file"),
]
