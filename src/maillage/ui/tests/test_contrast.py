"""WCAG 2.2: text at 4.5:1 on every ground where it stands, controls and data at 3:1, in light and in dark."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parent.parent / "static" / "ui" / "tokens.css").read_text()
PICTURES = (Path(__file__).parent.parent / "static" / "ui" / "pictures.css").read_text()
GROUNDS = ["paper", "surface", "wool"]
TEXT = [
    (ink, ground)
    for ink in ("ink", "ink-2", "ink-3", "accent", "accent-strong", "danger")
    for ground in GROUNDS
]
CHIPS = [
    (word, f"{word}-soft") for word in ("yes", "unknown", "no", "danger", "accent", "shore-a", "shore-b")
]
MORE = [
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("ink-2", "wool-2"),
    ("ink-3", "wool-2"),
    ("unknown", "paper"),
]
CONTROLS = [("line-strong", ground) for ground in GROUNDS] + [
    ("focus", "paper"),
    ("d3", "paper"),
    ("d4", "paper"),
    ("d5", "paper"),
    ("d6", "paper"),
]


def palette(block):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


LIGHT = palette(TOKENS.partition("@media screen")[0])
DARK = LIGHT | palette(TOKENS.partition("@media screen")[2].partition("@media print")[0])


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT + CHIPS + MORE)
def test_text_is_legible(colours, ink, ground):
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), CONTROLS)
def test_controls_and_data_are_seen(colours, mark, ground):
    assert contrast(colours[mark], colours[ground]) >= 3


def shaded(colours, opacity):
    """What the data colour becomes on the paper, at the opacity of a tile."""
    mixed = (
        round(
            opacity * int(colours["shore-a"][i : i + 2], 16)
            + (1 - opacity) * int(colours["paper"][i : i + 2], 16)
        )
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("shade", [1, 2, 3, 4])
def test_a_tile_is_read_in_each_of_its_shades(colours, shade):
    said = re.search(rf"\.t{shade} {{ fill-opacity: (\S+) }}", PICTURES)

    ground = shaded(colours, float(said[1]) if said else 1)

    assert contrast(colours["on-accent" if shade == 4 else "ink"], ground) >= 4.5
