"""Pages know no window: each can be opened alone, in a host of a few lines."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ui.admin.keys_page import KeysPage
from ui.admin.record_page import RecordPage
from ui.deciding.sign_page import SignPage
from ui.drafting.bundle_page import BundlePage
from ui.drafting.compare_page import ComparePage
from ui.drafting.poster_page import PosterPage
from ui.shared.host import Address
from ui.shared.page import Page
from ui.window.pages import PAGES, make_page
from ui.workbench.workbench_page import WorkbenchPage
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_office import PASSPHRASE, PASSWORD, open_sample_office
from zwgk_desk.model.document.candidate import Element
from zwgk_desk.model.terms import Stage

from .lone_host import LoneHost

LINE = "代拟稿未说明属性理由"


@pytest.fixture
def sample(sample_data: Path, tmp_path: Path) -> Iterator[Office]:
    """A sample office of this test's own."""
    shutil.copytree(sample_data, tmp_path / "data")
    office = open_sample_office(tmp_path / "data")
    yield office
    office.release()


def host_of(office: Office, name: str) -> LoneHost:
    return LoneHost(office, office.accounts.sign_in(name, PASSWORD))


def key_of(host: LoneHost, words: str) -> int:
    return next(line.key for line in host.office.searching.bundles(host.session) if words in line.title)


Show = Callable[[Page, Address], None]


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Show]:
    """Shows a page at an address; it goes at the end, with its timers."""
    pages: list[Page] = []

    def show(page: Page, to: Address) -> None:
        pages.append(page)
        page.open(to)
        page.show()

    yield show
    for page in pages:
        page.close()
        page.deleteLater()


def test_the_bundle_page_leads_to_the_place_that_is_asked_for(show: Show, sample: Office) -> None:
    host = host_of(sample, "nigao")
    page = BundlePage(host)
    show(page, Address("bundle", key_of(host, LINE), "disclosure.explanation"))
    assert page.record is not None and page.record.bundle.title in page.title.text()
    assert page.form.explanation.hasFocus() or page.form.focusWidget() is page.form.explanation
    page.form.explanation.setPlainText("涉及群众切身利益")
    assert page.leave() and page.record.revision.number == 2 and not host.said


def test_what_is_accepted_beside_the_policy_is_the_picture_s_first_draft(show: Show, sample: Office) -> None:
    """The two pages never meet: one leaves it with the host, the other takes it there."""
    host = host_of(sample, "nigao")
    key = key_of(host, LINE)
    bundle, poster = BundlePage(host), PosterPage(host)
    show(bundle, Address("bundle", key))
    bundle.middle.show_elements()
    bundle.elements.accept_first()
    bundle.elements.picture.click()
    assert host.gone == [Address("poster", key)] and Element.GOALS in host.handover.accepted[key]
    show(poster, host.gone[0])
    first = poster.text.toPlainText()
    assert first and not poster.fault.text()
    poster.text.setPlainText(first + "\n又写了一行")
    poster.open(Address("poster", key))
    assert poster.text.toPlainText().endswith("又写了一行"), "what was written on stays"


def test_what_a_comparison_tells_is_offered_among_the_elements(show: Show, sample: Office, tmp_path: Path) -> None:
    host = host_of(sample, "nigao")
    key = key_of(host, LINE)
    old = tmp_path / "旧办法.txt"
    old.write_text("旧办法\n第一条　补贴标准为每台五万元。\n", encoding="utf-8")
    compare, bundle = ComparePage(host), BundlePage(host)
    show(compare, Address("compare", key))
    compare._take({"old": old})
    assert host.handover.differences[key]
    show(bundle, Address("bundle", key))
    bundle.middle.show_elements()
    told = [item.text(0) for item in bundle.elements._items()]
    assert host.handover.differences[key][0] in told


def test_a_list_asks_its_host_to_go_where_the_person_works_on_a_bundle(show: Show, sample: Office) -> None:
    host = host_of(sample, "zhuyao")
    page = WorkbenchPage(host)
    show(page, Address("workbench"))
    row = next(n for n, found in enumerate(page.model.lines) if found.line.course.stage is Stage.SIGN_OFF)
    page.open_row(row)
    assert host.gone == [Address("sign", page.model.lines[row].line.key)]


def test_a_head_signs_on_the_page_alone(show: Show, sample: Office) -> None:
    host = host_of(sample, "zhuyao")
    host.passphrase = PASSPHRASE
    page = SignPage(host)
    key = key_of(host, "待审签")
    show(page, Address("sign", key))
    assert page.sign_button.isEnabled(), page.note.text()
    page.sign_all()
    assert sample.bundles.open(host.session, key).reviews[-1].passed and "已审签" in host.said[-1]


def test_the_record_is_read_and_leads_to_its_bundle(show: Show, sample: Office) -> None:
    host = host_of(sample, "nigao")
    page = RecordPage(host)
    show(page, Address("record"))
    assert page.table.rowCount() and page.open_button.isEnabled()
    page.open_button.click()
    assert host.gone[0].page == "bundle" and host.gone[0].key


def test_the_page_of_keys_delegates_and_ends_it(show: Show, sample: Office) -> None:
    host = host_of(sample, "guanli")
    host.passphrase = PASSPHRASE
    page = KeysPage(host)
    show(page, Address("keys"))
    page.delegations.delegate()
    assert page.delegations.list.count() == 1 and host.said == ["已授权代签"]
    page.delegations.list.setCurrentRow(0)
    page.delegations.end()
    assert host.said[-1] == "已撤销代签"


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_opened_alone(name: str, show: Show, sample: Office) -> None:
    everybody = {"sign": "zhuyao", "intake": "shouwen", "accounts": "guanli", "keys": "guanli", "presets": "guanli", "forms": "guanli"}
    host = host_of(sample, everybody.get(name, "nigao"))
    page = make_page(name, host)
    key = key_of(host, LINE) if name in ("bundle", "poster", "review", "compare") else None
    show(page, Address(name, key, "bundles" if name == "help" else ""))
    assert not host.said and page.leave()
