"""The check-up behind `doctor`: the program's own files and the office's database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ...assist.interpreting.cues import load_cues
from ...assist.interpreting.drafting import Drafter
from ...assist.interpreting.turning import load_turning
from ...assist.interpreting.wording import load_wording
from ...assist.reviewing.proof_lists import load_proof_lists
from ...assist.text.lexicon import load_lexicon
from ...assist.text.retelling import load_retelling
from ...documents.forms.form_book import FormBook
from ...documents.page_image import page_png
from ...documents.posters.write import write_poster_pdf
from ...documents.setting.fonts import Font, fonts_for
from ...model.bundle import Bundle
from ...model.document.candidate import Candidate, Element
from ...model.document.measures import GB_T_9704, faults_of
from ...model.document.poster import Poster, PosterStyle
from ...model.document.remark import Place
from ...model.errors import DeskError
from ...model.finding import Finding
from ...model.record import ReturnNotice
from ...model.settings import OfficeSettings
from ...model.terms import IssuingAuthority, Severity
from ...packet.forms import form_values, notice_values
from ...places import resources, templates
from ...rules.book import load_rule_book
from ...store.store import Store
from ..common.bundle_truth import DAMAGE
from ..common.clock import beijing_now
from ..common.data_folder import database_exists, open_store
from ..common.equipment import DRAFT_TEMPLATES
from ..common.fonts import fonts_report
from ..common.own_forms import OwnForms
from .backup_age import told_of_last
from .proof import (
    account_faults,
    bundle_faults,
    certificate_faults,
    office_faults,
    record_faults,
    record_notes,
    register_faults,
    signature_faults,
)

EXPECTED_FORMS = (
    "目录", "报送函", "发文稿纸", "公开属性声明", "保密审查表", "政务公开工作机构审查意见", "会签单", "审签单", "退文通知单",
    "解读方案", "解读材料", "解读材料（问答）", "新旧政策对照表",
)  # fmt: skip

TRIED = "自2026年1月1日起施行，对居民每月给予1000元补贴，补贴应当在15日内发放，不得重复领取。"
"""A policy's sentence with something for every place of the templates of drafts."""


@dataclass(frozen=True)
class CheckUp:
    """One thing that was checked.

    Attributes:
        name: what it is, in Chinese.
        faults: a Chinese sentence for each fault; none where all is well.
        notes: Chinese sentences worth knowing that are no faults.
    """

    name: str
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def doctor_json(check_ups: tuple[CheckUp, ...]) -> dict[str, Any]:
    """Return the answer of `doctor --json`, as the command-line contract has it."""
    return {
        "ok": all(c.ok for c in check_ups),
        "checks": [{"name": c.name, "ok": c.ok, "messages": list(c.faults), "notes": list(c.notes)} for c in check_ups],
    }


def examine_installation(template_folder: Path | None = None, resource_folder: Path | None = None) -> tuple[CheckUp, ...]:
    """Check the program's own files: fill in every form once, load every typeface, read the rules' data."""
    forms = FormBook(template_folder or templates())
    return (
        _look("表单模板", lambda: _forms(forms)),
        replace(_look("字体", _faces), notes=fonts_report(GB_T_9704).sentences),
        _look("图片输出", _pictures),
        _look("规则数据", lambda: _data(resource_folder or resources())),
    )


def examine_office(folder: Path, environ: Mapping[str, str]) -> tuple[CheckUp, ...]:
    """Check the office's database, where there is one.

    Raises:
        StoreError: it cannot be opened at all.
    """
    if not database_exists(folder, environ):
        return ()
    store: Store = open_store(folder, environ)
    try:
        return (*examine_store(store), CheckUp("备份", (), (told_of_last(folder, beijing_now()),)))
    finally:
        store.release()


def examine_store(store: Store) -> tuple[CheckUp, ...]:
    """Check an open database."""
    forms = FormBook(templates(), OwnForms(store).form)
    return (
        _look("本办公室的模板", lambda: _own_forms(store, forms)),
        _look("版式", lambda: _presets(store)),
        *examine_records(store),
    )


def examine_records(store: Store) -> tuple[CheckUp, ...]:
    """Check what an open database keeps: its structure, its files, and every table against the record."""
    checks = store.integrity
    return (
        _look("数据库结构", checks.structure),
        _look("文件摘要", checks.files),
        _look("版本记录", checks.revisions),
        _look("审查记录", checks.reviews),
        _look("证书", lambda: certificate_faults(store)),
        _look("办理记录", lambda: record_faults(store), lambda: record_notes(store)),
        _look("签名", lambda: signature_faults(store)),
        _look("账号", lambda: account_faults(store)),
        _look("签发机构和设置", lambda: office_faults(store)),
        _look("文件包", lambda: bundle_faults(store)),
        _look("收文登记", lambda: register_faults(store)),
    )


def _look(name: str, find: Callable[[], Iterator[str]], note: Callable[[], tuple[str, ...]] = tuple) -> CheckUp:
    """Run one check to its end, or to what cannot be read any more; never raises over what stands in the database."""
    found: list[str] = []
    try:
        for fault in find():
            found.append(fault)
        return CheckUp(name, tuple(found), note())
    except DeskError as error:
        return CheckUp(name, (*found, str(error)))
    except DAMAGE as error:
        return CheckUp(name, (*found, f"没有查完：有一处读不出来，已损坏（{type(error).__name__}）"))


def _forms(forms: FormBook) -> Iterator[str]:
    for name in dict.fromkeys((*EXPECTED_FORMS, *forms.names())):
        try:
            try_form(forms, name)
        except DeskError as error:
            yield str(error)


def try_form(forms: FormBook, name: str) -> None:
    """Fill a form in with a value for every field it can have.

    Raises:
        TemplateFault: it cannot be filled in.
    """
    bundle = Bundle("检查用标题", IssuingAuthority.GOVERNMENT, "检查用单位")
    on = date(2026, 1, 1)
    ground = Finding("check", Severity.RETURN, "三(一)", "bundle", "检查用理由", "检查用要求")
    values = {
        **form_values(bundle, (), OfficeSettings(), on),
        **notice_values(bundle, ReturnNotice(1, 1, (ground,), "", "", ""), OfficeSettings(), on),
    }
    forms.fill(name, values)
    if name in DRAFT_TEMPLATES:
        passages = {element: [Candidate(TRIED, Place(0, 0, len(TRIED)), 1.0, "补贴")] for element in Element}
        folder = resources()
        drafter = Drafter(bundle, [TRIED], load_wording(folder), load_turning(folder), load_cues(folder))
        forms.fill(name, {**values, **drafter.values(passages)})


def _own_forms(store: Store, forms: FormBook) -> Iterator[str]:
    for name, _ in store.settings.load().own_forms:
        try:
            try_form(forms, name)
        except DeskError as error:
            yield str(error)


def _faces() -> Iterator[str]:
    faces = fonts_for(GB_T_9704)
    for face in Font:
        try:
            faces.font(face)
            list(faces.fallbacks(face))
        except Exception as error:  # the font library raises errors of many types on a broken file; each is to be reported
            yield f"字体“{face.value}”不能使用：{faces.path(face)}（{error}）"


def _presets(store: Store) -> Iterator[str]:
    settings = store.settings.load()
    for preset in settings.page_presets:
        yield from (f"“{preset.name}”：{fault}" for fault in faults_of(preset))
    if settings.page_preset not in {preset.name for preset in settings.all_presets}:
        yield f"没有名为“{settings.page_preset}”的版式，现在按国家标准排版"


def _pictures() -> Iterator[str]:
    """Check that a PDF's page can be drawn as a picture: the library for it has binary parts that may be missing."""
    try:
        page_png(write_poster_pdf(Poster("检查"), PosterStyle.RED))
    except Exception as error:  # an incomplete library raises errors of many types; each is to be reported
        yield f"画不出图片（{error}）"


def _data(folder: Path) -> Iterator[str]:
    book = load_rule_book(folder)
    for load in (load_lexicon, load_retelling, load_proof_lists, load_cues, load_wording, load_turning):
        load(folder)
    for ground in book.grounds:
        if ground.until is not None and ground.until < ground.since:
            yield f"{ground.label}的施行日期先后颠倒"
