"""The clerk: packets dropped in, a verdict a row, the notice ready and edited, the packet recognised when it comes again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QListWidget, QPlainTextEdit

from ui.shared.pdf_view import PagesView
from zwgk_desk.desk.sample.sample_office import PASSPHRASE
from zwgk_desk.model.terms import DisclosureAttribute
from zwgk_desk.packet.verify import verify
from zwgk_desk.signing.certificates import as_pem

from ..desk.conftest import Play, packet_of
from ..desk.test_file_intake import sent_again
from .conftest import Person
from .waiting import wait_for


def drop(person: Person, *paths: Path, told: str = "登记了 1 个报送包") -> None:
    """Drop files on the page, wherever, and read what is told of that before it goes away by itself."""
    page = person.shell.pages["intake"]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, modifiers, action, place = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction, QPointF(50, 50)
    entering = QDragEnterEvent(place.toPoint(), action, data, buttons, modifiers)
    QApplication.sendEvent(page, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(page, QDropEvent(place, action, data, buttons, modifiers))
    wait_for(f"the banner to say {told}", lambda: person.sees("banner-text") and told in person.text("banner-text"))
    person.settle()


def rows(person: Person) -> list[str]:
    """What the rows say, once every one is judged."""
    choices = person.find("choices")
    assert isinstance(choices, QListWidget)
    wait_for("the look at every packet", lambda: not any("正在核对" in choices.item(n).text() for n in range(choices.count())))
    person.settle()
    return [choices.item(n).text() for n in range(choices.count())]


def trust(person: Person, elsewhere: Play, path: Path) -> None:
    """The administrator lists the department's authority, in the settings."""
    kept = elsewhere.office.core.store.identity.authority()
    assert kept is not None
    path.write_bytes(as_pem(kept.certificate))
    person.sign_in("guanli")
    person.press("nav-settings")
    with person.answering(path):
        person.press("add-authority")
    person.press("save-settings")
    assert "设置已保存" in person.text("banner-text")


def test_packets_dropped_in_are_judged_returned_and_recognised(sample_person: Person, elsewhere: Play, tmp_path: Path) -> None:
    person = sample_person
    trust(person, elsewhere, tmp_path / "机构.pem")
    sent = elsewhere.submitted()
    whole = packet_of(elsewhere, sent, tmp_path / "甲.zip")
    (tmp_path / "缺半.zip").write_bytes(whole.read_bytes()[:9000])
    (tmp_path / "不是.docx").write_bytes(b"x")
    person.sign_in("shouwen")
    person.press("nav-intake")
    drop(person, whole, tmp_path / "缺半.zip", tmp_path / "不是.docx", told="不是报送包（.zip），没有登记")
    said = rows(person)
    assert len(said) == 3 and said[0].startswith("! 不明　缺半.zip") and "已经损坏" in said[0]
    assert said[1].startswith("✓ 可收　") and "签名有效 ✓（3 个）" in said[1] and "待审核" in said[1]
    assert said[2].startswith("✓ 可收　") and "等待政府办公厅签收" in said[2]
    person.choose_line("! 不明")
    person.settle()
    assert person.text("verdict").startswith("不明") and not person.sees("accept") and not person.sees("return")
    person.press("put-away")
    assert len(rows(person)) == 2
    person.press("undo-done")
    assert len(rows(person)) == 3
    person.choose_line("登记")
    person.choose_line("✓ 可收")
    person.settle()
    assert person.text("signature-0") == "完整，没有改动" and person.text("verdict") == "审核：没有发现退文理由"
    view = person.find("pages")
    assert isinstance(view, PagesView)
    wait_for("more than 6 pages", lambda: view.document.pageCount() > 6)
    person.type("own-ground", "没有说明补贴资金由谁承担")
    person.choose("ground-place", "解读材料")
    person.type("demand", "请补写资金来源")
    person.press("look-at-notice")
    notice = person.find("notice-pages")
    assert isinstance(notice, PagesView)
    wait_for("the notice with what was typed", lambda: notice.document.pageCount() == 1 and "补贴资金" in notice.document.getAllText(0).text())
    with person.answering(tmp_path / "通知.zip"):
        person.sign("return")
    found = verify((tmp_path / "通知.zip").read_bytes(), "通知.zip", ())
    assert found.notice is not None and [g.message for g in found.notice.grounds] == ["没有说明补贴资金由谁承担"]
    assert len(rows(person)) == 2
    drop(person, whole, told="这一份已退文")
    assert len(rows(person)) == 2
    drop(person, packet_of(elsewhere, sent_again(elsewhere, sent), tmp_path / "乙.zip"))
    said = rows(person)
    assert "第 2 次报送" in said[0] and "上次退文 1 项：1 项请核对" in said[0]
    person.choose_line("第 2 次报送")
    assert person.text("repair-state-1") == "已有改动，请对照理由核对"
    person.sign("accept")
    assert "已受理" in person.text("banner-text")
    assert any("已受理" in row for row in rows(person))


def test_the_grounds_are_ready_edited_and_left_out(sample_person: Person, elsewhere: Play, tmp_path: Path) -> None:
    """The department takes 依申请公开 for disclosure, the government office does not: what comes has grounds."""
    person, there = sample_person, elsewhere.office
    there.settings.save(elsewhere.people.admin, replace(there.settings.load(), on_request_is_withheld=False))
    record = elsewhere.draft()
    declared = replace(record.bundle.declaration, attribute=DisclosureAttribute.ON_REQUEST)
    record = there.bundles.save(elsewhere.people.drafter, record.key, record.revision.number, replace(record.bundle, declaration=declared))
    signed = elsewhere.signed(elsewhere.reviewed(record))
    sent = there.submissions.submit(elsewhere.people.drafter, signed.key, signed.revision.number, passphrase=PASSPHRASE)
    trust(person, elsewhere, tmp_path / "机构.pem")
    person.sign_in("shouwen")
    person.press("nav-intake")
    drop(person, packet_of(elsewhere, sent, tmp_path / "甲.zip"))
    assert rows(person)[0].startswith("✗ 退文") and "另有 1 项" in rows(person)[0]
    person.choose_line("✗ 退文")
    person.settle()
    person.press("go-withholding-ground-missing-0")
    wait_for("the keyboard on the pages", lambda: person.find("pages-view").hasFocus())
    assert person.shell.pages["intake"].pages.view.pageNavigator().currentPage() == 9  # type: ignore[attr-defined]
    person.type("ground-message-1", "没有写依据哪部法律")
    person.press("ground-2")
    assert not person.find("ground-message-2").isEnabled()
    person.choose_line("示例：已报送待签收")
    person.choose_line("✗ 退文")
    person.settle()
    field = person.find("ground-message-1")
    assert isinstance(field, QPlainTextEdit) and field.toPlainText() == "没有写依据哪部法律", "what was edited is there again"
    assert not person.find("ground-message-2").isEnabled()
    person.type("return-remark", "请一周内补正")
    with person.answering(tmp_path / "通知.zip"):
        person.sign("return")
    found = verify((tmp_path / "通知.zip").read_bytes(), "通知.zip", ())
    assert found.notice is not None and [g.message for g in found.notice.grounds] == ["没有写依据哪部法律"]
    assert found.notice.grounds[0].rule == "withholding-ground-missing" and found.notice.remark == "请一周内补正"
