"""The one settings page: each setting with its value, source and history; a change asks for a reason."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.deciding import today_of
from linli.actions.settings import ChangedSetting, SettingView, change_setting, settings_page
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import READERS
from linli.console.setup.second_person import say_proposed, second_person
from linli.console.words import language
from linli.domain.problems import Problem, Refused
from linli.domain.setting import SettingSource
from linli.domain.settings_catalogue import SettingKind, SettingRule
from linli.domain.wording import Wording

REFUSED_STATUS = 422
SOURCE_WORDS = {
    SettingSource.DEFAULT: Wording("默认", "Default"),
    SettingSource.FILE: Wording("文件导入", "From a file"),
    SettingSource.OPERATOR: Wording("管理员设置", "Set here"),
}
YES, NO = Wording("是", "Yes"), Wording("否", "No")
NO_LIMIT = Wording("没有填写", "Nothing")


@who_may(READERS)
def settings(request: SeatedRequest) -> HttpResponse:
    """Show every setting under its heading."""
    views = settings_page(request.office, request.post, request.now)
    groups = [
        {"title": group.wording, "rows": [row_of(one) for one in own]}
        for group, own in groupby(sorted(views, key=_order), key=lambda one: one.rule.group)
    ]
    return render(request, "console/setup/settings.html", {"groups": groups})


def _order(view: SettingView) -> int:
    return list(type(view.rule.group)).index(view.rule.group)


def row_of(view: SettingView) -> dict[str, Any]:
    """Return a setting as its row shows it."""
    return {
        "view": view,
        "rule": view.rule,
        "value": value_words(view.rule, view.value),
        "source": SOURCE_WORDS[view.source],
        "is_default": view.source is SettingSource.DEFAULT,
        "coming": [{"value": value_words(view.rule, one.value), "from_date": one.from_date} for one in view.coming],
        "url": reverse("console:setup_setting", args=[view.rule.key]),
    }


def value_words(rule: SettingRule, value: str) -> str:
    """Return a value as a person reads it, with its unit."""
    if rule.kind is SettingKind.FLAG:
        return (YES if value == "1" else NO).within(language())
    if not value:
        return NO_LIMIT.within(language())
    return f"{value} {rule.unit.within(language())}" if rule.unit else value


@who_may(READERS)
def setting(request: SeatedRequest, setting: str) -> HttpResponse:
    """Show one setting with its history, and take a change of it."""
    views = {one.rule.key: one for one in settings_page(request.office, request.post, request.now)}
    if setting not in views or (request.method == "POST" and not views[setting].may_change):
        raise Http404
    view = views[setting]
    problems: tuple[Problem, ...] = ()
    given = {key: str(request.POST.get(key, "")) for key in ("value", "reason", "from_date", "reason_class")}
    if request.method == "POST":
        if view.rule.kind is SettingKind.FLAG:
            given["value"] = "1" if given["value"] else "0"
        try:
            saved = change_setting(request.office, request.post, given, key=setting, now=request.now)
        except Refused as refused:
            problems = refused.problems
        else:
            _say(request, view, saved)
            return HttpResponseRedirect(reverse("console:setup_setting", args=[setting]))
    context = _context(request, view, given)
    return render(
        request,
        "console/setup/setting.html",
        {**context, "problems": problems},
        status=REFUSED_STATUS if problems else 200,
    )


def _say(request: SeatedRequest, view: SettingView, saved: ChangedSetting) -> None:
    if saved.proposal_id:
        say_proposed(request, saved.proposal_id)
        return
    said = _("“%(title)s” is %(value)s from %(day)s.")
    words = {"title": view.rule.title.within(language()), "value": value_words(view.rule, saved.setting.value)}
    messages.success(request, said % {**words, "day": f"{saved.setting.from_date}"})


def _context(request: SeatedRequest, view: SettingView, given: dict[str, str]) -> dict[str, Any]:
    is_sent = request.method == "POST"
    is_flag = view.rule.kind is SettingKind.FLAG
    value = given["value"] if is_sent else view.value
    return {
        **row_of(view),
        "is_flag": is_flag,
        "roles": ", ".join(role.wording.within(language()) for role in sorted(view.rule.roles)),
        "given_value": value == "1" if is_flag else value,
        "given_reason": given["reason"],
        "given_date": given["from_date"] if is_sent else today_of(request.office, request.now).isoformat(),
        "input_kind": {SettingKind.WHOLE: "text", SettingKind.PHONE: "tel"}.get(view.rule.kind, "text"),
        "default_words": value_words(view.rule, view.rule.default),
        **(second := second_person(request, setting=view.rule.key)),
        "has_own_reason": True,
        "labels": second["class_labels"]
        | {"value": _("Value"), "reason": _("Reason"), "from_date": _("Takes effect on")},
        "history": [
            {
                "one": one,
                "before": value_words(view.rule, one.before),
                "after": value_words(view.rule, one.after),
            }
            for one in view.history
        ],
    }
