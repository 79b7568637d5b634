"""A passkey in a real browser: made on the page of second factors, used at the next sign-in and to prove again."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import Look, open_browser
from tests.browser.empty_district import EmptyDistrict, running_empty_district

SECOND = re.compile("/console/account/second-factor")


def with_authenticator(page: Page) -> None:
    """Give the page a virtual authenticator, as the browser's own tools do."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True,
                     "hasResidentKey": True, "isUserVerified": True}},
    )  # fmt: skip


def password_step(page: Page, empty: EmptyDistrict) -> None:
    page.goto("/accounts/login/?next=/console/")
    page.locator("#field-login").fill(empty.login)
    page.locator("#field-password").fill(empty.password)
    page.get_by_role("button", name="登录", exact=True).click()


def test_a_passkey_is_made_signs_in_and_proves_again(chrome: Browser) -> None:
    with running_empty_district() as empty:
        page = open_browser(chrome, empty.url, Look()).new_page()
        with_authenticator(page)
        password_step(page, empty)
        expect(page).to_have_url(SECOND)
        page.locator("#field-name").fill("办公室电脑")
        page.get_by_role("button", name="添加通行密钥").click()
        expect(page.get_by_role("heading", name="恢复码")).to_be_visible()
        expect(page.locator(".account__codes li")).to_have_count(10)
        page.get_by_role("link", name="我已保管好").click()
        expect(page.locator(".frame")).to_be_visible()

        page.goto("/accounts/logout/")
        page.locator("main").get_by_role("button").first.click()
        password_step(page, empty)
        expect(page).to_have_url(re.compile("/accounts/login/second/"))
        page.goto("/console/")
        expect(page).to_have_url(re.compile("/accounts/login/second/"))  # one proof opens nothing
        page.get_by_role("button", name="使用通行密钥").click()
        expect(page.locator(".frame")).to_be_visible()

        page.goto("/console/account/again?next=/console/account")
        page.get_by_role("button", name="使用通行密钥").click()
        expect(page).to_have_url(re.compile("/console/account$"))
        expect(page.locator("body")).to_contain_text("办公室电脑")

        stranger = open_browser(chrome, empty.url, Look()).new_page()
        with_authenticator(stranger)
        password_step(stranger, empty)
        stranger.get_by_role("button", name="使用通行密钥").click()
        expect(stranger.locator("[data-passkey-failed]")).to_be_visible()
        stranger.goto("/console/")
        expect(stranger).to_have_url(re.compile("/accounts/login/"))
