"""The wizard: an empty district, step by step, each by a workbook or by a form."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import wizard as actions
from linli.actions.proposals import is_dual
from linli.actions.settings import is_set_on
from linli.actions.setup_pages import readiness
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import CHANGERS
from linli.console.setup.overview import noun_url
from linli.console.setup.second_person import say_proposed
from linli.console.setup.workbook import take
from linli.console.words import language
from linli.domain.area import AreaLevel
from linli.domain.problems import Problem, Refused
from linli.domain.proposal import OPEN_SETTING
from linli.domain.setup_sheets import SHEETS, WIZARD_ORDER
from linli.domain.wording import Wording

REFUSED_STATUS = 422
REASON = Wording("设置完成,开放反映", "The set-up is complete; reports are open")
PAUSED = Wording("正在设置,暂不开放", "Being set up; not open yet")
LEADS: dict[str, Wording] = {
    "area": Wording(
        "从街道乡镇到网格,一行一个。代码用统计代码,没有就自己编。",
        "From subdistricts to grids, one a row. Use the statistical code, or one of your own.",
    ),
    "unit": Wording(
        "每个街道一个综治中心,每个社区一个居委会,再加区级部门。",
        "A centre for each subdistrict, a committee for each community, and the departments of the county.",
    ),
    "post": Wording(
        "谁在哪个单位做什么。登录名是新的,就建一个账号。",
        "Who does what in which unit. A login that is new makes an account.",
    ),
    "duty": Wording(
        "哪一类事、在哪一片、归哪个单位。至少让每个街道中心负属地责任。",
        "Which unit answers for what and where. At least give each subdistrict's centre its territorial duty.",
    ),
    "category": Wording("已经带好一套常用类别,可以增减改名。", "A common set is here already; add, end or rename."),
    "limit": Wording(
        "已经带好默认时限,请按本区的规定核定。", "Default limits are here already; confirm them by your own rules."
    ),
    "year_table": Wording(
        "照国务院的通知核对放假和调休。", "Check days off and make-up days against the State Council's notice."
    ),
}


@who_may(CHANGERS)
def wizard(request: SeatedRequest) -> HttpResponse:
    """Lead to the first step that is not done."""
    found = actions.steps(request.office, request.now)
    first = next((one.key for one in found if not one.is_done), "open")
    return HttpResponseRedirect(reverse("console:setup_step", args=[first]))


@who_may(CHANGERS)
def step(request: SeatedRequest, step: str) -> HttpResponse:
    """Show one step, and take what it brings."""
    if step not in actions.STEP_TITLES:
        raise Http404
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            return HttpResponseRedirect(_take(request, step))
        except Refused as refused:
            problems = refused.problems
    context = {"problems": problems, **_context(request, step)}
    return render(request, "console/setup/step.html", context, status=REFUSED_STATUS if problems else 200)


def _take(request: SeatedRequest, step: str) -> str:
    """Do what a step's form asks, and return where to go next."""
    office, post, now = request.office, request.post, request.now
    if step == "name":
        given = {key: str(request.POST.get(key, "")) for key in ("name", "name_en")}
        actions.name_district(office, post, given, now)
        messages.success(request, _("Saved."))
        return reverse("console:setup_step", args=["area"])
    if step in WIZARD_ORDER:
        take(request, only=step)
        return reverse("console:setup_plan") + f"?step={step}"
    if step == "open" and "close" in request.POST:
        if proposal_id := actions.close_district(office, post, PAUSED.within(language()), now):
            say_proposed(request, proposal_id)
        return reverse("console:setup_step", args=["open"])
    if step == "open":
        if proposal_id := actions.open_district(office, post, REASON.within(language()), now):
            say_proposed(request, proposal_id)
        else:
            messages.success(request, _("The district is open."))
    return reverse("console:setup_step", args=["open"])


def _context(request: SeatedRequest, step: str) -> dict[str, Any]:
    found = actions.steps(request.office, request.now)
    at = [one.key for one in found].index(step)
    top = next((one for one in request.office.directory.tree if one.level is AreaLevel.COUNTY), None)
    sheet = SHEETS.get(step)
    return {
        "steps": found,
        "step": found[at],
        "number": at + 1,
        "before_url": reverse("console:setup_step", args=[found[at - 1].key]) if at else "",
        "after_url": reverse("console:setup_step", args=[found[at + 1].key]) if at + 1 < len(found) else "",
        "sheet": sheet,
        "lead": LEADS.get(step),
        "noun_url": noun_url(step) if sheet else "",
        "checks": readiness(request.office, request.now) if step in ("check", "open") else (),
        "check_urls": {noun: noun_url(noun) for noun in WIZARD_ORDER},
        "is_ready": actions.is_ready(request.office, request.now),
        "is_open": is_set_on(request.office, OPEN_SETTING, request.now),
        "has_opened": is_dual(request.office, request.now),
        "name": request.POST.get("name", top.name if top else ""),
        "name_en": request.POST.get("name_en", top.name_en if top else ""),
    }
