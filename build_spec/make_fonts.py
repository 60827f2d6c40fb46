"""Make the TrueType faces in resources/fonts from the free OpenType (CFF) originals.

reportlab embeds TrueType outlines only, while the Fandol faces come with CFF outlines, so each is turned into quadratic curves
once, here, and the result is committed; make_fallback.py then makes the faces for what these lack. The program itself never runs this.

Usage, on Debian with the package texlive-lang-chinese unpacked below ROOT, and fontTools installed:

    python build_spec/make_fonts.py ROOT resources/fonts
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
FACES = {
    "FandolFang-Regular.otf": "FandolFang.ttf",
    "FandolHei-Regular.otf": "FandolHei.ttf",
    "FandolKai-Regular.otf": "FandolKai.ttf",
    "FandolSong-Regular.otf": "FandolSong.ttf",
    "FandolSong-Bold.otf": "FandolSongBold.ttf",
}
ASCENT, DESCENT = 940, 260  # of 1000: the originals disagree among themselves, and leave no air between lines on the screen
TOLERANCE = 1.5  # units of 1/1000 em by which a quadratic curve may leave the cubic one


def to_truetype(source: TTFont, family: str) -> TTFont:
    """The face with quadratic outlines and without layout tables, which reportlab does not read."""
    order = source.getGlyphOrder()
    outlines = source.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, TOLERANCE * source["head"].unitsPerEm / 1000, reverse_direction=True))
        glyphs[name] = pen.glyph()
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(source.getBestCmap())
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (source["hmtx"][name][0], glyphs[name].xMin if glyphs[name].numberOfContours else 0) for name in order})
    ascent, descent = ASCENT, DESCENT
    builder.setupHorizontalHeader(ascent=ascent, descent=-descent)
    names = dict.fromkeys(("familyName", "psName", "fullName", "uniqueFontIdentifier"), family)
    builder.setupNameTable({**names, "styleName": "Regular", "version": "1.0"})
    builder.setupOS2(sTypoAscender=ascent, sTypoDescender=-descent, usWinAscent=ascent, usWinDescent=descent)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    return builder.font


def main() -> None:
    """Read the command line and write every face."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    for source, target in FACES.items():
        font = TTFont(args.root / FANDOL / source)
        to_truetype(font, target.removesuffix(".ttf")).save(args.out / target)
        print(target, len(font.getBestCmap()))


if __name__ == "__main__":
    main()
