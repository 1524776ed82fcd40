from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from maillage.ui.templatetags.maillage_ui import day, icon, language_tag, moment


def test_the_first_of_the_month_is_raised_in_french():
    with translation.override("fr-fr"):
        assert (
            day(date(2026, 11, 1)) == '<time datetime="2026-11-01">1<sup>er</sup>\u00a0novembre 2026</time>'
        )


def test_a_day_tells_machines_its_date():
    with translation.override("en"):
        assert day(date(2026, 11, 21)) == '<time datetime="2026-11-21">November\u00a021, 2026</time>'


def test_a_moment_is_told_in_the_time_zone_of_the_reader(settings):
    settings.TIME_ZONE = "America/Toronto"

    with translation.override("fr-ca"):
        written = moment(datetime(2026, 11, 21, 14, 30, tzinfo=UTC))

    assert written == '<time datetime="2026-11-21T09:30-05:00">21\u00a0novembre 2026, 9\u00a0h\u00a030</time>'


@pytest.mark.parametrize(("language", "tag"), [("fr-ca", "fr-CA"), ("fr-fr", "fr-FR"), ("en", "en")])
def test_the_language_of_the_page_is_told_as_html_wants_it(language, tag):
    with translation.override(language):
        assert language_tag() == tag


def test_an_icon_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in icon("search")


def test_an_icon_that_nobody_drew_is_refused():
    with pytest.raises(KeyError):
        icon("unicorn")


def test_a_part_receives_what_stands_between_the_tags():
    page = Template('{% enclose "ui/parts/fold.html" summary=title %}<p>{{ text }}</p>{% endenclose %}')

    written = page.render(Context({"title": "Pourquoi <ici>", "text": "a & b"}))

    assert "<summary>Pourquoi &lt;ici&gt;</summary>" in written
    assert "<p>a &amp; b</p>" in written
