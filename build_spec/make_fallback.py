"""Make the faces for characters that a Fandol face lacks: song-like ones, and for 黑体 one of its own kind.

ZwgkFallback.ttf (song): Noto Serif CJK SC; symbols that it lacks from DejaVu Serif and DejaVu Sans; raised and lowered figures drawn from its
own, smaller, so that they stand beside the type as 10⁻⁶ in print does. ZwgkRare.ttf (song): what neither has of CJK extensions C to E, from
HanaMinB. ZwgkFallbackHei.ttf (black): Noto Sans CJK SC. All have TrueType outlines, the only ones that reportlab embeds. The program itself
never runs this.

Usage, on Debian with fonts-noto-cjk, fonts-hanazono and fonts-dejavu unpacked below ROOT, and fontTools installed:

    python -m build_spec.make_fallback ROOT resources/fonts
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import BasePen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

NOTO_SERIF, NOTO_SANS = "usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", "usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
NOTO_SC = 2  # the Simplified Chinese face of the collections
HANA, DEJAVU = "usr/share/fonts/truetype/hanazono/HanaMinB.ttf", "usr/share/fonts/truetype/dejavu"
FANDOL = ("FandolFang.ttf", "FandolKai.ttf", "FandolSong.ttf", "FandolSongBold.ttf")
FANDOL_HEI = "FandolHei.ttf"

COMMON = ((0x20, 0x10FF), (0x1E00, 0x2BFF), (0x2E80, 0x33FF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFE10, 0xFE6F), (0xFF00, 0xFFEF))
ALL_OF_NOTO = (*COMMON, (0x3400, 0x4DBF), (0x1F100, 0x1F2FF), (0x20000, 0x323AF))
SYMBOLS = ((0xA0, 0x24F), (0x370, 0x4FF), (0x1E00, 0x1EFF), (0x2010, 0x205F), (0x20A0, 0x27EF), (0x2900, 0x2BFF))
HANZI = ((0x3400, 0x9FFF), (0x20000, 0x323AF))
"""Characters of which Noto Sans has some fifty that Noto Serif lacks, the newest elements (鿫) among them."""

RARE = ((0x2A700, 0x2CEAF), (0x2F800, 0x2FA1F))
"""CJK extensions C, D and E, in which the names of people and places of today are, and compatibility characters."""

EM, ASCENT, DESCENT = 1000, 940, 260
TOLERANCE = 2.0  # thousandths of an em by which a quadratic curve may leave the cubic one
STRAIGHT = 3.0  # thousandths of an em by which a side may leave the corners of HanaMin, whose curves are many short sides
SMALL, RAISED_BY, LOWERED_BY = 0.6, 350, -140
"""Size of raised and lowered figures, and how far they are moved, in thousandths of an em."""

SMALL_PLAIN = {
    **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+−=()ni", strict=True)),
    **dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ", "0123456789+−=()aeoxhklmnpst", strict=True)),
}
RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")


@dataclass
class Face:
    """A face that grows: its glyphs and advances, the first of them the box for what is missing."""

    characters: dict[int, str] = field(default_factory=dict)
    glyphs: dict[str, Any] = field(default_factory=dict)
    advances: dict[str, int] = field(default_factory=dict)

    def draw(self, source: TTFont, name: str, code: int | None, scale: float = 1.0, up: float = 0.0) -> None:
        """Take a glyph of another face, scaled to this one's em, and moved up."""
        pen = TTGlyphPen(None)
        factor = EM / source["head"].unitsPerEm * scale
        outlines = source.getGlyphSet()
        turned = Cu2QuPen(pen, TOLERANCE, reverse_direction=True) if "CFF " in source else pen
        whole = DecomposingRecordingPen(outlines)
        outlines[name].draw(whole)
        whole.replay(TransformPen(turned, (factor, 0, 0, factor, 0, up)))
        self.put(pen, round(source["hmtx"][name][0] * factor), code)

    def put(self, pen: TTGlyphPen, advance: int, code: int | None) -> None:
        """Add the glyph that a pen has drawn, for a character, or for what is missing."""
        name = ".notdef" if code is None else f"u{code:04X}"
        self.glyphs[name] = pen.glyph(dropImpliedOnCurves=True)
        self.advances[name] = advance
        if code is not None:
            self.characters[code] = name

    def save(self, path: Path, notice: str) -> None:
        """Write the face; its name is the file's, and its notice says what it was made from."""
        builder = FontBuilder(EM, isTTF=True)
        builder.setupGlyphOrder(list(self.glyphs))
        builder.setupCharacterMap(self.characters)
        builder.setupGlyf(self.glyphs)
        builder.setupHorizontalMetrics({n: (a, self.glyphs[n].xMin if self.glyphs[n].numberOfContours else 0) for n, a in self.advances.items()})
        builder.setupHorizontalHeader(ascent=ASCENT, descent=-DESCENT)
        names = dict.fromkeys(("familyName", "psName", "fullName", "uniqueFontIdentifier"), path.stem)
        builder.setupNameTable({**names, "styleName": "Regular", "version": "2.0", "description": notice}, mac=False)
        builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=-DESCENT, usWinAscent=ASCENT, usWinDescent=DESCENT)
        builder.setupPost(keepGlyphNames=False)
        builder.font["head"].created = builder.font["head"].modified = 0
        builder.font.recalcTimestamp = False
        builder.font.save(path)
        print(path.name, len(self.characters), path.stat().st_size)


class _Straightener(BasePen):
    """Leaves out corners that lie nearly on the line between their neighbours (Douglas and Peucker)."""

    def __init__(self, pen: TTGlyphPen) -> None:
        super().__init__(None)
        self._pen, self._corners = pen, list[tuple[float, float]]()

    def _moveTo(self, point: tuple[float, float]) -> None:
        self._corners = [point]

    def _lineTo(self, point: tuple[float, float]) -> None:
        self._corners.append(point)

    def _qCurveToOne(self, control: tuple[float, float], end: tuple[float, float]) -> None:
        (x0, y0), (x1, y1), (x2, y2) = self._corners[-1], control, end
        for t in (0.25, 0.5, 0.75, 1.0):
            near, between, far = (1 - t) ** 2, 2 * t * (1 - t), t * t
            self._corners.append((near * x0 + between * x1 + far * x2, near * y0 + between * y1 + far * y2))

    def _closePath(self) -> None:
        first = self._corners[0]
        far = max(range(len(self._corners)), key=lambda n: _square(self._corners[n], first))
        kept = [*_straight(self._corners[: far + 1])[:-1], *_straight([*self._corners[far:], first])[:-1]]
        if len(kept) > 2:
            self._pen.moveTo(kept[0])
            for point in kept[1:]:
                self._pen.lineTo(point)
            self._pen.closePath()


def _square(one: tuple[float, float], other: tuple[float, float]) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _straight(corners: list[tuple[float, float]]) -> list[tuple[float, float]]:
    if len(corners) < 3:
        return corners
    (x1, y1), (x2, y2) = corners[0], corners[-1]
    long = _square(corners[0], corners[-1]) ** 0.5 or 1.0
    away = [abs((y2 - y1) * (x - x1) - (x2 - x1) * (y - y1)) / long for x, y in corners]
    worst = max(range(len(corners)), key=away.__getitem__)
    if away[worst] <= STRAIGHT:
        return [corners[0], corners[-1]]
    return [*_straight(corners[: worst + 1])[:-1], *_straight(corners[worst:])]


def within(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """The characters of ranges."""
    return {code for low, high in ranges for code in range(low, high + 1)}


def two_bytes() -> set[int]:
    """The characters that GB 18030 writes with two bytes, 䶮 and some fifty others of extension A among them."""
    pairs = (bytes([high, low]).decode("gb18030", "ignore") for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    return {ord(text) for text in pairs if len(text) == 1}


def characters_of(paths: Iterable[Path]) -> set[int]:
    """The characters that all of these files have."""
    return set.intersection(*(set(TTFont(path).getBestCmap()) for path in paths))


def take(face: Face, source: TTFont, wanted: set[int]) -> None:
    """Take every wanted character that a source has and the face does not."""
    for code, name in sorted(source.getBestCmap().items()):
        if code in wanted and code not in face.characters:
            face.draw(source, name, code)


def from_noto(root: Path, file: str, wanted: set[int]) -> Face:
    """The raised and lowered figures, and every wanted character that a Noto face has, then the symbols of DejaVu."""
    face = Face()
    noto = TTFont(root / file, fontNumber=NOTO_SC)
    face.draw(noto, ".notdef", None)
    for small, plain in SMALL_PLAIN.items():
        face.draw(noto, noto.getBestCmap()[ord(plain)], ord(small), SMALL, RAISED_BY if small in RAISED else LOWERED_BY)
    take(face, noto, wanted)
    if file != NOTO_SANS:
        take(face, TTFont(root / NOTO_SANS, fontNumber=NOTO_SC), wanted & within(HANZI))
    for other in ("DejaVuSerif.ttf", "DejaVuSans.ttf") if file == NOTO_SERIF else ("DejaVuSans.ttf",):
        take(face, TTFont(root / DEJAVU / other), wanted & within(SYMBOLS))
    return face


def rare(root: Path, wanted: set[int]) -> Face:
    """The wanted characters of HanaMinB, with the short sides of their curves made fewer."""
    source, face = TTFont(root / HANA), Face()
    outlines, factor = source.getGlyphSet(), EM / source["head"].unitsPerEm
    for code, name in [(None, ".notdef"), *sorted(source.getBestCmap().items())]:
        if code is None or code in wanted:
            pen = TTGlyphPen(None)
            outlines[name].draw(TransformPen(_Straightener(pen), (factor, 0, 0, factor, 0, 0)))
            face.put(pen, EM if code else EM // 2, code)
    return face


def coverage(folder: Path) -> str:
    """What every face prints, itself or by its fallbacks: a range of code points a line, which the program reads without any font."""
    song, black, both = characters_of(folder / name for name in FANDOL), set(TTFont(folder / FANDOL_HEI).getBestCmap()), set[int]()
    both.update(*(TTFont(folder / name).getBestCmap() for name in ("ZwgkFallback.ttf", "ZwgkRare.ttf")))
    found = sorted((song | both) & (black | both | set(TTFont(folder / "ZwgkFallbackHei.ttf").getBestCmap())))
    starts = [code for place, code in enumerate(found) if not place or found[place - 1] != code - 1]
    ends = [code for place, code in enumerate(found) if found[place + 1 : place + 2] != [code + 1]]
    return "".join(f"{low:X}\n" if low == high else f"{low:X}-{high:X}\n" for low, high in zip(starts, ends, strict=True))


def main() -> None:
    """Read the command line; write the three faces, and the list of what can be printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    song = from_noto(args.root, NOTO_SERIF, within(ALL_OF_NOTO) - characters_of(args.out / name for name in FANDOL))
    song.save(args.out / "ZwgkFallback.ttf", "Made from Noto Serif CJK SC (SIL OFL 1.1) and DejaVu, with figures made smaller")
    black = from_noto(args.root, NOTO_SANS, (within(COMMON) | two_bytes()) - characters_of([args.out / FANDOL_HEI]))
    black.save(args.out / "ZwgkFallbackHei.ttf", "Made from Noto Sans CJK SC (SIL OFL 1.1) and DejaVu, with figures made smaller")
    rare(args.root, within(RARE) - set(song.characters)).save(args.out / "ZwgkRare.ttf", "Made from HanaMinB, with fewer corners")
    (args.out / "coverage.txt").write_text(coverage(args.out), encoding="ascii")


if __name__ == "__main__":
    main()
