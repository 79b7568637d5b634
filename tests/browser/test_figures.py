"""Figures in the browser: a chart says what its table says, and without script the table is enough."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage


def test_every_chart_is_drawn_from_the_table_beside_it(open_page: OpenPage) -> None:
    page = open_page(seat="区级协调员")
    page.goto("/console/figures")
    charts = page.locator("[data-figure-chart]")
    assert charts.count() >= 2
    for place in range(charts.count()):
        charts.nth(place).scroll_into_view_if_needed()
        expect(charts.nth(place).locator("canvas")).to_be_visible()
        assert page.locator(f"#{charts.nth(place).get_attribute('data-table')} tbody tr").count() > 0


def test_a_number_leads_to_its_matters_and_back(open_page: OpenPage) -> None:
    page = open_page(seat="区级协调员")
    page.goto("/console/figures")
    number = page.locator("a[data-count]").first
    count = number.get_attribute("data-count")
    number.click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", count or "")
    page.go_back()
    expect(page.locator(".figure-tile").first).to_be_visible()
