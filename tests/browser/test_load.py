"""Matters of another system come in by the pages: sent, mapped, looked at, loaded in the background, told."""

import os
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.chromium import Look, open_browser
from tests.browser.empty_district import running_empty_district, sign_in, sit_as
from tests.browser.hands import Pointing
from tests.browser.product import OWN_VARIABLES

HAND = Pointing()
FILE = (
    "Nummer;Kategorie;Beschreibung;Ort;Status;Datum;Extra\n"
    "7;Laterne;Laterne am Markt dunkel;Königsstraße 1;erledigt;31.05.2019;x\n"
    "8;Schlagloch;tiefes Loch;Ring 2;offen;01.06.2019 14:05;y\n"
    "9;Laterne;ohne Tag;Ring 3;offen;irgendwann;z\n"
)


def work_once(folder: Path) -> None:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(OWN_VARIABLES)}
    variables = {**kept, "LINLI_DATA_DIR": str(folder), "LINLI_PUBLIC_URL": "http://localhost"}
    command = [sys.executable, "-m", "linli.config.main", "work", "--once"]
    subprocess.run(command, env=variables, check=True, capture_output=True, timeout=120)


def test_a_table_with_german_heads_is_mapped_looked_at_and_loaded(chrome: Browser) -> None:
    with running_empty_district() as empty:
        page = open_browser(chrome, empty.url, Look()).new_page()
        sign_in(page, empty.login, empty.password)
        sit_as(page, "系统管理员")
        page.goto("/console/setup")
        HAND.press(page.get_by_role("link", name=re.compile("导入事项")))
        file = {"name": "stadt.csv", "mimeType": "text/csv", "buffer": FILE.encode("cp1252")}
        page.locator("#field-file").set_input_files(file)
        HAND.press(page.get_by_role("button", name="上传并对照各列"))
        page.locator("#field-encoding").select_option("cp1252")
        HAND.press(page.get_by_role("button", name="重新读取各列"))
        expect(page.locator("main")).to_contain_text("Königsstraße 1")
        expect(page.locator("#field-column-id")).to_have_value("Nummer")
        expect(page.locator("#field-column-words")).to_have_value("Beschreibung")
        expect(page.locator("#field-default_category")).to_have_value("other")
        expect(page.locator("#field-statuses-0")).to_have_value("open")
        HAND.press(page.get_by_role("button", name="预览导入结果"))
        expect(page.locator("main")).to_contain_text("Laterne am Markt dunkel")
        expect(page.locator(".figure__number")).to_have_text(["3", "2", "1"])
        HAND.press(page.get_by_role("button", name="导入 2 件"))
        expect(page.get_by_role("progressbar")).to_have_attribute("value", "0")
        work_once(empty.data_dir)
        expect(page.get_by_role("heading", name="导入结果")).to_be_visible()
        expect(page.locator(".figure__number")).to_have_text(["2", "0", "1"])
        with page.expect_download() as taken:
            HAND.press(page.get_by_role("link", name=re.compile("未导入的行")))
        assert '"9"' in taken.value.path().read_text("utf-8-sig")
