"""What was handed over to one's unit: each problem with its limit, and reporting it rectified."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from linli.actions.oversight_views import Answer, AnswerMatter, answers_of
from linli.console.oversight.admitted import BY_UNIT
from linli.console.oversight.rows import PART_TONES, PART_WORDS, TOPIC_WORDS, day_words, move_url
from linli.console.seat import SeatedRequest, who_may
from linli.console.words import language, stage_of, unit_name

CURSOR_MAX = 80


@who_may(BY_UNIT)
def answers(request: SeatedRequest) -> HttpResponse:
    """List what was handed over to the post's unit, the latest document first."""
    cursor = str(request.GET.get("after", ""))[:CURSOR_MAX]
    page = answers_of(request.office, request.post, request.now, cursor=cursor)
    today = request.office.directory.calendar.local_date(request.now).isoformat()
    context = {
        "unit": unit_name(request.office, request.post.unit_id),
        "matters": [_matter(request, one, today) for one in page.matters],
        "next_cursor": page.next_cursor,
    }
    return render(request, "console/oversight/answers.html", context)


def _matter(request: SeatedRequest, one: AnswerMatter, today: str) -> dict[str, object]:
    line = one.line
    return {
        "id": line.id, "title": line.title, "number": line.number, "document": one.document, "demands": one.demands,
        "url": reverse("console:case", args=[line.id]), "stage": stage_of(line).title.within(language()),
        "from_unit": unit_name(request.office, line.holder_unit), "done": one.done, "total": len(one.answers),
        "rows": [_row(line.id, each, today) for each in one.answers],
    }  # fmt: skip


def _row(case: str, one: Answer, today: str) -> dict[str, object]:
    is_mine = one.stage == "handed_over"
    is_late = is_mine and one.due_date < today
    back = reverse("console:oversight_answers")
    return {
        "part": one.part, "words": one.words, "topic": TOPIC_WORDS[one.topic].within(language()) if one.topic else "",
        "due": day_words(one.due_date), "is_late": is_late, "stage": PART_WORDS[one.stage].within(language()),
        "tone": "near" if is_late else PART_TONES[one.stage], "measures": one.measures, "said": one.said,
        "rectify_url": move_url(case, "rectify", one.part, back) if is_mine else "",
    }  # fmt: skip
