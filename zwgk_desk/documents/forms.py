"""Filling in the forms: Word templates (docxtpl) in templates/, run in jinja2's sandbox."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from ..model.errors import TemplateFault
from .word_package import pack_document

TAG = re.compile(r"\{[{%].*?[}%]\}")


class FormBook:
    """The forms of one office.

    Attributes:
        folder: where the templates lie.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        """The forms there are, without their ending."""
        return sorted(path.stem for path in self.folder.glob("*.docx") if not path.name.startswith("~$"))

    def fill(self, name: str, values: Mapping[str, Any]) -> bytes:
        """The form, filled in, as .docx; the same values give the same bytes.

        Raises:
            TemplateFault: as `fill_in`.
        """
        return pack_document(self.fill_in(name, values))

    def fill_in(self, name: str, values: Mapping[str, Any]) -> Any:
        """The form, filled in, as a python-docx document.

        Args:
            name: the form's name, e.g. 审签单.
            values: what stands under each name in the template.

        Raises:
            TemplateFault: the template is missing, is no Word document, or asks for what there is not.
        """
        path = self.folder / f"{name}.docx"
        try:
            template = DocxTemplate(str(path))
            environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
            template.render(dict(values), environment, autoescape=True)
        except TemplateSyntaxError as error:
            raise TemplateFault(f"模板“{path.name}”第 {error.lineno} 处标记写错：{error.message}", "请在 Word 中改正，或恢复原来的模板") from error
        except TemplateError as error:
            raise TemplateFault(f"模板“{path.name}”不能填写：{error.message}", "请在 Word 中改正，或恢复原来的模板") from error
        except (OpcError, KeyError, ValueError, OSError) as error:
            raise TemplateFault(f"模板“{path.name}”不存在或已损坏", "请恢复原来的模板") from error
        return template.docx

    def own_lines(self, name: str) -> list[str]:
        """The template's own lines that hold no field, by which its untouched text is known again.

        Raises:
            TemplateFault: the template is missing or is no Word document.
        """
        try:
            document = docx.Document(str(self.folder / f"{name}.docx"))
        except (OpcError, KeyError, ValueError, OSError) as error:
            raise TemplateFault(f"模板“{name}.docx”不存在或已损坏", "请恢复原来的模板") from error
        lines = [paragraph.text for paragraph in document.paragraphs]
        lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return [line.strip() for line in lines if line.strip() and not TAG.search(line)]
