"""The look: contrast after WCAG 2.1 AA in both looks, one file for all colours, and a choice that lasts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

import ui
from ui.look import theme
from ui.look.tokens import DARK, EDGES, LIGHT, PAIRS, Palette
from ui.look.window_state import LOOK, WindowState

from .conftest import Person

COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
ON_PAPER = {"document_view.py"}  # the red of 发文机关标志, as it is printed


def luminance(colour: str) -> float:
    """WCAG 2.1, relative luminance."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_edges_stand_out(palette: Palette) -> None:
    weak = [f"{ink} on {ground}" for ink, ground in PAIRS if contrast(getattr(palette, ink), getattr(palette, ground)) < 4.5]
    weak += [f"{edge} beside {ground}" for edge, ground in EDGES if contrast(getattr(palette, edge), getattr(palette, ground)) < 3]
    assert weak == []


def test_colours_are_in_one_file() -> None:
    folder = Path(ui.__file__).parent
    others = {path.name for path in folder.rglob("*.py") if COLOUR.search(path.read_text(encoding="utf-8"))}
    assert others == {"tokens.py", *ON_PAPER}


def test_a_look_is_chosen_and_kept(sample_person: Person, tmp_path: Path) -> None:
    sample_person.sign_in("nigao")
    sample_person.press("nav-settings")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        sample_person.choose("look", "深色")
        assert theme.now() is DARK
        page = sample_person.shell.pages["settings"].grab().toImage()
        assert page.pixelColor(2, 2) == QColor(DARK.ground)
        sample_person.desktop.window_state.finish()
        assert WindowState(tmp_path / "data").text(LOOK) == "dark" and theme.look_of(WindowState(tmp_path / "data")) is DARK
        sample_person.choose("look", "浅色")
        assert theme.now() is LIGHT
    finally:
        theme.wear(app, LIGHT)


def test_columns_are_as_they_were_left(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    sample_person.settle()
    sample_person.find("bundles").horizontalHeader().resizeSection(2, 211)  # type: ignore[attr-defined]
    sample_person.press("nav-settings")
    sample_person.sign_in("nigao")
    assert sample_person.find("bundles").horizontalHeader().sectionSize(2) == 211  # type: ignore[attr-defined]
