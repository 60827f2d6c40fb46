"""Fills in a template with docxtpl, run in jinja2's sandbox: an office's own template may hold anything."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any

import docx
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from ...model.document.measures import GB_T_9704
from ...model.errors import TemplateFault, UnreadableFile
from ..readers.word.opening import DAMAGE, check_parts
from ..setting.titles import title_lines
from .template_place import describe_fault

TITLE_STYLE = "Title"
PROPERTIES, LONGEST_PROPERTY = ("author", "comments", "identifier", "language", "subject", "title"), 255
"""The properties of a file that may hold fields, and how many characters python-docx takes for one."""

LARGEST_NUMBER = 1_000_000
KEPT_SOURCES = 256
AGAIN = "请在 Word 中改正，或恢复原来的模板"


def _shape_titles(document: Any) -> None:
    """Break the titles of a filled-in form into lines without splitting words; one that somebody has broken by hand stays so."""
    for paragraph in document.paragraphs:
        runs = paragraph.runs
        if paragraph.style.name == TITLE_STYLE and len(runs) == 1 and "\n" not in runs[0].text:
            runs[0].text = "\n".join(title_lines(runs[0].text, int(GB_T_9704.text_width // GB_T_9704.title)))


class FormEnvironment(SandboxedEnvironment):
    """The sandbox that forms are run in: a template reaches nothing of Python, and no product or loop can grow without bound."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply small numbers only: "x" * 10**9 in a template would take the machine's memory."""
        if not all(isinstance(value, (int, float)) and abs(value) <= LARGEST_NUMBER for value in (left, right)) or operator == "**":
            raise SecurityError("only small numbers are multiplied")
        return super().call_binop(context, operator, left, right)

    def compile(self, source: Any, *arguments: Any, **named: Any) -> Any:
        """Compile a source once: a form is filled in for many bundles, and the fields of its properties are the same in every form."""
        return _compiled(source) if isinstance(source, str) and not (arguments or named) else super().compile(source, *arguments, **named)


def form_environment() -> FormEnvironment:
    """Return what forms are run in: a field without a value is a fault, and what stands in a value is no markup."""
    return FormEnvironment(undefined=StrictUndefined, autoescape=True)


@lru_cache(maxsize=KEPT_SOURCES)
def _compiled(source: str) -> CodeType:
    """Compile a source; code is bound to no environment, and all of them are made alike."""
    code: CodeType = SandboxedEnvironment.compile(form_environment(), source)
    return code


class _Form(DocxTemplate):  # type: ignore[misc]
    """docxtpl's template, whose tags are put in order once for each form: that takes longer than to fill them in."""

    def patch_xml(self, src_xml: str) -> str:
        """Return a part of the document with its tags in order, as the library's method of this name does."""
        return _in_order(src_xml)

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Fill in the properties of the file, as the library's method of this name does; a long title is cut there, and no fault of the template."""
        held = self.docx.core_properties
        for name in PROPERTIES:
            said = html.unescape(jinja_env.from_string(getattr(held, name)).render(context))
            setattr(held, name, said[:LONGEST_PROPERTY])


@lru_cache(maxsize=KEPT_SOURCES)
def _in_order(source: str) -> str:
    ordered: str = DocxTemplate.patch_xml(_Form(io.BytesIO()), source)  # which looks at the text alone
    return ordered


def fill_in(file: str, content_of: Callable[[], bytes], values: Mapping[str, Any]) -> Any:
    """Fill a template in; return python-docx's document.

    Args:
        file: the template's name in messages.
        content_of: returns the template, as .docx.
        values: the values of the fields, by their names in the template.

    Raises:
        TemplateFault: the template is missing, is no Word document, or has a field without a value.
    """
    environment = form_environment()
    try:
        content = content_of()
        check_parts(content)
        template = _Form(io.BytesIO(content))
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
