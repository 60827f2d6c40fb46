"""The pictures in docs/screens are what the program draws: a change of look is seen here, and wanted ones are drawn anew by
`python -m tests.ui.screens`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from .. import made_once
from .screens import FOLDER, SCENES, SCREENS, draw_all

STEP = 2
"""Pictures are held against each other at a half of their size, where the grain of the letters' edges is gone."""

FAINT = 40
"""Of 255: so much may one dot be lighter or darker."""

MOST_DOTS = 60
"""Dots at that size that may be different: fewer than those of one word."""


def different(one: Image.Image, other: Image.Image) -> int:
    """How many dots of two pictures are different, as they are held against each other."""
    if one.size != other.size:
        return one.size[0] * one.size[1]
    small = [picture.convert("L").reduce(STEP) for picture in (one, other)]
    return sum(ImageChops.difference(*small).histogram()[FAINT:])


@pytest.fixture(scope="module")
def drawn() -> Path:
    """All pictures, drawn anew once in a run, the three kinds of screen beside one another."""
    return made_once.folder("screens", draw_all)


@pytest.mark.skipif(sys.platform != "linux", reason="the pictures were drawn on Linux; elsewhere letters have other edges")
@pytest.mark.parametrize("name", SCREENS)
def test_the_pictures_are_what_the_program_draws(name: str, drawn: Path) -> None:
    changed = {}
    for scene in SCENES:
        kept, now = (Image.open(folder / f"{scene}.{name}.png").convert("RGB") for folder in (FOLDER, drawn))
        dots = different(kept, now)
        if dots > MOST_DOTS:
            changed[scene] = dots
    assert changed == {}, f"python -m tests.ui.screens draws them anew: {changed}"


def test_there_is_a_picture_of_every_scene_and_no_other() -> None:
    kept = {path.name for path in FOLDER.glob("*.png")}
    assert kept == {f"{scene}.{name}.png" for scene in SCENES for name in SCREENS}


def test_a_change_of_look_is_seen() -> None:
    """A button a few dots further on, or one word more, is more than may be different."""
    picture = Image.open(FOLDER / "05-工作台.1366.png").convert("RGB")
    button = picture.crop((1246, 8, 1358, 44))
    moved = picture.copy()
    moved.paste(button, (1240, 8))
    worded = picture.copy()
    worded.paste(picture.crop((160, 18, 226, 50)), (600, 18))
    assert different(picture, moved) > MOST_DOTS and different(picture, worded) > MOST_DOTS and different(picture, picture) == 0
