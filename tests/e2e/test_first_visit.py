"""Coming in: the door, the way through it, and the first page behind it."""

import pytest
from playwright.sync_api import expect


def test_a_stranger_is_led_to_the_door(visit, axe_clean, picture):
    page = visit(None, "/incidents")

    assert "/sign-in" in page.url
    axe_clean(page)
    picture(page, "sign-in")


def test_a_wrong_password_is_said_beside_the_form(visit, ada, complaints):
    page = visit(None, "/sign-in")
    page.fill("input[name=login]", ada.email)
    page.fill("input[name=password]", "not that one")
    page.press("input[name=password]", "Enter")

    expect(page.locator(".form-error, .form-errors, [role=alert]").first).to_be_visible()
    assert page.input_value("input[name=login]") == ada.email
    complaints.clear()  # the refusal's status, which is what was asked for


@pytest.mark.parametrize("is_phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_home_is_usable_by_everyone_wherever_they_are(visit, ada, axe_clean, picture, is_phone, is_dark):
    page = visit(ada, "/", is_phone=is_phone, is_dark=is_dark)

    expect(page.locator("a[data-key=c]").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    axe_clean(page)
    picture(page, f"home-{'phone' if is_phone else 'desktop'}-{'dark' if is_dark else 'light'}")


def test_home_speaks_chinese_to_a_chinese_browser(visit, ada, picture):
    page = visit(ada, "/", language="zh-CN")

    assert page.get_attribute("html", "lang") == "zh-hans"
    picture(page, "home-chinese")


def test_c_declares_from_anywhere(visit, ada):
    page = visit(ada, "/")

    page.keyboard.press("c")

    expect(page.get_by_role("heading", name="Declare")).to_be_visible()
