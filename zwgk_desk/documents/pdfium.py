"""PDFium, shared by all modules that draw and read pages behind one lock, since it is not thread-safe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Any

from ..late import late
from ..model.errors import InputError

if TYPE_CHECKING:
    import pypdfium2
else:
    pypdfium2 = late("pypdfium2")  # imported late: most tasks read no PDF

_ONE_AT_A_TIME = RLock()


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """Open a PDF as PDFium's document, and close it afterwards; other threads wait meanwhile.

    Raises:
        InputError: PDFium cannot read it.
    """
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise InputError("这份 PDF 不能打开，没有读出页面", "请换一份能用阅读器打开的 PDF") from error
        try:
            yield document
        finally:
            document.close()
