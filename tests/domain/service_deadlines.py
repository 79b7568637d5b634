"""Deadlines of the service hall, worked out by hand: what `test_service_deadlines` holds the code against.

In the style of `tests/domain/deadlines.py`, with the same notices; nobody ran the code for a line of this file.
"same_day" is this district's promise: working days of which the day of arrival is the first, what comes after hours
being the next working day's; it ends with the day, at 24:00. Working days end when business stops (art. 203(2)).
Office hours are 8:30-12:00 and 14:00-17:30.
"""

from tests.domain.deadlines import Section

SECTIONS = (
    Section(law="The same day (agreed in this district): contact by the end of the working day on which it came",
            rules=("stuck_matter.contact",), rows=(
        ("2026-03-02 09:00", "1 same_day", "2026-03-02 24:00", "Mon at nine: by the end of Mon"),
        ("2026-03-02 00:00", "1 same_day", "2026-03-02 24:00", "its first minute is the same day"),
        ("2026-03-02 07:30", "1 same_day", "2026-03-02 24:00", "before hours is still that day"),
        ("2026-03-02 12:30", "1 same_day", "2026-03-02 24:00", "in the midday break is still that day"),
        ("2026-03-02 17:29", "1 same_day", "2026-03-02 24:00", "a minute before closing is still that day"),
        ("2026-03-02 17:30", "1 same_day", "2026-03-03 24:00", "closed: it is the next working day's"),
        ("2026-03-02 23:10", "1 same_day", "2026-03-03 24:00", "late at night: Tue"),
        ("2026-03-06 18:30", "1 same_day", "2026-03-09 24:00", "Fri after hours: Mon 9 Mar"),
        ("2026-03-07 10:00", "1 same_day", "2026-03-09 24:00", "Sat: Mon"),
        ("2026-03-08 10:00", "1 same_day", "2026-03-09 24:00", "Sun: Mon"),
        ("2026-02-14 10:00", "1 same_day", "2026-02-14 24:00", "Sat worked to make up for the festival: that Sat"),
        ("2026-02-14 18:20", "1 same_day", "2026-02-24 24:00", "after hours before 15-23 Feb: Tue 24"),
        ("2026-02-18 10:00", "1 same_day", "2026-02-24 24:00", "in the festival: Tue 24"),
        ("2026-02-28 09:30", "1 same_day", "2026-02-28 24:00", "Sat worked to make up: that Sat"),
        ("2026-05-01 09:00", "1 same_day", "2026-05-06 24:00", "1-5 May off: Wed 6"),
        ("2026-05-09 09:00", "1 same_day", "2026-05-09 24:00", "Sat worked to make up: that Sat"),
        ("2026-10-07 12:00", "1 same_day", "2026-10-08 24:00", "the last day of the week off: Thu 8 Oct"),
        ("2026-10-10 11:00", "1 same_day", "2026-10-10 24:00", "Sat worked to make up: that Sat"),
        ("2026-12-31 17:00", "1 same_day", "2026-12-31 24:00", "the last day of the year, Thu"),
        ("2024-02-29 10:00", "1 same_day", "2024-02-29 24:00", "the leap day, Thu"),
        ("2026-03-02 09:00", "2 same_day", "2026-03-03 24:00", "two of them: Mon and Tue"),
        ("2026-03-06 09:00", "2 same_day", "2026-03-09 24:00", "Fri and Mon"),
        ("2026-03-02 09:00", "1 same_day", "2026-03-02 24:00", "shorter hours change nothing of the day",
         "hours 09:00-12:00 2026-03-02 10:00"),
    )),
    Section(law="5 working days to solve a stuck matter (agreed in this district), 5 more with an approver",
            rules=("stuck_matter.handling", "stuck_matter.wait"), rows=(
        ("2026-03-02 09:00", "5 working_day", "2026-03-09 17:30", "3, 4, 5, 6 and Mon 9 Mar"),
        ("2026-03-06 17:00", "5 working_day", "2026-03-13 17:30", "from Mon 9 to Fri 13 Mar"),
        ("2026-02-12 09:00", "5 working_day", "2026-02-26 17:30", "Fri 13, Sat 14 worked, then 24, 25, 26: the fifth"),
        ("2026-09-22 09:00", "5 working_day", "2026-09-30 17:30", "23, 24, then 28, 29, 30 Sep"),
        ("2026-03-02 09:00", "5 working_day", "2026-03-16 17:30", "extended by 5: to the tenth, Mon 16 Mar",
         "extend 5 2026-03-06 10:00"),
    )),
    Section(law="Licensing Law arts. 32 and 82: what is missing is told within 5 working days, once",
            rules=("service_visit.checking",), rows=(
        ("2026-03-03 10:00", "5 working_day", "2026-03-10 17:30", "4, 5, 6, 9, 10 Mar"),
        ("2026-04-30 10:00", "5 working_day", "2026-05-11 17:30", "6, 7, 8, Sat 9 worked, Mon 11 May"),
        ("2026-09-30 10:00", "5 working_day", "2026-10-13 17:30", "8, 9, Sat 10 worked, 12, 13: the fifth"),
        ("2025-12-26 10:00", "5 working_day", "2026-01-05 17:30", "29, 30, 31 Dec, Sun 4 Jan worked, Mon 5"),
    )),
    Section(law="Licensing Law arts. 42, 45: 20 working days, 10 more once; missing papers stop the clock", rows=(
        ("2026-03-02 09:00", "20 working_day", "2026-03-30 17:30", "four weeks of five days: Mon 30 Mar"),
        ("2026-03-20 09:00", "20 working_day", "2026-04-20 17:30", "23-27, 30-31 Mar, 1-3, 7-10, 13-17 Apr, Mon 20"),
        ("2026-03-02 09:00", "20 working_day", "2026-04-14 17:30", "10 more: 31 Mar, 1-3, 7-10, 13, 14 Apr",
         "extend 10 2026-03-27 10:00"),
        ("2026-03-02 09:00", "3 working_day", "2026-03-05 17:30", "a guide promises three: Thu 5 Mar"),
        ("2026-03-02 09:00", "5 working_day", "2026-03-16 17:30", "Tue 3 and half an hour counted; 27.5 h from Wed 11",
         "pause 2026-03-04 09:00; resume 2026-03-11 09:00"),
    )),
    Section(law="Licensing Law arts. 44 and 82: handed out within 10 working days", rules=("service_visit.giving_out",),
            rows=(
        ("2026-03-02 09:00", "10 working_day", "2026-03-16 17:30", "two weeks: Mon 16 Mar"),
        ("2026-06-12 09:00", "10 working_day", "2026-06-29 17:30", "15-18, 22-26 Jun (19 off), Mon 29"),
    )),
    Section(law="Bad reviews (2019 No. 51): put right in 5 working days, called back in 3 (agreed in this district)",
            rules=("stuck_matter.fixing", "service_visit.fixing", "service_visit.deciding_appeal"), rows=(
        ("2026-03-04 20:00", "5 working_day", "2026-03-11 17:30", "rated in the evening: 5, 6, 9, 10, 11 Mar"),
    )),
    Section(law="Bad reviews: called back within 3 working days", rules=("service_visit.calling_back",), rows=(
        ("2026-03-11 16:00", "3 working_day", "2026-03-16 17:30", "12, 13, Mon 16 Mar"),
        ("2026-04-02 16:00", "3 working_day", "2026-04-08 17:30", "Fri 3, Tue 7, Wed 8 Apr (Mon 6 off)"),
    )),
)  # fmt: skip
