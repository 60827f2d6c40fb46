"""What people do with documents in the window: 版式, 版头和版记, templates to begin from, and the pages that are signed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget, QTextBrowser
from pytestqt.qtbot import QtBot

from ui.shared.document_view import DocumentView, picture_name
from ui.shared.pdf_view import PagesView
from zwgk_desk.desk.admin.sample_document import sample_document
from zwgk_desk.documents.setting.front import Cover
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.documents.writers.pdf import Binding, Section, bind_pdf
from zwgk_desk.model.document.measures import NATIONAL
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Picture

from ..documents.trees import image
from .conftest import Person
from .waiting import wait_for


def presets(person: Person) -> list[str]:
    listed = person.find("presets")
    assert isinstance(listed, QListWidget)
    return [listed.item(row).text() for row in range(listed.count())]


def test_the_administrator_copies_the_national_preset_changes_it_and_uses_it(sample_person: Person) -> None:
    sample_person.sign_in("guanli")
    sample_person.press("nav-presets")
    assert presets(sample_person) == [f"{NATIONAL}（在用）"]
    assert not sample_person.find("measure-top_mm").isEnabled() and not sample_person.find("save-preset").isEnabled()
    sample_person.press("copy-preset")
    sample_person.type("preset-name", "本市版式")
    sample_person.type("measure-fixed_pitch", "28")
    sample_person.choose("measure-page_number_place", "居中")
    sample_person.press("save-preset")
    sample_person.press("use-preset")
    assert presets(sample_person) == [NATIONAL, "本市版式（在用）"]
    used = sample_person.shell.office.settings.load().measures
    assert (used.name, used.fixed_pitch, used.page_number_place, used.top_mm) == ("本市版式", 28, "居中", 37)
    sample_person.sign_in("zhuyao")
    sample_person.press("nav-sign")
    sample_person.settle()
    assert "第 1 /" in sample_person.text("page-place")
    sample_person.sign_in("guanli")
    sample_person.press("nav-presets")
    listed = sample_person.find("presets")
    listed.setFocus()
    sample_person.bot.keyClick(listed, Qt.Key.Key_End)
    sample_person.press("remove-preset")
    assert presets(sample_person) == [f"{NATIONAL}（在用）"]
    sample_person.press("restore-preset")
    assert presets(sample_person) == [NATIONAL, "本市版式（在用）"]


def test_measures_that_do_not_fit_are_named_and_not_kept(sample_person: Person) -> None:
    sample_person.sign_in("guanli")
    sample_person.press("nav-presets")
    sample_person.press("copy-preset")
    sample_person.type("measure-left_mm", "50")
    sample_person.type("measure-text_width_mm", "180")
    assert "超出纸面" in sample_person.text("preset-faults")
    assert not sample_person.find("save-preset").isEnabled()
    sample_person.press("nav-settings")
    assert sample_person.sees("presets"), "what is typed and not saved keeps one here, and says so"
    listed = sample_person.find("presets")
    sample_person.bot.keyClick(listed, Qt.Key.Key_Home)
    assert "没有保存" in sample_person.text("banner-text") and "超出纸面" in sample_person.text("preset-faults")
    sample_person.press("discard-preset")
    sample_person.press("nav-settings")
    assert not sample_person.sees("presets")


def test_missing_faces_are_named(sample_person: Person) -> None:
    sample_person.sign_in("guanli")
    sample_person.press("nav-presets")
    sample_person.settle()
    assert "Fandol" in sample_person.text("preset-faces")


@pytest.fixture
def drafting(sample_person: Person, tmp_path: Path) -> Person:
    """An officer before a new bundle with its policy."""
    sample_person.sign_in("nigao")
    sample_person.press("new-bundle")
    content = "关于加装电梯补贴的通知\n各区人民政府：\n补贴标准为每台20万元。\n东江市住房和城乡建设局\n2026年11月2日\n"
    (tmp_path / "通知.txt").write_text(content, encoding="utf-8")
    sample_person.drop("view-policy-new", tmp_path / "通知.txt")
    return sample_person


def test_the_screen_says_which_of_the_two_is_sent_as_the_text(drafting: Person) -> None:
    said = drafting.text("sent-policy-0")
    assert "排版件“政策文稿”" in said and "原件" in said


def test_what_an_officer_fills_in_for_the_masthead_frames_the_typeset_version(drafting: Person, tmp_path: Path) -> None:
    drafting.press("fold-dispatch")
    for name, text in (
        ("mark", "东江市人民政府文件"),
        ("number", "东政发〔2026〕3号"),
        ("copies_to", "市委各部门"),
        ("printed_by", "东江市人民政府办公厅"),
        ("printed_on", "2026年11月3日"),
    ):
        drafting.type(f"field-dispatch-{name}", text)
    drafting.choose("field-attribute", "主动公开")
    drafting.choose("field-dispatch-closing", "不加盖印章")
    drafting.press("save")
    with drafting.answering(tmp_path):
        drafting.press("preview")
    (folder,) = tmp_path.glob("送审稿-*")
    text = "".join(PdfReader(folder / "政策文稿.pdf").pages[0].extract_text().split())
    for words in ("东江市人民政府文件", "东政发〔2026〕3号", "（此件公开发布）", "抄送：市委各部门。", "2026年11月3日印发"):
        assert words in text
    assert (folder / "原件" / "通知.txt").read_text(encoding="utf-8").startswith("关于加装电梯补贴的通知")
    assert "东政发〔2026〕3号" in "".join(PdfReader(folder / "发文稿纸.pdf").pages[0].extract_text().split())


@pytest.mark.parametrize(
    "button, words",
    [("start-material-new", "惠民利民举措"), ("start-material-new-1", "为什么要制定这项政策"), ("start-attachment-new", "原政策规定")],
)
def test_an_officer_begins_from_a_template(drafting: Person, button: str, words: str) -> None:
    kind = button.split("-")[1]
    tabs = drafting.shell.pages["bundle"].others  # type: ignore[attr-defined]
    for place in range(tabs.count()):
        if tabs.widget(place).objectName() == f"part-{kind}-new":
            drafting.bot.mouseClick(tabs.tabBar(), Qt.MouseButton.LeftButton, pos=tabs.tabBar().tabRect(place).center())
    drafting.press(button)
    drafting.settle()
    view = drafting.find(f"view-{kind}-0")
    assert isinstance(view, QTextBrowser) and words in view.toPlainText()


def test_pages_appear_while_later_ones_are_set_and_one_stays_where_one_reads(qtbot: QtBot, themed: None) -> None:
    tree = DocumentTree(tuple(Block(BlockKind.PARAGRAPH, f"第{n}段，既有住宅加装电梯由业主依法协商确定。" * 4) for n in range(200)))
    early: list[bytes] = []
    whole = bind_pdf([Section("政策文稿", tree)], Binding(Cover("东江市住房和城乡建设局", "通知")), early=early.append)
    view = PagesView()
    qtbot.addWidget(view)
    view.resize(700, 600)
    view.show()
    view.show_message("正在排版…")
    view.show_early(early[0])
    assert "后面的页正在排" in view.place.text() and view.document.pageCount() < 12
    view.turn(3)
    wait_for("the fourth page", lambda: view.view.pageNavigator().currentPage() == 3)
    place = view.view.verticalScrollBar().value()
    view.show_pdf(whole)
    QApplication.processEvents()
    assert view.view.verticalScrollBar().value() == place and place > 0
    assert view.document.pageCount() > 20 and "后面的页" not in view.place.text()


def test_pictures_and_every_element_are_shown(qtbot: QtBot, themed: None) -> None:
    view = DocumentView("x")
    qtbot.addWidget(view)
    tree = DocumentTree((*sample_document().blocks, Picture(image(), 120, 60, "示意图")))
    view.show_tree(tree)
    text = view.toPlainText()
    assert all(block.text in text for block in tree.blocks if isinstance(block, Block))
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QTextDocument

    kept = view.document().resource(QTextDocument.ResourceType.ImageResource, QUrl(picture_name(len(tree.blocks) - 1)))
    assert kept is not None and kept.width() == 60


def test_a_docx_with_a_picture_shows_it(sample_person: Person, tmp_path: Path) -> None:
    sample_person.sign_in("nigao")
    sample_person.press("new-bundle")
    tree = DocumentTree((Block(BlockKind.TITLE, "关于加装电梯的通知"), Block(BlockKind.PARAGRAPH, "见图。"), Picture(image(), 120, 60)))
    (tmp_path / "通知.docx").write_bytes(write_docx(tree, "x"))
    sample_person.drop("view-policy-new", tmp_path / "通知.docx")
    view = sample_person.find("view-policy-0")
    assert isinstance(view, QTextBrowser) and "见图。" in view.toPlainText() and "\ufffc" in view.toPlainText()
