"""The icons of the side bar: drawn from resources/icons in the colour of the look, sharp at every scale of the screen."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from zwgk_desk.places import resources

from . import tokens

FOLDER = "icons"
SCALES = (1.0, 1.5, 2.0)


def icon(name: str, colour: str) -> QIcon:
    """Return an icon by its name; an empty one where its file is missing, which loses nothing: every icon stands beside its word.

    Args:
        name: the file's name without ending.
        colour: what `currentColor` stands for in it.
    """
    made = QIcon()
    try:
        text = (resources() / FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        return made
    renderer = QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))
    for scale in SCALES:
        pixels = QPixmap(QSize(tokens.ICON, tokens.ICON) * scale)
        pixels.setDevicePixelRatio(scale)
        pixels.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixels)
        renderer.render(painter, QRectF(0, 0, tokens.ICON, tokens.ICON))  # in device-independent pixels: `scale` multiplies them
        painter.end()
        made.addPixmap(pixels)
    return made
