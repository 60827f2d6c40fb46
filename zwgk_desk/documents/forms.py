"""Filling in the forms: Word templates (docxtpl) in templates/, run in jinja2's sandbox."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from ..model.errors import TemplateFault, UnreadableFile
from ..model.measures import GB_T_9704
from .readers.docx import DAMAGE, check_parts
from .template_place import describe_fault
from .titles import title_lines
from .word_package import pack_document

TITLE_STYLE = "Title"
LARGEST_NUMBER = 1_000_000
AGAIN = "请在 Word 中改正，或恢复原来的模板"
TAG = re.compile(r"\{[{%].*?[}%]\}")


def _shape_titles(document: Any) -> None:
    """Break the titles of a filled-in form as titles are broken, words whole; one that somebody has broken by hand stays so."""
    for paragraph in document.paragraphs:
        runs = paragraph.runs
        if paragraph.style.name == TITLE_STYLE and len(runs) == 1 and "\n" not in runs[0].text:
            runs[0].text = "\n".join(title_lines(runs[0].text, int(GB_T_9704.text_width // GB_T_9704.title)))


class FormEnvironment(SandboxedEnvironment):
    """The sandbox that forms are run in: nothing of Python's own is reached, and no sum or loop grows without bound."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply small numbers, and nothing else."""
        if not all(isinstance(value, (int, float)) and abs(value) <= LARGEST_NUMBER for value in (left, right)) or operator == "**":
            raise SecurityError("only small numbers are multiplied")
        return super().call_binop(context, operator, left, right)


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
        return pack_document(self.fill_in(name, values))

    def fill_in(self, name: str, values: Mapping[str, Any]) -> Any:
        """The form, filled in, as a python-docx document.

        Args:
            name: the form's name, e.g. 审签单.
            values: what stands under each name in the template.

        Raises:
            TemplateFault: the template is missing, is no Word document, or asks for what there is not.
        """
        file = f"{name}.docx"
        environment = FormEnvironment(undefined=StrictUndefined, autoescape=True)
        try:
            content = self.content(name)
            check_parts(content)
            template = DocxTemplate(io.BytesIO(content))
            template.render(dict(values), environment, autoescape=True)
        except TemplateError as error:
            place = describe_fault(docx.Document(io.BytesIO(content)), environment, error)
            raise TemplateFault(f"模板“{file}”不能填写，{place}", AGAIN) from error
        except (RecursionError, ArithmeticError, MemoryError) as error:
            raise TemplateFault(f"模板“{file}”不能填写：标记套得太深，或者其中的计算过大", AGAIN) from error
        except UnreadableFile as error:
            raise TemplateFault(f"模板“{file}”{error.what}", AGAIN) from error
        except DAMAGE as error:
            raise TemplateFault(f"模板“{file}”不存在、已损坏，或者其中的计算不成立", AGAIN) from error
        _shape_titles(template.docx)
        return template.docx

    def own_lines(self, name: str) -> list[str]:
        """The template's own lines that hold no field, by which its untouched text is known again.

        Raises:
            TemplateFault: the template is missing or is no Word document.
        """
        try:
            document = docx.Document(io.BytesIO(self.content(name)))
        except DAMAGE as error:
            raise TemplateFault(f"模板“{name}.docx”不存在或已损坏", "请恢复原来的模板") from error
        lines = [paragraph.text for paragraph in document.paragraphs]
        lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return [line.strip() for line in lines if line.strip() and not TAG.search(line)]
