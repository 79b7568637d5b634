"""WeChat and WeCom: the district's own account, spoken to through the one guarded way out.

What cannot be sent is never said to be sent. Source: WeCom developer documents (gettoken, message/send, media/get) and
those of official accounts (token, message/custom/send, media/get); errors are named by "errcode".
"""

import json
import threading
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from linli.domain.ports import DeliveryFailed, MediaGone, OutgoingAnswer, OutgoingDoor
from linli.domain.wechat import Platform, WeChatAccount

TOKEN_ERRORS = frozenset({40001, 40014, 42001})
"""The access token does not hold any more: it is asked for anew, once."""
GONE_ERRORS = frozenset({40007, 41004, 41006, 90236, 301002})
"""There is no such picture, or none any more."""
TOKEN_SECONDS_SPARE = 300
ANSWER_OK = 200
TEXT_MAX = 600
PATHS: Mapping[Platform, Mapping[str, str]] = {
    Platform.WECOM: {"token": "/cgi-bin/gettoken", "send": "/cgi-bin/message/send", "media": "/cgi-bin/media/get"},
    Platform.OFFICIAL: {
        "token": "/cgi-bin/token", "send": "/cgi-bin/message/custom/send", "media": "/cgi-bin/media/get",
    },
}  # fmt: skip


class NoWeComTenant:
    """Stands where a tenant's door would: every message fails by name, stays in the outbox, and is shown there."""

    def send(self, *, to: str, text: str, key: str) -> None:
        """Refuse; the outbox keeps the reason."""
        raise DeliveryFailed("no WeCom tenant is configured")


class WeChatTenant:
    """An account that is configured; its access token is kept in this process and asked for anew when it ends."""

    def __init__(
        self, account: WeChatAccount, *, door: OutgoingDoor, api_url: str, secret: str, agent: str = ""
    ) -> None:
        """Speak for `account` to the platform at `api_url`."""
        self._account = account
        self._door = door
        self._api_url = api_url.rstrip("/")
        self._secret = secret
        self._agent = agent
        self._lock = threading.Lock()
        self._token, self._token_until = "", 0.0

    @property
    def account(self) -> WeChatAccount:
        """How its callbacks are signed and sealed."""
        return self._account

    def picture(self, media_id: str) -> bytes:
        """Return a picture that somebody sent; raises MediaGone, or DeliveryFailed where it may be asked again."""
        answer = self._asked("GET", "media", {"media_id": media_id})
        return answer.body

    def send(self, *, to: str, text: str, key: str) -> None:
        """Tell somebody who wrote; WeCom drops a repetition by itself. Raises DeliveryFailed."""
        told: dict[str, Any] = {"touser": to, "msgtype": "text", "text": {"content": text[:TEXT_MAX]}}
        if self._account.platform is Platform.WECOM:
            told |= {"agentid": self._agent, "enable_duplicate_check": 1, "duplicate_check_interval": 1800}
        self._asked("POST", "send", {}, json.dumps(told, ensure_ascii=False).encode())

    def _asked(self, method: str, what: str, query: Mapping[str, str], body: bytes = b"") -> OutgoingAnswer:
        """Ask with the access token; where that has ended, once more with a new one."""
        for is_last in (False, True):
            token = self._access_token(is_anew=is_last)
            answer = self._spoken(method, what, {"access_token": token, **query}, body)
            code = _error_of(answer)
            if code == 0:
                return answer
            if code in GONE_ERRORS:
                raise MediaGone(str(code))
            if code not in TOKEN_ERRORS or is_last:
                break
        raise DeliveryFailed(f"errcode {code}")

    def _access_token(self, *, is_anew: bool) -> str:
        with self._lock:
            if is_anew or time.monotonic() >= self._token_until:
                told = _object_of(self._spoken("GET", "token", self._credentials(), b""))
                token = told.get("access_token")
                if not isinstance(token, str) or not token:
                    raise DeliveryFailed(f"no access token: errcode {told.get('errcode')}"[:100])
                lasts = told.get("expires_in")
                seconds = lasts if isinstance(lasts, int) else 0
                self._token, self._token_until = token, time.monotonic() + max(0, seconds - TOKEN_SECONDS_SPARE)
            return self._token

    def _credentials(self) -> dict[str, str]:
        if self._account.platform is Platform.WECOM:
            return {"corpid": self._account.id, "corpsecret": self._secret}
        return {"grant_type": "client_credential", "appid": self._account.id, "secret": self._secret}

    def _spoken(self, method: str, what: str, query: Mapping[str, str], body: bytes) -> OutgoingAnswer:
        url = f"{self._api_url}{PATHS[self._account.platform][what]}?{urlencode(query)}"
        headers = {"Content-Type": "application/json"} if body else {}
        try:
            answer = self._door.ask(method, url, headers=headers, body=body)
        except DeliveryFailed as failure:  # what it says may quote the address, and with it the secret
            raise DeliveryFailed(str(failure).replace(self._secret, "***")[:200]) from None
        if answer.status != ANSWER_OK:
            raise DeliveryFailed(f"HTTP {answer.status}")
        return answer


def _object_of(answer: OutgoingAnswer) -> dict[str, Any]:
    try:
        found = json.loads(answer.body)
    except ValueError:
        raise DeliveryFailed("the answer cannot be read") from None
    if not isinstance(found, dict):
        raise DeliveryFailed("the answer cannot be read")
    return found


def _error_of(answer: OutgoingAnswer) -> int:
    """Return the error that an answer names, 0 for none; a picture is no JSON and names none."""
    if not answer.body.lstrip().startswith(b"{"):
        return 0
    code = _object_of(answer).get("errcode", 0)
    return code if isinstance(code, int) else -1
