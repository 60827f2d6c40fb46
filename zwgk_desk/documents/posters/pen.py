"""Writes and draws on the picture: text by face and size, boxes, and how wide a text is."""

from __future__ import annotations

from typing import Any

from ..setting.fonts import Font, FontSet
from ..setting.linebreak import break_lines
from .look import RADIUS


class Pen:
    """A pen for one picture; all measures are in its units, from its lower left corner."""

    def __init__(self, faces: FontSet, canvas: Any = None) -> None:
        """Measure by these faces, and write on this canvas of reportlab."""
        self._faces, self.canvas = faces, canvas

    def lines(self, text: str, size: float, width: float, face: Font = Font.HEI) -> list[str]:
        """Return a text broken into lines of a width."""
        return [line.text for line in break_lines(text, lambda c: self._faces.advance(face, c)[2] * size, width, hang=False)]

    def width(self, text: str, size: float, face: Font = Font.HEI) -> float:
        """Return how wide a text is on one line."""
        return sum(self._faces.advance(face, character)[2] for character in text) * size

    def fitted(self, text: str, size: float, smallest: float, width: float) -> float:
        """Return the size at which a text fits one line, but not below the smallest."""
        wide = self.width(text, 1)
        return max(smallest, min(size, width / wide)) if wide else size

    def write(self, text: str, x: float, y: float, size: float, colour: str, face: Font = Font.HEI) -> float:
        """Write a line from a place on its base line; return where it ends."""
        self.canvas.setFillColor(colour)
        writing = self.canvas.beginText(x, y)
        for character in text:
            name, shown, advance = self._faces.advance(face, character)
            writing.setFont(name, size)
            writing.textOut(shown)
            x += advance * size
        self.canvas.drawText(writing)
        return x

    def centred(self, text: str, x: float, y: float, size: float, colour: str, face: Font = Font.HEI) -> None:
        """Write a line with its middle at x."""
        self.write(text, x - self.width(text, size, face) / 2, y, size, colour, face)

    def box(self, x: float, top: float, width: float, height: float, colour: str, radius: float = RADIUS) -> None:
        """Fill a box below a height."""
        self.canvas.setFillColor(colour)
        self.canvas.roundRect(x, top - height, width, height, radius, stroke=0, fill=1)

    def rule(self, x: float, y: float, to_x: float, to_y: float, colour: str, thick: float = 2.0) -> None:
        """Draw a straight line."""
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(thick)
        self.canvas.line(x, y, to_x, to_y)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """Fill a circle."""
        self.canvas.setFillColor(colour)
        self.canvas.circle(x, y, radius, stroke=0, fill=1)

    def arrow(self, x: float, top: float, height: float, colour: str) -> None:
        """Draw an arrow that points down."""
        self.rule(x, top, x, top - height + 10, colour, 4)
        self.canvas.setFillColor(colour)
        path = self.canvas.beginPath()
        for number, (dx, dy) in enumerate(((-10, 12), (10, 12), (0, 0))):
            (path.lineTo if number else path.moveTo)(x + dx, top - height + dy)
        path.close()
        self.canvas.drawPath(path, stroke=0, fill=1)
