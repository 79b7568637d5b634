"""Telling somebody that their own sign-in has changed: at their post in the console, and by e-mail if there is one.

Whoever changed it themselves reads one line more; whoever did not learns it at once. Source: OWASP ASVS 5.0.0 6.3.7.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

from linli.actions.deciding import Office, new_id
from linli.actions.seats import posts_of_staff
from linli.domain.deadline_steps import moment_wording
from linli.domain.message_text import MessageTexts
from linli.domain.messages import say
from linli.domain.ports import Ports
from linli.domain.wording import Wording
from linli.store import outbox, staff
from linli.store.journal import OutboxDraft
from linli.store.outbox import NoticeLine, Waiting

CHANGED, NEW_BROWSER = "sign_in_changed", "sign_in_new_browser"
OF_ACCOUNT = (CHANGED, NEW_BROWSER)
"""What is told to a person and not to a post: it goes to no successor."""
UNKNOWN_BROWSER = Wording("未识别的浏览器", "an unknown browser")


class AccountChange(Enum):
    """What of a sign-in has changed."""

    PASSWORD = Wording("密码已更换", "The password was changed")
    FACTOR_ADDED = Wording("添加了第二种验证方式", "A second factor was added")
    FACTOR_REMOVED = Wording("移除了第二种验证方式", "A second factor was removed")
    FACTORS_CLEARED = Wording("管理员取消了第二种验证方式", "An administrator took the second factors away")
    CODES = Wording(
        "生成了新的恢复码,以前的已失效", "New recovery codes were made; the former ones have stopped working"
    )
    UNLINKED = Wording("管理员解除了统一身份绑定", "An administrator unlinked the single sign-on")
    EMAIL = Wording("电子邮箱已更换", "The e-mail address was changed")


def tell_change(
    office: Office, pseudonym: str, change: AccountChange, *, now: datetime, former_email: str = ""
) -> None:
    """Tell somebody of a change; a former address is told too, for the new one may be a stranger's."""
    said = {"change": change.value.zh, "change_en": change.value.en}
    _tell(office, pseudonym, CHANGED, said, now=now, former_email=former_email)


def tell_new_browser(office: Office, pseudonym: str, browser: str, *, now: datetime) -> None:
    """Tell somebody that they signed in from a browser which was not used for this account before."""
    said = {"browser": browser or UNKNOWN_BROWSER.zh, "browser_en": browser or UNKNOWN_BROWSER.en}
    _tell(office, pseudonym, NEW_BROWSER, said, now=now)


def _tell(
    office: Office, pseudonym: str, template: str, said: Mapping[str, str], *, now: datetime, former_email: str = ""
) -> None:
    """Queue one message; it goes out even where the account holds no post, to its address alone."""
    if staff.is_demo(pseudonym):
        return  # a demo's seats are taken by anybody, again and again
    post = next(iter(posts_of_staff(office, pseudonym, now)), None)
    moment = moment_wording(now.replace(second=0, microsecond=0), office.directory.calendar)
    id_ = new_id(now)
    payload = {
        "template": template, "to": "staff", "staff": pseudonym, "stream": "", "unit": post.unit_id if post else "",
        "post": post.id if post else "", "params": {**said, "when": moment.zh, "when_en": moment.en},
        **({"former_email": former_email} if former_email else {}),
    }  # fmt: skip
    draft = OutboxDraft(
        id=id_, key=f"account/{id_}", kind="message", payload=payload, created_at=now, not_before=now
    )  # fmt: skip
    outbox.add(office.county_id, [draft])


def deliver(office: Office, waiting: Waiting, now: datetime) -> None:
    """Show the message at the person's post and mail it; raises DeliveryFailed."""
    payload = waiting.payload
    if payload["post"]:
        line = NoticeLine(
            id=waiting.id, unit_id=payload["unit"], post_id=payload["post"], case_id="", template=payload["template"],
            params=payload["params"], created_at=now, read_at=None,
        )  # fmt: skip
        outbox.add_notice(line, county_id=office.county_id)
    for address in sorted({staff.address_of(payload["staff"]), payload.get("former_email", "")} - {""}):
        _mail(office.ports, office.directory.texts, waiting, address)


def _mail(ports: Ports, texts: MessageTexts, waiting: Waiting, address: str) -> None:
    subject, text = say(waiting.payload["template"], waiting.payload["params"], "zh", texts)
    where = f"{ports.public_url}/console/account"
    ports.mail.send(to=address, subject=subject, text=f"{text}\n\n{where}\n", key=f"{waiting.key}/{address}")
