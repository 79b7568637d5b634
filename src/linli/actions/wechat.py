"""WeChat as a way in: what is written to the district's account becomes a matter, and its writer holds the receipt.

A callback is answered at once. What needs nothing from the platform is filed before the answer, which then bears the
receipt; what needs it (a picture) is kept in the ciphertext it came in and filed by the worker, however slow, wrong or
repetitive the platform is. Who wrote is not kept: the account's name of a writer serves to answer, and goes with it.
"""

import hashlib
import hmac
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from linli.actions.cases import move_case
from linli.actions.deciding import Filing, Office, new_id, receipt_again
from linli.actions.reports import Origin, file_report
from linli.actions.settings import is_set_on, setting_text
from linli.domain import wechat
from linli.domain.area import AreaLevel
from linli.domain.coordinates import Crs, Point, to_wgs84
from linli.domain.engine.context import RESIDENT, Command
from linli.domain.keepable_text import is_keepable
from linli.domain.ports import DeliveryFailed, MediaGone, WeChatLine
from linli.domain.problems import Problem, Refused
from linli.domain.wechat import Kind, Message, Platform, Signed
from linli.domain.wording import Wording
from linli.store import journal
from linli.store import wechat as stored
from linli.store.wechat import FILED, WAITING, Incoming

SETTING = "channels.wechat_is_open"
NOT_SURE = "other"
THREAD_PREFIX = b"linli/wechat-thread/v1\0"
JOINED = timedelta(minutes=30)
"""What one writer adds within so long belongs to the matter begun last."""
FIRST_GO = timedelta(seconds=20)
"""So long the answer to the callback may take before the worker takes a message up."""
LEASE = timedelta(seconds=60)
PAUSE_SECONDS, PAUSE_SECONDS_MAX = 15, 600
PICTURE_TRIES, TELLING_TRIES = 6, 8
ANSWERABLE = timedelta(days=2)
"""So long after a message the platform lets it be answered. Source: official accounts, customer messages: 48 hours."""
KEPT = timedelta(days=30)
ROUND_MAX = 20
ANEW = "新事项"

FILED_WORDS = Wording(
    "已收到并登记,编号 {number}。回执码 {code},请保存好。点开链接可以查进度、补充、评价:{link}\n"
    "半小时内再发文字、照片、位置,会补充到这件事;要说另一件事,请以“新事项”开头。",
    "Received and registered under {number}. Receipt code {code}, keep it well. Follow it here: {link}\n"
    "What you send within half an hour is added to it; begin with “新事项” for another matter.",
)
ADDED_WORDS = Wording(
    "已补充到事项 {number}。进度:{link}", "Added to matter {number}. Follow it here: {link}"
)  # fmt: skip
SOON_WORDS = Wording(
    "已收到,正在登记。回执稍后发给您。", "Received; it is being registered. The receipt follows in a moment."
)  # fmt: skip
GREETING_WORDS = Wording(
    "您好。发文字、照片、位置,就可以向综治中心反映身边的问题,和打电话、来信、来访一样受理。"
    "遇到危险请直接拨打 110、119、120。",
    "Hello. Send words, a photo or a place to report a problem; it counts like a call, a letter or a visit."
    " In danger call 110, 119 or 120.",
)
OTHER_WORDS = Wording(
    "这种消息我们看不了。请发文字、照片或位置,也可以拨打 {hotline}。",
    "We cannot read this kind of message. Send words, a photo or a place, or call {hotline}.",
)
PICTURE_LOST = "(对方用微信发来一张照片,没有取到)"
PICTURE_ONLY = "(微信发来照片,没有文字)"
PLACE_ONLY = "(微信发来位置)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What one round of the worker came to."""

    filed: int = 0
    told: int = 0
    failed: int = 0


def is_open(office: Office, now: datetime) -> bool:
    """Say whether the channel is configured and switched on."""
    return office.ports.wechat is not None and is_set_on(office, SETTING, now)


def line_of(office: Office, now: datetime) -> WeChatLine:
    """Return the account; raises Refused while the channel is not open."""
    if office.ports.wechat is None or not is_set_on(office, SETTING, now):
        raise Refused([Problem("wechat_off")])
    return office.ports.wechat


def shake_hands(office: Office, signed: Signed, echo: str, *, now: datetime) -> bytes:
    """Return what the platform wants to hear when the address is entered there; raises Refused for anybody else."""
    account = line_of(office, now).account
    if account.platform is Platform.OFFICIAL:
        wechat.check_signed(account, signed, now=now)
        return echo.encode()
    wechat.check_signed(account, signed, echo, now=now)
    opened = wechat.unseal(account, echo)
    if opened.lstrip().startswith(b"<"):  # a message, signed alike: the handshake opens nobody's words for a repeater
        raise Refused([Problem("wechat_unreadable")])
    return opened


def take_message(office: Office, signed: Signed, body: bytes, *, chance: bytes, now: datetime) -> bytes:
    """Take in one callback and return its answer; the same message again gives the same answer and files nothing.

    Raises Refused for what is forged, stale, not ours or unreadable.
    """
    account = line_of(office, now).account
    sealed = wechat.sealed_part(body)
    wechat.check_signed(account, signed, sealed, now=now)
    message = wechat.message_of(wechat.unseal(account, sealed))
    words = _answer(office, message, sealed, now)
    return wechat.answer_to(account, message, words, signed=signed, chance=chance)


def _answer(office: Office, message: Message, sealed: str, now: datetime) -> str:
    if message.kind is Kind.GREETING:
        return GREETING_WORDS.zh
    if message.kind is Kind.OTHER:
        return OTHER_WORDS.zh.format(hotline=setting_text(office, "public.hotline", now))
    account = line_of(office, now).account
    coming = Incoming(
        id=new_id(now), account=account.id, msg_id=message.id, kind=message.kind.value, received_at=now,
        sealed=sealed, thread=_thread(office, message),
    )  # fmt: skip
    kept, _ = stored.keep(office.county_id, coming, due_at=now + FIRST_GO)
    if kept.state == WAITING and message.kind is not Kind.IMAGE:
        try:
            kept = _filed(office, _Coming(kept=kept, message=message), now)
        except Refused:
            return SOON_WORDS.zh  # the worker goes on with it
    if not kept.case_id:
        return SOON_WORDS.zh
    if kept.state == FILED:
        stored.mark_told(kept.id, now=now)
    return _receipt_words(office, kept, now)


def work_messages(
    office: Office,
    *,
    now: datetime,
    chance: random.Random,
    has_time: Callable[[], bool] = lambda: True,
) -> Worked:
    """File and answer what is due; one message that fails holds up no other, and none is lost before it is filed."""
    _forget(office, now)
    if not is_open(office, now):
        return Worked()
    line = line_of(office, now)
    filed = told = failed = 0
    for _ in range(ROUND_MAX):
        due = stored.take_due(office.county_id, now, lease=LEASE) if has_time() else None
        if due is None:
            break
        try:
            message = wechat.message_of(wechat.unseal(line.account, due.sealed))
            if due.state == WAITING:
                picture = _picture(office, line, message, due)
                due = _filed(office, _Coming(kept=due, message=message, picture=picture), now)
                filed += 1
            line.send(to=message.sender, text=_receipt_words(office, due, now), key=due.msg_id)
            stored.mark_told(due.id, now=now)
            told += 1
        except (DeliveryFailed, Refused) as failure:
            failed += 1
            pause = min(PAUSE_SECONDS * 2 ** min(due.tries, 10), PAUSE_SECONDS_MAX) * chance.uniform(0.8, 1.2)
            is_over = due.state == FILED and due.tries >= TELLING_TRIES
            again_at = None if is_over else now + timedelta(seconds=pause)
            stored.mark_failed(due.id, error=_reason(failure), again_at=again_at)
    return Worked(filed=filed, told=told, failed=failed)


def _forget(office: Office, now: datetime) -> None:
    """Let go of what is over, whether or not anything comes in any more."""
    stored.forget(
        office.county_id, threads_before=now - JOINED, given_up_before=now - ANSWERABLE, rows_before=now - KEPT
    )


def _reason(failure: Exception) -> str:
    return "; ".join(failure.codes) if isinstance(failure, Refused) else str(failure)


def _picture(office: Office, line: WeChatLine, message: Message, due: Incoming) -> bytes | None:
    """Return the picture of a message, made anew from its pixels; None where there is none to be had."""
    if message.kind is not Kind.IMAGE:
        return None
    try:
        return office.ports.photos.clean(line.picture(message.media_id))
    except MediaGone:
        return None
    except DeliveryFailed:
        if due.tries < PICTURE_TRIES:
            raise
        return None
    except Refused as refused:
        if "photos_busy" in refused.codes:
            raise
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coming:
    """A message that is about to be filed, with its picture."""

    kept: Incoming
    message: Message
    picture: bytes | None = None

    @property
    def command_id(self) -> str:
        """The same for every repetition, and for no other message."""
        digest = hashlib.sha256(f"{self.kept.account}\n{self.kept.msg_id}".encode()).hexdigest()
        return f"wechat-{digest[:40]}"

    @property
    def words(self) -> str:
        """What it says, as far as that can be kept."""
        words = "".join(sign for sign in self.message.words if is_keepable(sign)).strip()
        if self.message.kind is Kind.IMAGE:
            return PICTURE_ONLY if self.picture is not None else PICTURE_LOST
        return f"{PLACE_ONLY}{words}" if self.message.kind is Kind.LOCATION else words or "…"


def _filed(office: Office, coming: _Coming, now: datetime) -> Incoming:
    """Add a message to the matter that its writer began last, or make it one; note which. Raises Refused."""
    kept, begun = coming.kept, ""
    if not coming.message.words.startswith(ANEW):
        begun = stored.case_of_thread(office.county_id, kept.thread, now - JOINED)
    is_added = bool(begun) and _is_added(office, begun, coming, now)
    case_id = begun if is_added else _begun(office, coming, now)
    stored.mark_filed(kept.id, case_id, now=now)
    return replace(kept, state=FILED, case_id=case_id)


def _is_added(office: Office, case_id: str, coming: _Coming, now: datetime) -> bool:
    fields: dict[str, Any] = {"note": coming.words}
    if coming.picture is not None:
        fields["photo"] = (coming.picture,)
    verb = "attach" if coming.picture is not None else "note"
    command = Command(id=coming.command_id, verb=verb, stream=f"case/{case_id}", fields=fields)
    try:
        move_case(office, command, actor=RESIDENT, now=now)
    except Refused as refused:
        if "vault_unavailable" in refused.codes:
            raise
        return False  # closed by now, or of a kind that takes no notes: then it is a matter of its own
    return True


def _begun(office: Office, coming: _Coming, now: datetime) -> str:
    fields: dict[str, Any] = {
        "category": _category(office), "channel": "wechat", "requester": "anonymous", "words": coming.words,
    }  # fmt: skip
    if coming.picture is not None:
        fields["photo"] = (coming.picture,)
    point = _point(coming.message)
    if point is not None and office.placer.place(point).area_path:
        lon, lat = point.microdegrees
        fields["point"] = {"lon_e6": lon, "lat_e6": lat}
    else:
        fields["area"] = next(area.path for area in office.directory.tree if area.level is AreaLevel.COUNTY)
    filing = Filing(command_id=coming.command_id, fields=fields)
    return file_report(office, filing, Origin(device=coming.kept.thread), now=now).filed.case_id


def _category(office: Office) -> str:
    known = office.directory.categories
    if NOT_SURE in known:
        return NOT_SURE
    return next((key for key, one in known.items() if one.is_active and one.parent_key), "")


def _point(message: Message) -> Point | None:
    """Return where the writer pointed, in our own coordinates; the platform speaks GCJ-02."""
    if message.lon is None or message.lat is None:
        return None
    return to_wgs84(Point(message.lon, message.lat), Crs.GCJ02).rounded()


def _thread(office: Office, message: Message) -> str:
    return hmac.new(office.ports.secret, THREAD_PREFIX + message.sender.encode(), hashlib.sha256).hexdigest()


def _receipt_words(office: Office, kept: Incoming, now: datetime) -> str:
    code = receipt_again(kept.case_id, office.ports)
    stream = f"case/{kept.case_id}"
    state = journal.load_states(office.county_id, [stream])[stream]
    told = {"number": state.number, "code": code, "link": f"{office.ports.public_url}/r/{code}"}
    is_first = stored.is_first_of(office.county_id, kept.id, kept.case_id)
    return (FILED_WORDS if is_first else ADDED_WORDS).zh.format(**told)


def latest_messages(office: Office) -> tuple[Incoming, ...]:
    """Return what became of the newest messages; nothing of what they say."""
    return stored.latest(office.county_id)


def try_message_again(office: Office, message_id: str, *, now: datetime) -> None:
    """Answer once more a writer who could not be told; raises Refused where there is no such message."""
    if not stored.try_again(office.county_id, message_id, now=now):
        raise Refused([Problem("not_found")])
