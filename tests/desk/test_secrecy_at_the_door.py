"""A file that bears a mark of secrecy does not get into the office, wherever in it the mark stands."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_bundles import HOUSING
from zwgk_desk.model.bundle import Bundle
from zwgk_desk.model.errors import InputError
from zwgk_desk.model.terms import IssuingAuthority, PartKind

DRAFTER = Session("nigao")


def in_text(document: Any) -> None:
    document.add_paragraph("机密★10年")


def in_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "机密★１０年"


def in_footer(document: Any) -> None:
    document.sections[0].footer.paragraphs[0].text = "密级：机密"


def in_comment(document: Any) -> None:
    document.add_comment(document.add_paragraph("正文。").runs, text="绝密★20年", author="甲")


def in_property(document: Any) -> None:
    document.core_properties.author = "机密★10年"


@pytest.mark.parametrize("put", [in_text, in_header, in_footer, in_comment, in_property])
def test_a_mark_anywhere_in_a_file_keeps_it_out(office: Office, put: Callable[[Any], None]) -> None:
    record = office.bundles.create(DRAFTER, Bundle("试验办法", IssuingAuthority.GOVERNMENT, HOUSING))
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph("东江市既有住宅加装电梯办法")
    put(document)
    document.save(file)
    with pytest.raises(InputError, match="标有密级"):
        office.bundles.put_part(DRAFTER, record.key, record.revision.number, PartKind.POLICY, "办法.docx", file.getvalue())
    assert not office.core.store.bundles.record(record.key).bundle.parts
