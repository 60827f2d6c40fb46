"""Characters of symbol fonts (Symbol, Wingdings, Webdings) as the characters of Unicode that they show (ISO/IEC 29500-1, 17.3.3.30)."""

from __future__ import annotations

from functools import lru_cache

from ....places import resources

PRIVATE = 0xF000
"""Word keeps the codes of symbol fonts here, in Unicode's private area."""

NEAREST = {
    "🗹": "☑", "🗷": "☒", "🗶": "✘", "🞎": "□", "🞏": "□", "🞐": "□", "◻": "□", "◼": "■", "⬜": "□", "⬛": "■", "❑": "□", "❒": "□", "▯": "□",
    "⚫": "●", "⬤": "●", "🔾": "○", "⭘": "○", "🞆": "○", "🞅": "○", "🔿": "○", "⬝": "▪", "⬩": "◆", "⧫": "◆", "🞟": "◆", "∙": "·", "⋅": "·",
    "🡨": "←", "🡪": "→", "🡩": "↑", "🡫": "↓", "🡬": "↖", "🡭": "↗", "🡯": "↙", "🡮": "↘", "🡸": "←", "🡺": "→", "🡹": "↑", "🡻": "↓",
    "⮘": "◀", "⮚": "▶", "⮙": "▲", "⮛": "▼", "⮈": "←", "⮊": "→", "⮉": "↑", "⮋": "↓", "🢬": "▭", "🕿": "☎", "⁄": "/", "‾": "¯",
}  # fmt: skip
"""What stands for a shape that few faces have: the plain shape of the same meaning."""


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[int, str]]:
    """Return the tables of resources/symbols."""
    tables: dict[str, dict[int, str]] = {}
    table: dict[int, str] = {}
    for line in (resources() / "symbols" / "symbol_fonts.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            table = tables.setdefault(line.strip("[]").lower(), {})
        else:
            pairs = (entry.split("=") for entry in line.split())
            table.update({int(code, 16): chr(int(shown, 16)) for code, shown in pairs})
    return tables


def is_symbol_font(name: str) -> bool:
    """Return whether a font shows other characters than Unicode says."""
    return name.lower() in _tables()


def symbol(font: str, code: int) -> str | None:
    """Return the character that a code of a symbol font shows; None where neither font nor code is known."""
    table = _tables().get(font.lower())
    shown = table.get(code - PRIVATE if code >= PRIVATE else code) if table is not None else None
    return NEAREST.get(shown, shown) if shown is not None else None
