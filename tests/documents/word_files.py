"""Word files made part by part from XML, as other programs write them."""

from __future__ import annotations

from collections.abc import Mapping

from zwgk_desk.documents.packed import write_zip

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = {
    "w": W,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
}
NAMED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = SPACES["r"]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
STYLES = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'


def paragraph(text: str = "", properties: str = "", look: str = "") -> str:
    """A paragraph of one run."""
    run = f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run}</w:p>"


def numbered(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(place: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def lists(*levels: str, numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """A list of these levels, and the numbers that use it."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{numbers}'


def word_file(
    body: str, numbering: str = "", styles: str = "", more: Mapping[str, tuple[str, bytes]] | None = None, kind: str = f"{WORD}.document.main+xml"
) -> bytes:
    """A Word file.

    Args:
        body: the XML of its body.
        numbering: that of its lists.
        styles: that of its styles beside the usual one.
        more: further parts: by their names, the type of their relation and their bytes. The relation's id is the name without folder and ending.
        kind: the type of its main part.
    """
    parts: dict[str, bytes] = {
        "document.xml": f"<w:document {NAMED}><w:body>{body}</w:body></w:document>".encode(),
        "styles.xml": f"<w:styles {NAMED}>{STYLES}{styles}</w:styles>".encode(),
    }
    related = [("styles", "styles", "styles.xml")]
    overrides = [("document.xml", kind), ("styles.xml", f"{WORD}.styles+xml")]
    if numbering:
        parts["numbering.xml"] = f"<w:numbering {NAMED}>{numbering}</w:numbering>".encode()
        related.append(("numbering", "numbering", "numbering.xml"))
        overrides.append(("numbering.xml", f"{WORD}.numbering+xml"))
    for name, (relation, content) in (more or {}).items():
        parts[name] = content
        related.append((name.rpartition("/")[2].partition(".")[0], relation, name))
    types = "".join(f'<Override PartName="/word/{name}" ContentType="{each}"/>' for name, each in overrides)
    defaults = "".join(f'<Default Extension="{end}" ContentType="{each}"/>' for end, each in DEFAULTS.items())
    relations = "".join(f'<Relationship Id="{key}" Type="{OFFICE}/{each}" Target="{target}"/>' for key, each, target in related)
    return write_zip(
        [
            ("[Content_Types].xml", f'<Types xmlns="{TYPES}">{defaults}{types}</Types>'.encode()),
            ("_rels/.rels", _relations(f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>')),
            ("word/_rels/document.xml.rels", _relations(relations)),
            *((f"word/{name}", content) for name, content in parts.items()),
        ]
    )


def _relations(entries: str) -> bytes:
    return f'<Relationships xmlns="{RELATIONS}">{entries}</Relationships>'.encode()


DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml", "png": "image/png", "html": "text/html",
    "mht": "message/rfc822", "txt": "text/plain", "rtf": "application/rtf", "docx": f"{WORD}.document.main+xml",
}  # fmt: skip
