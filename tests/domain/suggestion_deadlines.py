"""Deadlines of deputies' suggestions worked out by hand, in the manner of `deadlines`: nobody ran the code for them."""

from tests.domain.deadlines import Section

SECTIONS = (
    Section(law="Law on Deputies (2025) art. 51: an answer in 3 months; Civil Code arts. 202, 203",
            rules=("suggestion.answering",), rows=(
        ("2026-03-02 09:00", "3 month", "2026-06-02 24:00", "handed over on Mon; Tue 2 Jun"),
        ("2025-11-28 16:00", "3 month", "2026-02-28 24:00", "28 Feb corresponds; Sat 28 Feb is worked"),
        ("2025-08-29 09:00", "3 month", "2025-12-01 24:00", "29 Nov is Sat, so Mon 1 Dec"),
        ("2026-06-25 09:00", "3 month", "2026-09-28 24:00", "25 Sep in 25-27 Sep, so Mon"),
    )),
    Section(law="Law on Deputies (2025) art. 51: 6 months where the matter is broad or hard",
            rules=("suggestion.answering_complex", "suggestion.wait"), rows=(
        ("2026-03-02 09:00", "6 month", "2026-09-02 24:00", "Wed 2 Sep"),
        ("2025-08-31 09:00", "6 month", "2026-02-28 24:00", "no 31 Feb: the last day; Sat 28 Feb is worked"),
        ("2025-11-01 09:00", "6 month", "2026-05-06 24:00", "1 May in 1-5 May, so Wed"),
    )),
    Section(law="Henan measures on deputies' suggestions art. 14: object, and be reassigned, in 10 working days each",
            rules=("suggestion.objection_right", "suggestion.reassigning", "suggestion.assigning"), rows=(
        ("2026-03-02 09:00", "10 working_day", "2026-03-16 17:30", "3-6, 9-13, 16 Mar"),
        ("2026-04-27 09:00", "10 working_day", "2026-05-13 17:30", "28-30 Apr, 6-8, 9 (worked Sat), 11-13 May"),
        ("2025-12-22 09:00", "10 working_day", "2026-01-06 17:30", "23-26, 29-31 Dec, 4 (worked Sun), 5, 6 Jan"),
        ("2026-06-10 09:00", "10 working_day", "2026-06-25 17:30", "11, 12, 15-18, 22-25 Jun; 19 Jun is off"),
    )),
    Section(law="Henan measures on deputies' suggestions art. 22: done again within 1 month",
            rules=("suggestion.redo",), rows=(
        ("2026-01-31 09:00", "1 month", "2026-02-28 24:00", "no 31 Feb: the last day; Sat 28 Feb is worked"),
        ("2026-04-01 09:00", "1 month", "2026-05-06 24:00", "1 May in 1-5 May, so Wed"),
        ("2025-10-15 09:00", "1 month", "2025-11-17 24:00", "15 Nov is Sat, so Mon"),
    )),
)  # fmt: skip
