"""Make the TrueType faces in resources/fonts from the free OpenType (CFF) originals.

reportlab embeds TrueType outlines only, while the Fandol and Noto Serif CJK faces come with CFF outlines, so each is turned into
quadratic curves once, here, and the result is committed. The program itself never runs this.

Usage, on Debian with the packages texlive-lang-chinese and fonts-noto-cjk unpacked below ROOT, and fontTools installed:

    python build_spec/make_fonts.py ROOT resources/fonts
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
NOTO = "usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
NOTO_SC = 2  # the Simplified Chinese face of the collection
FACES = {
    "FandolFang-Regular.otf": "FandolFang.ttf",
    "FandolHei-Regular.otf": "FandolHei.ttf",
    "FandolKai-Regular.otf": "FandolKai.ttf",
    "FandolSong-Regular.otf": "FandolSong.ttf",
    "FandolSong-Bold.otf": "FandolSongBold.ttf",
}
FALLBACK = "ZwgkFallback.ttf"
FALLBACK_RANGES = ((0x20, 0x2FFF), (0x3000, 0x33FF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF))
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


def fallback_source(root: Path, covered: set[int]) -> TTFont:
    """Noto Serif CJK SC, cut down to the characters that some Fandol face lacks."""
    font = TTFont(root / NOTO, fontNumber=NOTO_SC)
    wanted = {c for low, high in FALLBACK_RANGES for c in range(low, high + 1)} - covered
    options = Options()
    options.layout_features = []
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    return font


def main() -> None:
    """Read the command line and write every face."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    covered: set[int] | None = None
    for source, target in FACES.items():
        font = TTFont(args.root / FANDOL / source)
        characters = set(font.getBestCmap())
        covered = characters if covered is None else covered & characters
        to_truetype(font, target.removesuffix(".ttf")).save(args.out / target)
        print(target, len(characters))
    fallback = fallback_source(args.root, covered or set())
    to_truetype(fallback, FALLBACK.removesuffix(".ttf")).save(args.out / FALLBACK)
    print(FALLBACK, len(fallback.getBestCmap()))


if __name__ == "__main__":
    main()
