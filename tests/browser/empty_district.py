"""An empty installation, as `linli init` leaves it, and the workbooks that fill it: the wizard's steps, told once."""

import base64
import io
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any

from openpyxl import Workbook
from playwright.sync_api import Page, expect

from linli.domain.second_factor import STEP_SECONDS, code_at
from linli.domain.setup_sheets import SHEETS
from tests.browser.hands import Hand
from tests.browser.product import OWN_VARIABLES, START_SECONDS, STOP_SECONDS, free_port

COUNTY, DISTRICT = "990001", "新城区"
STREET, COMMUNITY, GRID = "东关街道", "钟楼社区", "第一网格"
CITY = "区城市管理局"
SHEET_ROWS: dict[str, list[list[Any]]] = {
    "area": [
        ["dg-zl-01", GRID, "Grid 1", "网格", "基础网格", "dg-zl", "核心区", 1200, 420],
        ["dg", STREET, "Dongguan", "街道乡镇", "街道", COUNTY, "核心区", 42000, 15000],
        ["dg-zl", COMMUNITY, "Zhonglou", "社区村", "社区", "dg", "核心区", 6000, 2100],
        ["xg", "西关镇", "Xiguan", "街道乡镇", "镇", COUNTY, "外围区", 31000, 9800],
        ["xg-sq", "石桥村", "Shiqiao", "社区村", "村", "xg", "外围区", 2400, 700],
        ["xg-sq-01", GRID, "Grid 1", "网格", "基础网格", "xg-sq", "外围区", 2400, 700],
    ],
    "unit": [
        ["dg-centre", "东关街道综治中心", "Dongguan centre", "综治中心", "dg", "000-1001", "是"],
        ["xg-centre", "西关镇综治中心", "Xiguan centre", "综治中心", "xg", "000-1002", "是"],
        ["dg-zl-committee", "钟楼社区居委会", "", "居(村)委会", "dg-zl", "", "是"],
        ["xg-sq-committee", "石桥村委会", "", "居(村)委会", "xg-sq", "", "是"],
        ["city", CITY, "City management", "职能部门", COUNTY, "000-1003", "是"],
    ],
    "post": [
        ["dg-centre", "受理员", "", "", "dg.op", "东关受理"],
        ["dg-centre", "派遣员", "", "", "dg.op", "东关受理"],
        ["xg-centre", "受理员", "", "", "xg.op", "西关受理"],
        ["city", "部门联络员", "", "", "city.li", "城管联络"],
    ],
    "duty": [
        ["", "dg", "属地责任", "dg-centre"],
        ["", "xg", "属地责任", "xg-centre"],
        ["municipal", COUNTY, "行业责任", "city"],
    ],
}  # fmt: skip


PASSWORD = "一句够长的话,谁也猜不到"
FIRST_PASSWORD = "头一个人自己想的一句话,只有本人知道"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyDistrict:
    """A served installation with one account and nothing else."""

    url: str
    login: str
    password: str
    data_dir: Path


@contextmanager
def running_empty_district() -> Iterator[EmptyDistrict]:
    """Prepare and serve an installation by the real commands until the block is left."""
    folder = Path(tempfile.mkdtemp(prefix="linli-empty-"))
    folder.chmod(0o711)  # started by root, the database server runs under an account of its own
    port = free_port()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(OWN_VARIABLES)}
    variables = {
        **kept, "LINLI_DATA_DIR": str(folder / "data"), "LINLI_PUBLIC_URL": f"http://localhost:{port}",
        "LINLI_LIVE": "off", "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "linli.config.main"]
    process: subprocess.Popen[bytes] | None = None
    try:
        words = ["init", "--county", COUNTY, "--name", COUNTY, "--operator", "first"]
        made = subprocess.run(
            [*command, *words], env=variables, capture_output=True, text=True, check=True, timeout=START_SECONDS
        )
        found = re.search(r"(\S+) chooses a password at (\S+)", made.stdout)
        assert found, made.stdout
        with (folder / "log").open("wb") as log:
            serve = [*command, "serve", "--port", str(port), "--workers", "1", "--live-port", "0"]
            process = subprocess.Popen(serve, env=variables, stdout=log, stderr=log, start_new_session=True)
        _wait_for(f"http://localhost:{port}/readyz")
        choose_password(found[2], FIRST_PASSWORD)
        yield EmptyDistrict(
            url=f"http://localhost:{port}", login=found[1], password=FIRST_PASSWORD, data_dir=folder / "data"
        )
    finally:
        if process is not None:
            process.send_signal(signal.SIGTERM)
            process.wait(STOP_SECONDS)
        rmtree(folder, ignore_errors=True)


def choose_password(link: str, password: str) -> None:
    """Set a password by a link for a first one, as its holder does, without script."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with browser.open(link, timeout=30) as page:
        address, form = page.url, page.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token, form
    sent = {"csrfmiddlewaretoken": token[1], "password1": password, "password2": password}
    with browser.open(address, urllib.parse.urlencode(sent).encode(), timeout=30) as page:
        assert "密码已设置" in page.read().decode()


def _wait_for(url: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise RuntimeError(f"{url} does not answer")


def sheet_file(noun: str) -> dict[str, Any]:
    """The filled-in sheet of a noun, as the system's own window hands it over."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = SHEETS[noun].title.zh
    page.append([column.title.zh for column in SHEETS[noun].columns])
    for row in SHEET_ROWS[noun]:
        page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": f"{noun}.xlsx", "mimeType": kind, "buffer": buffer.getvalue()}


def sign_in(page: Page, login: str, password: str) -> None:
    """Sign in by the page."""
    page.goto("/accounts/login/?next=/console/")
    page.locator("#field-login").fill(login)
    page.locator("#field-password").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.locator(".frame")).to_be_visible()
    if "/console/account/second-factor" in page.url:
        _set_up_app(page)


def _set_up_app(page: Page) -> None:
    """Do what an authenticator app on a phone does, and keep the recovery codes."""
    secret = base64.b32decode(page.locator(".account__secret").inner_text().replace(" ", ""))
    page.locator("#field-code").fill(code_at(secret, int(time.time()) // STEP_SECONDS))
    page.get_by_role("button", name="确认", exact=True).click()
    page.get_by_role("link", name="我已保管好").click()
    expect(page.locator(".frame")).to_be_visible()


def sit_as(page: Page, title: str) -> None:
    """Change to the post of that title, where it is not the present one."""
    page.goto("/console/seat")
    row = page.locator(".row", has=page.get_by_text(title))
    if row.get_by_role("button").count():
        row.get_by_role("button").click()


def fill_by_workbook(page: Page, noun: str, hand: Hand) -> None:
    """One step of the wizard: send the sheet, look at what it would do, save all of it."""
    page.goto(f"/console/setup/wizard/{noun}")
    page.locator("#field-file").set_input_files(sheet_file(noun))
    hand.press(page.get_by_role("button", name="先看会有什么变化"))
    expect(page.get_by_role("heading", name="表格会带来的变化")).to_be_visible()
    hand.press(page.get_by_role("button", name="全部保存"))
    expect(page.locator("body")).to_contain_text("已保存")


def fresh_password(page: Page, login: str, hand: Hand) -> str:
    """Give an account a link on the page of posts, and set a password behind it as its holder does."""
    page.goto(f"/console/setup/of/post?q={login}")
    hand.press(page.get_by_role("link", name="登录方式").first)
    hand.press(page.get_by_role("button", name="生成链接"))
    link = page.locator("code").inner_text()
    holder = page.context.browser.new_context(locale="zh-CN").new_page() if page.context.browser else page
    holder.goto(link)
    for field in ("password1", "password2"):
        holder.locator(f"#field-{field}").fill(PASSWORD)
    holder.get_by_role("button", name="设置密码").click()
    expect(holder.get_by_role("heading", name="密码已设置")).to_be_visible()
    holder.context.close()
    return PASSWORD


def report(page: Page, hand: Hand) -> str:
    """A resident's report of a dark street lamp; the number of the matter."""
    page.goto("/")
    hand.press(page.get_by_role("link", name="我要反映").first)
    hand.press(page.get_by_role("link", name=STREET, exact=True))
    hand.press(page.get_by_role("link", name=COMMUNITY, exact=True))
    hand.press(page.get_by_role("button", name=GRID, exact=True))
    hand.write(page.locator("#field-place_words"), "钟楼北侧")
    hand.press(page.get_by_role("button", name="下一步:发生了什么"))
    hand.choose(page.locator(".tiles label", has_text="路灯不亮"))
    hand.write(page.locator("#field-words"), "钟楼北侧的路灯三天不亮了")
    hand.write(page.locator("#field-requester_phone"), "000-77001234")
    hand.press(page.locator(".onward").get_by_role("button", name="下一步:确认并提交"))
    hand.press(page.get_by_role("button", name="提交", exact=True))
    expect(page.get_by_role("heading", name="已经收到")).to_be_visible()
    return page.locator(".receipt .number").inner_text().strip()
