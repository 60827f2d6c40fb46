"""The pages one by one, on the sample office."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QTabWidget, QWidget

from ui.shared.host import Address
from ui.shared.pdf_view import PagesView
from ui.window.shell import Shell
from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.desk.sample.sample_office import ACCOUNTS, PASSPHRASE, PASSWORD
from zwgk_desk.model.people import Account
from zwgk_desk.model.terms import IssuingAuthority, PartKind, Role

from ..conftest import write_case
from .conftest import Person
from .waiting import wait_for

REACHED_OTHERWISE = ("bundle", "poster", "help")


def test_the_first_start_offers_the_sample_office(person: Person) -> None:
    person.press("switch-office")
    wait_for("the sample office", lambda: person.sees("take-nigao"))
    person.press("take-nigao")
    person.press("sign-in")
    wait_for("the window of who signed in", lambda: isinstance(person.window, Shell))
    person.settle()
    assert person.find("bundles").model().rowCount() > 20


def test_a_wrong_password_is_told_and_the_field_is_ready_again(sample_person: Person) -> None:
    sample_person.type("sign-in-name", "nigao")
    sample_person.type("sign-in-password", "wrong-password")
    sample_person.press("sign-in")
    wait_for("the refusal", lambda: "不对" in sample_person.text("message"))
    field = sample_person.find("sign-in-password")
    assert isinstance(field, QLineEdit) and field.text() == ""
    sample_person.bot.keyClicks(field, PASSWORD)
    sample_person.bot.keyClick(field, Qt.Key.Key_Return)
    wait_for("the window of who signed in", lambda: isinstance(sample_person.window, Shell))


class Flashes(QObject):
    """Keeps the widgets that were shown as windows of their own for a moment, before they were laid out."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow() and not isinstance(watched, Shell):
            self.seen.add(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda a: a.name)
def test_nothing_flashes_up_while_pages_are_made(account: Account, sample_person: Person) -> None:
    flashes = Flashes()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(flashes)
    sample_person.sign_in(account.name)
    for name in sample_person.shell.side.names:
        sample_person.press(f"nav-{name}")
        sample_person.settle()
    if account.is_a(Role.DRAFTER):
        sample_person.press("nav-bundles")
        sample_person.open_line("示例")
        sample_person.press("nav-workbench")
    application.removeEventFilter(flashes)
    assert flashes.seen == set()


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda a: a.name)
def test_every_page_of_everybody_opens_and_nothing_is_said_to_be_wrong(account: Account, sample_person: Person) -> None:
    sample_person.sign_in(account.name)
    for name in list(sample_person.shell.pages):
        if name not in REACHED_OTHERWISE:
            sample_person.press(f"nav-{name}")
            sample_person.settle()
            assert not sample_person.shell.banner.isVisible(), sample_person.shell.banner.text.text()


PLACES = {
    "缺解读方案": ("plan-missing", "view-plan-new"),
    "解读材料只有占位文字": ("file-placeholder", "view-material-0"),
    "未明确公开属性": ("attribute-missing", "field-attribute"),
    "代拟稿未说明属性理由": ("attribute-reason-missing", "field-explanation"),
    "不公开没有法定依据": ("withholding-ground-missing", "field-ground"),
    "未写牵头部门": ("lead-unit-missing", "field-lead_unit"),
    "缺政策文稿": ("policy-missing", "view-policy-new"),
    "未经审签": ("signoff-missing", "history"),
}


@pytest.mark.parametrize("label", PLACES)
def test_each_finding_leads_to_its_place(label: str, sample_person: Person) -> None:
    rule, place = PLACES[label]
    sample_person.sign_in("nigao")
    sample_person.open_line(f"示例：{label}）")
    assert sample_person.findings()[0] == rule
    sample_person.press(f"go-{rule}-0")
    QApplication.processEvents()
    focus = sample_person.window.focusWidget()
    target = sample_person.find(place)
    assert focus is not None and (focus is target or target.isAncestorOf(focus))


def test_the_ground_s_text_is_there_to_read(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    sample_person.open_line("不公开没有法定依据")
    sample_person.choose("field-ground", "《政府信息公开条例》第十五条")
    texts = [w.text() for w in sample_person.window.findChildren(type(sample_person.find("verdict"))) if w.isVisible()]
    assert any("商业秘密、个人隐私" in text for text in texts)
    sample_person.press("save")
    assert sample_person.findings()[0] != "withholding-ground-missing"


def test_the_findings_follow_what_is_typed_before_it_is_saved(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    sample_person.open_line("代拟稿未说明属性理由")
    assert "attribute-reason-missing" in sample_person.findings()
    sample_person.type("field-explanation", "为了便于群众知晓和监督，应当主动公开。")
    wait_for("the finding to go", lambda: "attribute-reason-missing" not in sample_person.findings())
    record = sample_person.shell.pages["bundle"].record  # type: ignore[attr-defined]
    assert record.revision.number == 1


def test_what_is_typed_is_saved_when_one_leaves_the_page(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    sample_person.open_line("代拟稿未说明属性理由")
    sample_person.type("field-explanation", "为了便于群众知晓和监督，应当主动公开。")
    sample_person.press("nav-bundles")
    sample_person.open_line("代拟稿未说明属性理由")
    assert "attribute-reason-missing" not in sample_person.findings()


def test_a_new_material_from_the_template_is_a_placeholder_until_it_is_written(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    sample_person.open_line("示例：缺解读方案）")
    sample_person.press("start-plan-new")
    assert "file-placeholder" in sample_person.findings()
    sample_person.press("remove-plan-0")
    assert "plan-missing" in sample_person.findings()


def test_a_file_that_will_not_do_is_told_and_changes_nothing(sample_person: Person, tmp_path: Path) -> None:
    sample_person.sign_in("nigao")
    sample_person.open_line("示例：缺解读方案）")
    (tmp_path / "a.exe").write_bytes(b"x")
    sample_person.drop("view-plan-new", tmp_path / "a.exe")
    assert "不是可以放入的格式" in sample_person.text("banner-text")
    assert "plan-missing" in sample_person.findings()
    sample_person.press("close-banner")
    assert not sample_person.shell.banner.isVisible()


def test_the_original_is_saved_as_it_came(sample_person: Person, tmp_path: Path) -> None:
    sample_person.sign_in("nigao")
    sample_person.open_line("示例：齐全待报送")
    with sample_person.answering(tmp_path / "copy.docx"):
        sample_person.press("copy-policy-0")
    assert (tmp_path / "copy.docx").read_bytes()[:2] == b"PK"


def test_the_draft_packet_is_written_with_progress_and_marked(sample_person: Person, tmp_path: Path) -> None:
    sample_person.sign_in("nigao")
    sample_person.open_line("示例：未经审签")
    with sample_person.answering(tmp_path):
        sample_person.press("preview")
    folders = [p for p in tmp_path.iterdir() if p.name.startswith("送审稿-")]
    assert len(folders) == 1 and (folders[0] / "报送包.pdf").exists()


def test_cancelling_leaves_nothing(sample_person: Person, tmp_path: Path) -> None:
    sample_person.sign_in("nigao")
    sample_person.open_line("示例：齐全待报送")
    sample_person.press("main-act")
    sample_person.type("passphrase", PASSPHRASE)
    sample_person.press("confirm-signature")
    sample_person.shell.work_strip.cancel()
    sample_person.settle()
    assert "已取消" in sample_person.text("banner-text")
    sample_person.press("nav-workbench")
    sample_person.open_line("示例：齐全待报送")
    assert "审签" in sample_person.shell.pages["bundle"].state.text()  # type: ignore[attr-defined]


def test_the_head_sends_back_with_a_reason(sample_person: Person) -> None:
    sample_person.sign_in("zhuyao")
    sample_person.press("nav-sign")
    sample_person.choose_line("示例：待审签")
    sample_person.sign("send-back")
    assert "没有写理由" in sample_person.text("banner-text")
    sample_person.type("remark", "补贴标准请再核")
    sample_person.sign("send-back")
    assert "已退回" in sample_person.text("banner-text")
    sample_person.sign_in("nigao")
    sample_person.open_line("示例：待审签")
    assert sample_person.findings() == ["signoff-failed"]


def test_a_leader_who_is_not_to_sign_cannot(sample_person: Person) -> None:
    sample_person.sign_in("fuzeren")
    sample_person.press("nav-sign")
    sample_person.choose_line("示例：待审签")
    button = sample_person.find("sign")
    assert not button.isEnabled()


def test_a_store_that_fails_is_told_and_the_window_stays(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    database = sample_person.shell.office.core.store._database
    database.execute_sql("ALTER TABLE bundle RENAME TO gone")
    sample_person.press("nav-bundles")
    assert "已经损坏" in sample_person.text("banner-text") and "没有改动" in sample_person.text("banner-text")
    database.execute_sql("ALTER TABLE gone RENAME TO bundle")
    sample_person.press("nav-workbench")
    assert sample_person.find("bundles").model().rowCount() > 20


def test_settings_change_what_is_due(sample_person: Person) -> None:
    sample_person.sign_in("guanli")
    sample_person.press("nav-settings")
    sample_person.press("on-request")
    sample_person.press("save-settings")
    sample_person.sign_in("nigao")
    sample_person.open_line("示例：未经审签")
    sample_person.choose("field-attribute", "依申请公开")
    sample_person.press("save")
    assert "withholding-ground-missing" not in sample_person.findings()


def test_the_administrator_checks_everything_through(sample_person: Person) -> None:
    sample_person.sign_in("guanli")
    sample_person.press("nav-settings")
    sample_person.press("check-up")
    sample_person.settle()
    lines = sample_person.text("health").splitlines()
    assert len(lines) > 12 and all(line.startswith("正常") for line in lines)


def test_the_administrator_backs_up_and_goes_back(sample_person: Person, tmp_path: Path) -> None:
    person, copy = sample_person, tmp_path / "备份.sqlite"
    person.sign_in("guanli")
    person.press("nav-settings")
    assert person.text("backup-last") == "还没有做过备份"
    with person.answering(copy):
        person.press("backup-make")
    person.settle()
    assert "已备份到" in person.text("banner-text") and copy.exists() and "今天" in person.text("backup-last")
    with person.answering(copy):
        person.press("backup-restore")
    assert "再点一次" in person.find("backup-restore").text()  # type: ignore[attr-defined]
    person.press("backup-restore")
    person.settle()
    assert "已恢复" in person.text("banner-text") and "重新登录" in person.text("banner-text")
    person.press("nav-accounts")
    person.press("nav-settings")
    junk = tmp_path / "别的.sqlite"
    junk.write_text("不是备份", encoding="utf-8")
    with person.answering(junk):
        person.press("backup-restore")
    person.press("backup-restore")
    person.settle()
    assert "不是本程序的备份" in person.text("banner-text")


def test_a_case_folder_is_imported(sample_person: Person, tmp_path: Path) -> None:
    folder = write_case(tmp_path / "case", complete(IssuingAuthority.GOVERNMENT, date(2026, 11, 2)))
    sample_person.sign_in("nigao")
    with sample_person.answering(folder):
        sample_person.press("import-case")
    assert sample_person.findings() == ["secrecy-review-missing", "signoff-missing"]


def test_every_field_and_button_has_a_name_for_screen_readers(sample_person: Person) -> None:
    for account in ("nigao", "zhuyao", "shouwen", "guanli"):
        sample_person.sign_in(account)
        for page in sample_person.shell.pages.values():
            for kind in (QPushButton, QLineEdit, QComboBox):
                for widget in page.findChildren(kind):
                    if widget.objectName().startswith("qt_") or isinstance(widget.parent(), (QComboBox, QTabWidget)):
                        continue
                    if isinstance(widget.parent(), QWidget) and widget.parent().objectName().startswith("qt_"):
                        continue
                    assert widget.accessibleName() or getattr(widget, "text", str)() or widget.placeholderText(), widget.objectName()


def pages_text(person: Person) -> list[str]:
    view = person.find("pages")
    assert isinstance(view, PagesView)
    return [view.document.getAllText(page).text() for page in range(view.document.pageCount())]


def test_the_head_sees_the_very_pages_marked_until_they_are_signed(sample_person: Person) -> None:
    sample_person.sign_in("zhuyao")
    sample_person.press("nav-sign")
    sample_person.choose_line("示例：待审签")
    texts = pages_text(sample_person)
    assert len(texts) > 6 and all("送审稿" in text for text in texts) and "第三条" in "".join("".join(texts).split())
    assert sample_person.text("page-place") == f"第 1 / {len(texts)} 页"
    sample_person.press("page-on")
    assert sample_person.text("page-place") == f"第 2 / {len(texts)} 页"
    sample_person.sign("sign")
    sample_person.settle()
    sample_person.choose_line("示例：待审签")
    assert not any("送审稿" in text for text in pages_text(sample_person))


def test_the_clerk_sees_the_pages_that_left(sample_person: Person) -> None:
    sample_person.sign_in("shouwen")
    sample_person.press("nav-intake")
    sample_person.settle()
    page = sample_person.shell.pages["intake"]
    record = page.record  # type: ignore[attr-defined]
    office, session = sample_person.shell.office, sample_person.shell.session
    packet = office.core.store.files.get(record.submissions[0].packet)
    with zipfile.ZipFile(io.BytesIO(packet)) as archive:
        bound = archive.read(next(n for n in archive.namelist() if n.endswith("/报送包.pdf")))
    assert office.submissions.pages(session, record) == bound
    assert len(pages_text(sample_person)) == len(PdfReader(io.BytesIO(bound)).pages)


def a_text(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text(f"{name}：由市住建局负责解读，面向居民，通过网站发布。", encoding="utf-8")
    return path


def test_what_is_typed_while_a_file_goes_in_is_kept(sample_person: Person, tmp_path: Path) -> None:
    sample_person.sign_in("nigao")
    sample_person.open_line("示例：缺解读方案）")
    sample_person.drop("view-plan-new", a_text(tmp_path, "方案.txt"), wait=False)
    sample_person.type("field-explanation", "趁放入文件时写下的理由。")
    sample_person.settle()
    assert sample_person.find("field-explanation").toPlainText() == "趁放入文件时写下的理由。"  # type: ignore[attr-defined]
    sample_person.press("save")
    record = sample_person.shell.pages["bundle"].record  # type: ignore[attr-defined]
    assert record.bundle.declaration.explanation == "趁放入文件时写下的理由。" and "plan-missing" not in sample_person.findings()


def test_a_file_that_goes_in_does_not_call_one_back_to_its_bundle(sample_person: Person, tmp_path: Path) -> None:
    sample_person.sign_in("nigao")
    sample_person.open_line("示例：缺解读方案）")
    page = sample_person.shell.pages["bundle"]
    sample_person.drop("view-plan-new", a_text(tmp_path, "方案.txt"), wait=False)
    lines = sample_person.shell.office.searching.bundles(sample_person.shell.session)
    other = next(line.key for line in lines if "未明确公开属性" in line.title)
    sample_person.shell.go(Address("bundle", other))
    sample_person.settle()
    assert page.record.key == other  # type: ignore[attr-defined]


def test_several_materials_are_dropped_at_once_and_a_plan_only_alone(sample_person: Person, tmp_path: Path) -> None:
    sample_person.sign_in("nigao")
    sample_person.open_line("示例：缺解读方案）")
    files = [a_text(tmp_path, f"材料{n}.txt") for n in range(3)]
    sample_person.drop("view-plan-new", *files)
    assert "只能有一个文件" in sample_person.text("banner-text") and "plan-missing" in sample_person.findings()
    page = sample_person.shell.pages["bundle"]
    page.others.open_place(PartKind.MATERIAL, 9)  # type: ignore[attr-defined]
    sample_person.drop("view-material-new", *files)
    names = [part.name for part in page.record.bundle.of_kind(PartKind.MATERIAL)]  # type: ignore[attr-defined]
    assert names == ["解读材料.docx", "材料0.txt", "材料1.txt", "材料2.txt"]


def test_a_removal_that_fails_is_not_called_done(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    sample_person.open_line("示例：未明确公开属性）")
    record = sample_person.shell.pages["bundle"].record  # type: ignore[attr-defined]
    office, session = sample_person.shell.office, sample_person.shell.session
    office.bundles.remove_part(session, record.key, record.revision.number, PartKind.PLAN)
    sample_person.press("remove-plan-0")
    assert "解读方案刚被别人换过" in sample_person.text("banner-text")


def test_who_signed_and_sent_back_can_sign_the_same_again(sample_person: Person) -> None:
    sample_person.sign_in("zhuyao")
    sample_person.press("nav-sign")
    sample_person.choose_line("示例：待审签")
    sample_person.sign("sign")
    sample_person.settle()
    sample_person.choose_line("示例：待审签")
    assert not sample_person.find("sign").isEnabled()
    sample_person.type("remark", "再想一想")
    sample_person.sign("send-back")
    sample_person.sign_in("nigao")
    sample_person.open_line("示例：待审签")
    for _ in range(2):
        sample_person.press("main-act")
        sample_person.settle()
    sample_person.sign_in("zhuyao")
    sample_person.press("nav-sign")
    sample_person.choose_line("示例：待审签")
    sample_person.sign("sign")
    assert "已审签" in sample_person.text("banner-text")


def test_what_is_typed_for_one_bundle_is_not_said_of_another(sample_person: Person) -> None:
    sample_person.sign_in("zhuyao")
    sample_person.press("nav-sign")
    sample_person.choose_line("示例：待审签")
    sample_person.type("remark", "只对这一件说的话")
    sample_person.choose_line("示例：齐全待报送")
    assert sample_person.find("remark").toPlainText() == ""  # type: ignore[attr-defined]
    sample_person.choose_line("示例：待审签")
    assert sample_person.find("remark").toPlainText() == "只对这一件说的话"  # type: ignore[attr-defined]


def test_nobody_signs_before_the_pages_are_there(sample_person: Person) -> None:
    sample_person.sign_in("zhuyao")
    sample_person.press("nav-sign")
    sample_person.choose_line("示例：待审签")
    page = sample_person.shell.pages["sign"]
    page.show_record(page.record)  # type: ignore[attr-defined]
    assert not sample_person.find("sign").isEnabled()
    sample_person.settle()
    assert sample_person.find("sign").isEnabled()
