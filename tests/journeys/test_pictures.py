"""Pictures of data in a real browser: read by all, on a phone, in the dark, and cut nowhere."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db(transaction=True)

WORDS_THAT_LEAVE = """
() => [...document.querySelectorAll(".picture text")].filter(text => {
    const drawing = text.ownerSVGElement.getBoundingClientRect(), words = text.getBoundingClientRect()
    return words.width && (words.left < drawing.left - 1 || words.right > drawing.right + 1 || words.bottom > drawing.bottom + 1)
}).map(text => text.textContent)
"""
NAMES_WIDER_THAN_THEIR_GROUND = """
() => [...document.querySelectorAll(".picture--flow .ground")].filter(ground => {
    const room = ground.getBoundingClientRect().width
    return [...ground.parentNode.querySelectorAll("text")].some(text => text.getBoundingClientRect().width > room)
}).map(ground => ground.parentNode.textContent)
"""


@pytest.mark.parametrize(
    "way", [{}, {"phone": True}, {"phone": True, "dark": True}], ids=["desk", "phone", "phone in the dark"]
)
def test_every_picture_is_accessible_and_whole(visitor, assert_accessible, screenshot, request, way):
    page = visitor(**way)

    page.goto(reverse("ui:gallery"))

    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.evaluate(WORDS_THAT_LEAVE) == []
    assert page.evaluate(NAMES_WIDER_THAN_THEIR_GROUND) == []
    screenshot(page, f"composants-{request.node.callspec.id.replace(' ', '-')}")


def test_a_node_of_the_flow_is_reached_with_the_keyboard_and_says_its_name(page):
    page.goto(reverse("ui:gallery"))

    node = page.get_by_role("group", name="Du dollar au résultat").get_by_role("link", name="Rio Tinto, 250")
    node.focus()

    assert node.get_attribute("href")
    ring = node.locator(".ground").evaluate("ground => getComputedStyle(ground).strokeWidth")
    assert ring == "3px"
