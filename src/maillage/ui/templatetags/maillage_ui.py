"""Tags and filters of the template parts. Values are written in the reader's language."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from maillage.ui import formats
from maillage.ui.icons import ICONS
from maillage.ui.language import spoken

register = template.Library()
DRAWN = {
    name: mark_safe(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{drawing}</svg>')  # noqa: S308 - our own drawings
    for name, drawing in ICONS.items()
}


@register.simple_tag
def language_tag() -> str:
    """The page's language as HTML wants it: fr-CA, fr-FR, en."""
    language, _, country = spoken().partition("-")
    return f"{language}-{country.upper()}" if country else language


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon by its name. Raises KeyError when nothing was drawn under that name."""
    return DRAWN[name]


@register.simple_block_tag(name="enclose", takes_context=True)
def enclose(context: template.Context, content: str, part: str, **values: Any) -> SafeString:
    """Render a part that takes `content`: whatever stands between the two tags. Like an include with `only`."""
    found = template.Engine.get_default().get_template(part)
    return found.render(context.new({**values, "content": content}))


@register.filter
def cells(row: Sequence[Mapping[str, Any]]) -> SafeString:
    """The cells of one row of a table; the first one names the row. Each: text, and if wanted url, number, label.

    Tables are most of a report: a part would be rendered as often as there are rows, and cost ten times as much.
    """
    return mark_safe("".join(_cell(cell, is_head=place == 0) for place, cell in enumerate(row)))  # noqa: S308 - escaped below


def _cell(cell: Mapping[str, Any], *, is_head: bool) -> str:
    text, url, label = (_escaped(cell.get(name, "")) for name in ("text", "url", "label"))
    inside = f'<a href="{url}">{text}</a>' if url else text
    if is_head:
        return f'<th scope="row">{inside}</th>'
    kind = ' class="num"' if cell.get("number") else ""
    told = f' data-l="{label}"' if label else ""
    return f"<td{kind}{told}>{inside}</td>"


def _escaped(value: Any) -> str:
    """As a template writes it. Plain text, which almost all is, takes the shortest way."""
    return escape(value, quote=True) if type(value) is str else conditional_escape(localize(value))


@register.filter
def money(amount: formats.Number, currency: str) -> str:
    return formats.money(amount, currency, spoken())


@register.filter
def number(value: formats.Number) -> str:
    return formats.number(value, spoken())


@register.filter
def share(ratio: formats.Number) -> str:
    return formats.share(ratio, spoken())


@register.filter
def plain_day(value: date) -> str:
    """For attributes and messages; pages prefer `day`, which tells machines the date too."""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return formats.plain_day(local, spoken())


@register.filter
def plain_moment(value: datetime) -> str:
    return formats.plain_moment(timezone.localtime(value), spoken())


@register.filter
def day(value: date) -> SafeString:
    """A date in words inside `<time>`; the first of the month is written 1<sup>er</sup>."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), _raised(plain_day(value)))


@register.filter
def moment(value: datetime) -> SafeString:
    """A date and an hour in words inside `<time>`, in the time zone of the request."""
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), _raised(plain_moment(value))
    )


@register.filter
def hour(value: datetime) -> SafeString:
    """An hour inside `<time>`, on the clocks that the moment carries: those of a place, not of the reader."""
    words = formats.plain_hour(value, spoken())
    return format_html('<time datetime="{}">{}</time>', value.isoformat(timespec="minutes"), words)


def _raised(words: str) -> SafeString:
    if words.startswith("1er"):
        return format_html("1<sup>er</sup>{}", words.removeprefix("1er"))
    return format_html("{}", words)
