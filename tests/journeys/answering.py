"""What several journeys do before a question."""


def answered(page):
    """Answer the question of a placement that is shown: the first choice of a list, the lines of an order as they come."""
    page.wait_for_load_state()
    places = page.get_by_role("combobox").all()
    for rank, place in enumerate(places, start=1):
        place.select_option(str(rank))
    if not places:
        page.locator(".choice input").first.check()
    page.get_by_role("button", name=page.go_on).click()


def practised(page):
    """Answer the first question of a block, and return it."""
    question = page.locator("section[id^=q-]").first
    question.locator(".choice").first.click()
    question.get_by_role("button", name="Vérifier").click()
    return question
