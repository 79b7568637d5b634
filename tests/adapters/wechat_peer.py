"""A platform on this machine that speaks as WeChat does: it is slow, wrong and repetitive when told to be.

It runs as a process of its own (`python -m tests.adapters.wechat_peer`), so that what it delays is really waited for.
"""

import base64
import io
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen
from xml.sax.saxutils import escape

from PIL import Image

from linli.domain import wechat
from linli.domain.wechat import Platform, Signed, WeChatAccount

TOKEN = "agreed-token"
SECRET = "app-secret-that-is-never-logged"
AGENT = "1000002"
ACCOUNT = WeChatAccount(
    platform=Platform.WECOM, id="ww0123456789abcdef", token=TOKEN,
    aes_key=base64.b64encode(bytes(range(32))).decode().rstrip("=").replace("+", "a").replace("/", "b"),
)  # fmt: skip
ROOT = Path(__file__).parents[2]
CHANCE = bytes(16)


def text_message(number: str, words: str, sender: str = "resident-1") -> bytes:
    """Return a message in plain, as the platform spells it."""
    return (
        f"<xml><ToUserName><![CDATA[{ACCOUNT.id}]]></ToUserName><FromUserName><![CDATA[{sender}]]></FromUserName>"
        f"<CreateTime>1348831860</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content>{escape(words)}</Content><MsgId>{number}</MsgId><AgentID>{AGENT}</AgentID></xml>"
    ).encode()


def image_message(number: str, media_id: str, sender: str = "resident-1") -> bytes:
    """Return a message with a picture."""
    return (
        f"<xml><ToUserName>{ACCOUNT.id}</ToUserName><FromUserName>{sender}</FromUserName><MsgType>image</MsgType>"
        f"<MediaId>{media_id}</MediaId><MsgId>{number}</MsgId></xml>"
    ).encode()


def place_message(number: str, lat: float, lon: float, sender: str = "resident-1") -> bytes:
    """Return a message with a place."""
    return (
        f"<xml><FromUserName>{sender}</FromUserName><MsgType>location</MsgType><Location_X>{lat}</Location_X>"
        f"<Location_Y>{lon}</Location_Y><Label>印月路口</Label><MsgId>{number}</MsgId></xml>"
    ).encode()


def callback(plain: bytes, *, now: datetime, nonce: str = "n0nce") -> tuple[Signed, bytes]:
    """Return a callback as the platform sends it: what stands in its address, and its body."""
    sealed = wechat.seal(ACCOUNT, plain, chance=CHANCE)
    timestamp = str(int(now.timestamp()))
    signature = wechat.signature_of(ACCOUNT.token, timestamp, nonce, sealed)
    body = f"<xml><ToUserName><![CDATA[{ACCOUNT.id}]]></ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
    return Signed(signature=signature, timestamp=timestamp, nonce=nonce), body.encode()


def answered_words(answer: bytes) -> str:
    """Return what an answer says to the writer."""
    plain = wechat.unseal(ACCOUNT, wechat.sealed_part(answer)).decode()
    return plain.partition("<Content>")[2].partition("</Content>")[0]


def picture() -> bytes:
    """Return a photo."""
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "orange").save(made, "JPEG")
    return made.getvalue()


class Peer:
    """The platform as a test commands it, over HTTP like anything else."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def will(self, what: str, *answers: Mapping[str, Any]) -> None:
        """Answer the next requests for `what` (token, send, media) as told: {"delay", "status", "errcode"}."""
        self._post("/peer/will", {"what": what, "answers": list(answers)})

    def told(self) -> dict[str, list[Any]]:
        """Return what was asked so far: tokens, sent texts, media."""
        with urlopen(f"{self.url}/peer/told", timeout=10) as answer:
            found: dict[str, list[Any]] = json.loads(answer.read())
        return found

    def forget(self) -> None:
        """Begin anew: nothing is planned, nothing was asked."""
        self._post("/peer/forget", {})

    def _post(self, path: str, body: Mapping[str, Any]) -> None:
        with urlopen(Request(self.url + path, data=json.dumps(body).encode(), method="POST"), timeout=10):
            pass


@contextmanager
def running_peer() -> Iterator[Peer]:
    """Keep a platform running in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.adapters.wechat_peer"], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        if process.stdout is None:
            raise RuntimeError("the peer was started without streams")
        yield Peer(int(process.stdout.readline()))
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


class _Platform(BaseHTTPRequestHandler):
    planned: ClassVar[dict[str, list[dict[str, Any]]]] = {"token": [], "send": [], "media": []}
    asked: ClassVar[dict[str, list[Any]]] = {"token": [], "send": [], "media": []}
    lock = threading.Lock()

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        if parts.path == "/peer/told":
            self._say(200, self.asked)
        elif parts.path == "/cgi-bin/gettoken":
            self._answer("token", query, {"errcode": 0, "access_token": "t1", "expires_in": 7200})
        elif parts.path == "/cgi-bin/media/get":
            self._answer("media", query, picture())

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
        if self.path == "/peer/will":
            with self.lock:
                self.planned[body["what"]] += body["answers"]
            self._say(200, {})
        elif self.path == "/peer/forget":
            with self.lock:
                for one in (*self.planned.values(), *self.asked.values()):
                    one.clear()
            self._say(200, {})
        elif self.path.startswith("/cgi-bin/message/send"):
            self._answer("send", body, {"errcode": 0})

    def _answer(self, what: str, asked: Any, usual: Any) -> None:
        with self.lock:
            self.asked[what].append(asked)
            plan = self.planned[what].pop(0) if self.planned[what] else {}
        time.sleep(plan.get("delay", 0))
        if "errcode" in plan:
            usual = {"errcode": plan["errcode"], "errmsg": "told to fail"}
        self._say(plan.get("status", 200), usual)

    def _say(self, status: int, told: Any) -> None:
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *given: object) -> None:
        """Say nothing."""


def main() -> None:
    """Serve until killed; the first line says on which port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Platform)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
