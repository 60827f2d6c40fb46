"""The forms: Word templates in templates/, each with the office's own version in its place where there is one.

What fills them in is imported with the first that is filled in; what only asks for a template's own lines needs none of it.
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
        folder: where the templates lie.
    """

    def __init__(self, folder: Path, own: Callable[[str], bytes | None] = lambda name: None) -> None:
        """Take the folder, and what gives the office's own version of a form, where it has one."""
        self.folder = folder
        self._own = own

    def content(self, name: str) -> bytes:
        """The template itself, as .docx: the office's own where there is one, else the delivered one.

        Raises:
            OSError: there is none.
        """
        own = self._own(name)
        return own if own is not None else (self.folder / f"{name}.docx").read_bytes()

    def names(self) -> list[str]:
        """The forms there are, without their ending."""
        return sorted(path.stem for path in self.folder.glob("*.docx") if not path.name.startswith("~$"))

    def fill(self, name: str, values: Mapping[str, Any]) -> bytes:
        """The form, filled in, as .docx; the same values give the same bytes.

        Raises:
            TemplateFault: as `fill_in`.
        """
        return word_package.pack_document(self.fill_in(name, values))

    def fill_in(self, name: str, values: Mapping[str, Any]) -> Any:
        """The form, filled in, as a python-docx document.

        Args:
            name: the form's name, e.g. 审签单.
            values: what stands under each name in the template.

        Raises:
            TemplateFault: the template is missing, is no Word document, or asks for what there is not.
        """
        return form_filling.fill_in(f"{name}.docx", lambda: self.content(name), values)

    def own_lines(self, name: str) -> list[str]:
        """The template's own lines that hold no field, by which its untouched text is known again.

        Raises:
            TemplateFault: the template is missing or is no Word document.
        """
        try:
            return own_lines(self.content(name))
        except LINES_DAMAGE as error:
            raise TemplateFault(f"模板“{name}.docx”不存在或已损坏", "请恢复原来的模板") from error
