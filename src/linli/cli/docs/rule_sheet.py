"""The rule sheet of each procedure, with its diagram: stages, moves, clocks, parts, links and papers."""

from collections.abc import Iterator, Sequence

from linli.cli.docs.tables import GENERATED, table
from linli.domain.engine import declaration_words as words
from linli.domain.engine.asked import field_of
from linli.domain.engine.declaration_words import both, listed
from linli.domain.engine.declarations import ClockRule, Move, OnLapse, PartRule, Procedure, Stage, StageKind, Trigger
from linli.domain.engine.moves import all_moves, title_of
from linli.domain.wording import Wording
from linli.procedures import procedures

W = Wording
MOVE_HEAD = (
    W("操作", "Move"), W("从", "From"), W("到", "To"), W("谁", "Who"), W("要填", "Asks"), W("条件", "Holds before"),
    W("结果", "Does"),
)  # fmt: skip
CLOCK_HEAD = (
    W("时限", "Clock"), W("种类", "Kind"), W("长度", "Length"), W("起", "Starts"), W("止", "Stops"),
    W("暂停", "Pauses"),
    W("延期", "Extension"), W("到期", "Lapse"), W("依据", "Source"),
)  # fmt: skip
STAGE_HEAD = (
    W("环节", "Stage"),
    W("性质", "Kind"),
    W("对外说法", "Public words"),
    W("依法的下一步", "Next lawful step"),
)
ANYWHERE = {
    ("*",): W("任何环节", "any stage"),
    (): W("未办结时", "any open stage"),
    ("*final",): W("办结后", "after the end"),
}
ENDINGS = {"en": ".md", "zh": ".zh-CN.md"}


def procedure_pages() -> Iterator[tuple[str, str]]:
    """Yield a sheet per procedure and language, and the list of them."""
    for procedure in procedures().values():
        for language, ending in ENDINGS.items():
            yield f"procedures/{procedure.key}{ending}", "\n".join(_sheet(procedure, language)) + "\n"
    yield "procedures/README.md", "\n".join(_index()) + "\n"


def _index() -> Iterator[str]:
    yield "# 流程 / Procedures"
    yield ""
    yield f"{GENERATED.zh} {GENERATED.en}"
    yield ""
    for one in procedures().values():
        yield f"- {one.title.zh} / {one.title.en}: [中文]({one.key}.zh-CN.md) · [English]({one.key}.md)"


def _sheet(procedure: Procedure, language: str) -> Iterator[str]:
    def say(zh: str, en: str) -> str:
        return W(zh, en).within(language)

    yield f"# {procedure.title.within(language)} (`{procedure.key}`, {say('版本', 'version')} {procedure.version})"
    yield ""
    yield f"{GENERATED.within(language)}"
    yield ""
    yield f"- {say('依据', 'Source')}: {procedure.source.within(language)}"
    yield f"- {say('对象', 'Of')}: {words.OF_WORDINGS[procedure.of].within(language)}"
    yield f"- {say('反映人', 'Whoever asks')}: {words.REQUESTER_WORDINGS[procedure.requester].within(language)}"
    yield f"- {say('密级', 'Sealing')}: {procedure.seal.wording.within(language)}"
    yield ""
    yield from _diagram(procedure, language)
    yield from (f"## {say('环节', 'Stages')}", "", *_stages(procedure.stages, language))
    yield from (f"## {say('操作', 'Moves')}", "", *_moves(procedure, procedure.moves, language))
    yield from (f"## {say('共用操作', 'Shared moves')}", "")
    yield from _moves(procedure, all_moves(procedure)[len(procedure.moves) :], language)
    yield from (f"## {say('时限', 'Clocks')}", "", *_clocks(procedure, procedure.clocks, language))
    for part in procedure.parts:
        yield from _part(procedure, part, language)
    yield from _links_and_papers(procedure, language)


def _diagram(procedure: Procedure, language: str) -> Iterator[str]:
    """Yield a state diagram: solid moves that change the stage, without those that start anywhere."""
    yield "```mermaid"
    yield "stateDiagram-v2"
    for stage in procedure.stages:
        yield f"    {stage.key} : {stage.title.within(language)}"
    yield f"    [*] --> {procedure.initial}"
    for move in procedure.moves:
        if move.after is None or move.before == ("*new",) or move.before in ANYWHERE:
            continue
        mark = {Trigger.CLOCK: "⏱ ", Trigger.ROLL_UP: "Σ ", Trigger.MACHINE: "⚙ "}.get(move.trigger, "")
        for key in move.before:
            yield f"    {key} --> {move.after} : {mark}{move.title.within(language)}"
    for stage in procedure.stages:
        if stage.kind is StageKind.FINAL:
            yield f"    {stage.key} --> [*]"
    yield from ("```", "")


def _stages(stages: Sequence[Stage], language: str) -> list[str]:
    rows = (
        (
            f"{one.title.within(language)} `{one.key}`",
            words.STAGE_KIND_WORDINGS[one.kind].within(language),
            one.public_words.within(language),
            one.next_lawful_step.within(language) if one.next_lawful_step else "—",
        )
        for one in stages
    )
    return table(STAGE_HEAD, rows, language)


def _moves(procedure: Procedure, moves: Sequence[Move], language: str, part: PartRule | None = None) -> list[str]:
    return table(MOVE_HEAD, (_move_row(procedure, one, language, part) for one in moves), language)


def _move_row(procedure: Procedure, move: Move, language: str, part: PartRule | None) -> tuple[str, ...]:
    titles = {stage.key: stage.title for stage in (part.stages if part else procedure.stages)}
    before = ANYWHERE.get(move.before) or listed([titles[key] for key in move.before if key in titles])
    who = listed([words.who_wording(way, procedure) for way in move.who], ";", "; ")
    if move.trigger is not Trigger.PERSON:
        who = words.TRIGGER_WORDINGS[move.trigger]
    elif move.second:
        second = words.SECOND_WORDINGS[move.second]
        who = both(f"{who.zh};{second.zh}", f"{who.en}; {second.en}")
    asks = [_asked(procedure, part, key, required=required) for key, required in move.asks()]
    holds = [words.guard_wording(one, procedure) for one in move.guards]
    if move.quorum:
        title = procedure.part(move.quorum).title
        holds.append(W(f"足数:{title.zh}", f"enough of: {title.en}"))
    does = [words.effect_wording(one, procedure) for one in move.effects]
    after = titles[move.after] if move.after else both("", "")
    shown = (before, after, who, listed(asks), listed(holds), listed(does))
    return (f"{move.title.within(language)} `{move.verb}`", *(one.within(language) for one in shown))


def _asked(procedure: Procedure, part: PartRule | None, key: str, *, required: bool) -> Wording:
    title = field_of(procedure, key, part).title
    return title if required else W(f"{title.zh}(可不填)", f"{title.en} (optional)")


def _clocks(
    procedure: Procedure, clocks: Sequence[ClockRule], language: str, part: PartRule | None = None
) -> list[str]:
    return table(CLOCK_HEAD, (_clock_row(procedure, one, language, part) for one in clocks), language)


def _clock_row(procedure: Procedure, rule: ClockRule, language: str, part: PartRule | None) -> tuple[str, ...]:
    lapse = words.ON_LAPSE_WORDINGS[rule.on_lapse]
    if rule.on_lapse is OnLapse.MOVE:
        title = title_of(procedure, rule.lapse_move)
        lapse = both(f"{lapse.zh}:{title.zh}", f"{lapse.en}: {title.en}")
    start = [words.event_wording(one, procedure, part) for one in rule.start] or [W("增加分项时", "when it is added")]
    stop = [words.event_wording(one, procedure, part) for one in rule.stop] or [W("完成时", "when it is done")]
    extension = both("", "")
    if rule.extension:
        amount, count = rule.extension.max_amount, rule.extension.max_count
        extension = W(f"{count} 次,每次至多 {amount}", f"{count} ×, at most {amount} each")
    shown = (
        rule.title, words.CLOCK_KIND_WORDINGS[rule.kind], _lengths(procedure, rule), listed(start), listed(stop),
        listed([words.pause_wording(one, procedure) for one in rule.pauses]), extension, lapse,
        rule.source or both("", ""),
    )  # fmt: skip
    return tuple(one.within(language) for one in shown)


def _lengths(procedure: Procedure, rule: ClockRule) -> Wording:
    """Return a clock's length, and each that it has instead when it begins like another."""
    found = [words.length_of(rule)]
    for event, other in rule.like:
        start, length = words.event_wording(event, procedure), words.length_of(other)
        found.append(W(f"“{start.zh}”起同“{other.title.zh}”:{length.zh}",
                       f"from “{start.en}” like “{other.title.en}”: {length.en}"))  # fmt: skip
    return listed(found)


def _part(procedure: Procedure, part: PartRule, language: str) -> Iterator[str]:
    roll_up = words.ROLL_UP_WORDINGS[part.roll_up]
    done = listed([one.title for one in part.stages if one.key in part.counts_as_done], "或", " or ")
    most = "" if part.max is None else f"–{part.max}"
    yield f"## {W('分项', 'Part').within(language)}: {part.title.within(language)} `{part.key}`"
    yield ""
    counted = W(
        f"{part.min}{most} 个;{roll_up.zh}到“{done.zh}”即完成",
        f"{part.min}{most}; done when {roll_up.en} reach “{done.en}”",
    )
    yield counted.within(language)
    yield ""
    yield from _stages(part.stages, language)
    yield from _moves(procedure, part.moves, language, part)
    if part.clock:
        yield from _clocks(procedure, (part.clock,), language, part)


def _links_and_papers(procedure: Procedure, language: str) -> Iterator[str]:
    yield from (f"## {W('关联和文书', 'Links and papers').within(language)}", "")
    for link in procedure.links:
        other = procedures()[link.procedure].title if link.procedure in procedures() else W("任何流程", "any procedure")
        yield f"- {link.title.within(language)} `{link.key}` ({link.relation}): {other.within(language)}"
    for paper in procedure.papers:
        yield f"- {paper.title.within(language)} `{paper.key}`: {title_of(procedure, paper.on).within(language)}"
