"""Addresses of rounds; each view states who may open it."""

from django.urls import path

from linli.console.rounds import (
    broadcasts,
    coverage,
    days,
    finding,
    handover,
    roster,
    sections,
    slots,
    terms,
    walk,
    week,
)

urlpatterns = [
    path("rounds", week.rounds, name="rounds"),
    path("rounds/coverage", coverage.round_coverage, name="round_coverage"),
    path("rounds/coverage.xlsx", coverage.coverage_file, name="round_coverage_xlsx"),
    path("rounds/coverage.csv", coverage.coverage_file, {"kind": "csv"}, name="round_coverage_csv"),
    path("rounds/uncovered", coverage.uncovered_places, name="rounds_uncovered"),
    path("rounds/days", days.round_days, name="round_days"),
    path("rounds/roster", roster.duty_roster, name="duty_roster"),
    path("rounds/roster.ics", roster.calendar, name="duty_roster_ics"),
    path("rounds/sections", sections.round_sections, name="round_sections"),
    path("rounds/sections/new", sections.round_section_new, name="round_section_new"),
    path("rounds/sections/<str:section_id>", sections.round_section, name="round_section"),
    path("rounds/slots", slots.round_slots, name="round_slots"),
    path("rounds/slots.xlsx", slots.slots_file, name="round_slots_xlsx"),
    path("rounds/slots.csv", slots.slots_file, {"kind": "csv"}, name="round_slots_csv"),
    path("rounds/terms", terms.school_terms, name="school_terms"),
    path("rounds/handover", handover.shift_handover, name="shift_handover"),
    path("rounds/broadcasts", broadcasts.broadcasts, name="broadcasts"),
    path("rounds/at/<str:code>", walk.at_plate, name="round_at"),
    path("rounds/<str:round_id>", walk.one_round, name="round"),
    path("rounds/<str:round_id>/found", finding.found_here, name="round_found"),
]
