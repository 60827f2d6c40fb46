"""The forms: Word templates in templates/, each with the office's own version in its place where there is one.

The libraries that fill them in are imported with the first form that is filled in; reading a template's own lines needs none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...late import late
from ...model.errors import TemplateFault
from .form_lines import LINES_DAMAGE, own_lines

if TYPE_CHECKING:
    from .. import word_package
    from . import form_filling
else:
    form_filling = late("zwgk_desk.documents.forms.form_filling")
    word_package = late("zwgk_desk.documents.word_package")


class FormBook:
    """The forms of one office.

    Attributes:
        folder: the templates' folder.
    """

    def __init__(self, folder: Path, own: Callable[[str], bytes | None] = lambda name: None) -> None:
        """Read templates from `folder`; `own` returns the office's own version of a form, or None."""
        self.folder = folder
        self._own = own

    def content(self, name: str) -> bytes:
        """Return the template itself, as .docx: the office's own where there is one, else the delivered one.

        Raises:
            OSError: there is none.
        """
        own = self._own(name)
        return own if own is not None else (self.folder / f"{name}.docx").read_bytes()

    def names(self) -> list[str]:
        """Return the names of all forms, without their ending."""
        return sorted(path.stem for path in self.folder.glob("*.docx") if not path.name.startswith("~$"))

    def fill(self, name: str, values: Mapping[str, Any]) -> bytes:
        """Fill in a form; return it as .docx. The same values give the same bytes.

        Raises:
            TemplateFault: as `fill_in`.
        """
        return word_package.pack_document(self.fill_in(name, values))

    def fill_in(self, name: str, values: Mapping[str, Any]) -> Any:
        """Fill in a form; return it as a python-docx document.

        Args:
            name: the form's name, e.g. 审签单.
            values: the values of the fields, by their names in the template.

        Raises:
            TemplateFault: the template is missing, is no Word document, or has a field without a value.
        """
        return form_filling.fill_in(f"{name}.docx", lambda: self.content(name), values)

    def own_lines(self, name: str) -> list[str]:
        """Return the template's own lines without a field, by which its untouched text is recognised in a part.

        Raises:
            TemplateFault: the template is missing or is no Word document.
        """
        try:
            return own_lines(self.content(name))
        except LINES_DAMAGE as error:
            raise TemplateFault(f"模板“{name}.docx”不存在或已损坏", "请恢复原来的模板") from error
