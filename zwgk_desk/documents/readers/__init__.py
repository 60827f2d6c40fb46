"""The readers, one a format. A new format is one module with `read(content) -> DocumentTree` and one line in READERS.

Word's and PDF's libraries are large: each is imported with the first file of its kind.

May import: zwgk_desk.model, and of zwgk_desk.documents what stands beside the rooms.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...late import late
from ...model.document.tree import DocumentTree
from ...model.errors import DeskError, UnreadableFile
from ..formats import PICTURES, WORD, ending
from ..limits import MAX_FILE_BYTES

if TYPE_CHECKING:
    from . import docx, image, markdown, ole, pdf, text
else:
    docx = late("zwgk_desk.documents.readers.docx")
    image = late("zwgk_desk.documents.readers.image")
    markdown = late("zwgk_desk.documents.readers.markdown")
    ole = late("zwgk_desk.documents.readers.ole")
    pdf = late("zwgk_desk.documents.readers.pdf")
    text = late("zwgk_desk.documents.readers.text")

READERS: dict[str, Callable[[bytes], DocumentTree]] = {
    **dict.fromkeys(WORD, lambda content: docx.read(content)),
    ".txt": lambda content: text.read(content),
    ".md": lambda content: markdown.read(content),
    ".pdf": lambda content: pdf.read(content),
    ".doc": lambda content: ole.read(content),
    ".wps": lambda content: ole.read(content),
    **dict.fromkeys(PICTURES, lambda content: image.read(content)),
}


def read_document(name: str, content: bytes) -> DocumentTree:
    """Read a file into a document tree.

    Args:
        name: the file's name; its ending says the format.
        content: its bytes.

    Raises:
        UnreadableFile: the content is not what the name says, is protected by a password, or is beyond the bounds.
    """
    reader = READERS.get(ending(name))
    if reader is None:
        raise UnreadableFile(f"“{name}”不是可以处理的格式", f"请另存为 {'、'.join(READERS)} 之一")
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFile(f"“{name}”超过 {MAX_FILE_BYTES // 1024 // 1024} MB 的上限", "请拆分或压缩其中的图片")
    try:
        return reader(content)
    except DeskError as error:
        raise UnreadableFile(f"“{name}”{error.what}", error.remedy) from error
