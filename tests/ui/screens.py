"""Pictures of every page in its main states, from the sample office, at three kinds of screen.

    python -m tests.ui.screens              draws docs/screens anew
    python -m tests.ui.screens FOLDER 1366  draws one kind of screen into a folder

The same clock, the program's own faces and no blinking caret: two runs draw the same, so that a test can hold the pictures against the program.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.window.shell import Shell
    from zwgk_desk.desk.office import Office
    from zwgk_desk.model.progress import Progress
    from zwgk_desk.model.record import BundleRecord

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"
COLOURS = 256
AS_IT_IS = 80
"""Of 100, by Qt: hardly packed, which is the quickest."""


@dataclass(frozen=True)
class Screen:
    """A kind of screen: the window's size on it, in points, the scale, and whether the look is dark."""

    width: int
    height: int
    scale: float
    dark: bool = False


SCREENS = {"1366": Screen(1366, 728, 1.0), "1920": Screen(1280, 680, 1.5), "dark": Screen(1366, 728, 1.0, dark=True)}
"""1366 × 768 at 100 %, 1920 × 1080 at 150 %, and dark; less what the system's task bar takes."""


ONE = "--one"
"""Before the folder, that of the offices and one kind of screen: for the processes that this one begins."""

OFFICES = ("office", "elsewhere")
"""The office that is shown, and that of a department that sends it packets."""


def make_offices(folder: Path) -> None:
    """Make the sample's offices, which every kind of screen shows, and note how many seconds of the clock each took."""
    from zwgk_desk.desk.sample.sample_office import open_sample_office

    from ..conftest import StillClock

    clock = StillClock()
    for name in OFFICES:
        began = clock.now
        open_sample_office(folder / name, clock).release()
        (folder / f"{name}.seconds").write_text(str(round((clock.now - began).total_seconds())), encoding="utf-8")


class Stage:
    """The office, and what the scenes have in common."""

    def __init__(self, folder: Path, made: Path, size: tuple[int, int]) -> None:
        from ..conftest import StillClock

        self.folder, self.made, self.size, self.clock = folder, made, size, StillClock()
        self.office = self.open("office")
        self._shells: dict[str, Shell] = {}

    def open(self, name: str) -> Office:
        """An office, as if it were made now."""
        from zwgk_desk.desk.sample.sample_office import open_sample_office

        shutil.copytree(self.made / name, self.folder / name)
        self.clock.now += timedelta(seconds=int((self.made / f"{name}.seconds").read_text(encoding="utf-8")))
        return open_sample_office(self.folder / name, self.clock)

    def session(self, name: str, office: Office | None = None) -> Any:
        from zwgk_desk.desk.sample.sample_office import PASSWORD

        return (office or self.office).accounts.sign_in(name, PASSWORD)

    def shell(self, name: str) -> Shell:
        """The window of somebody, made once."""
        from ui.window.shell import Shell

        if name not in self._shells:
            made = Shell(self.office, self.session(name), lambda: None)
            made.tour.finish()
            made.resize(*self.size)
            made.show()
            self._shells[name] = made
        return self._shells[name]

    def page(self, name: str, page: str, key: int | None = None) -> Any:
        """A page of somebody's, with a bundle on it, once it has settled."""
        from ui.shared.host import Address

        shell = self.shell(name)
        shell.banner.hide()
        if page == "bundle" and shell.pages["bundle"].editor.dirty:  # type: ignore[attr-defined]
            shell.pages["bundle"].editor.discard()  # type: ignore[attr-defined]
        shell.go(Address(page, key))
        self.settle(shell)
        return shell.pages[page]

    def settle(self, window: QWidget) -> None:
        """Wait until nothing is under way, and pages of PDFs are drawn."""
        from .waiting import wait_until_drawn, wait_until_still

        wait_until_still(window)
        wait_until_drawn(window)

    def until_said(self, window: QWidget, *words: str) -> None:
        """Wait until a window says all this, and nothing is under way any more."""
        from .waiting import says, wait_for

        for each in words:
            wait_for(f"“{each}” on the screen", lambda each=each: says(window, each))
        self.settle(window)
        for each in words:
            assert says(window, each), f"“{each}” was on the screen, and went away again"

    def key(self, words: str) -> int:
        """The bundle of the sample office whose title has some words."""
        lines = self.office.searching.bundles(self.session("nigao"))
        return next(line.key for line in lines if words in line.title)


Scene = Callable[[Stage], "QWidget"]

CHECKED = "能否报送：还差 1 项"
TAKEN_IN = ("可收", "签名有效 ✓（3 个）", "签名有效 ✓（4 个）", "没有传完")
"""What the list of 收文 says once every packet in it has been looked at."""


def _start(stage: Stage) -> QWidget:
    return _start_window(stage, "登录", new=False, sample=False)


def _first(stage: Stage) -> QWidget:
    return _start_window(stage, "建立办公室", new=True, sample=False)


def _sample(stage: Stage) -> QWidget:
    return _start_window(stage, "张立（nigao）", new=False, sample=True)


def _not_opened(stage: Stage) -> QWidget:
    window = _start_window(stage, "登录", new=False, sample=False)
    window.show_failure("数据库打不开（磁盘满或没有写的权限），没有改动任何内容。请清理磁盘或检查权限，再点“重试”。")
    stage.until_said(window, "数据库打不开", "重试")
    return window


def _start_window(stage: Stage, words: str, new: bool, sample: bool) -> Any:
    from ui.window.pictures import _Nobody
    from ui.window.start_window import StartWindow

    window = StartWindow(new, sample, _Nobody())
    window.resize(*stage.size)
    window.show()
    stage.until_said(window, words)
    return window


def _workbench(stage: Stage) -> QWidget:
    return _shown(stage, stage.page("nigao", "workbench"), "待我办理 27", "还差 2 项：拟公开，没有经过保密审查", "还差 1 项：没有明确公开属性")


def _tour(stage: Stage) -> QWidget:
    page = stage.page("nigao", "workbench")
    page.host.tour.begin(again=True)
    return _shown(stage, page, "三分钟入门　第 1 / 3 步", "还差 2 项：拟公开，没有经过保密审查")


def _found(stage: Stage) -> QWidget:
    page = stage.page("nigao", "workbench")
    page.host.tour.finish()
    page.bar.search.setText("三分之二以上")
    page.bar._typed()
    return _shown(stage, page, "已报送待签收", "等待政府办公厅签收")


def _not_found(stage: Stage) -> QWidget:
    page = stage.page("nigao", "workbench")
    page.bar.search.setText("没有这样的话")
    page.bar._typed()
    return _shown(stage, page, "没有找到“没有这样的话”")


def _nothing_yet(stage: Stage) -> QWidget:
    return _shown(stage, stage.page("huiqian-caizheng", "workbench"), "现在没有等您办理的文件包")


def _drafting(stage: Stage) -> QWidget:
    stage.page("nigao", "workbench").bar.search.clear()
    return _shown(stage, stage.page("nigao", "bundle", stage.key("占位")), "能否报送：还差 1 项", "占位文字不能代替材料", "第一条")


def _elements(stage: Stage) -> QWidget:
    from PySide6.QtWidgets import QPushButton

    page = stage.page("nigao", "bundle", stage.key("占位"))
    page.findChild(QPushButton, "assist").click()
    stage.until_said(page.host, "已采用 0 处，涉及 0 个要素", "能否报送：还差 1 项")
    tree = page.elements.tree
    tree.setCurrentItem(tree.topLevelItem(1).child(0))
    return _shown(stage, page, "已采用 0 处，涉及 0 个要素")


def _disputed(stage: Stage) -> QWidget:
    page = stage.page("nigao", "bundle", stage.key("缺解读方案"))
    record = page.record
    page.form.explanation.setPlainText("为了便于群众知晓和监督，应当主动公开。")
    declared = replace(record.bundle.declaration, explanation="涉及群众切身利益，应当主动公开。")
    stage.office.bundles.save(page.session, record.key, record.revision.number, replace(record.bundle, declaration=declared))
    page.editor._look_again()
    stage.until_said(page.host, "用哪一个？", "能否报送：还差 3 项")
    page.host.banner.hide()
    page.editor.autosave_note.setText("09:04 已随手存好")
    return _shown(stage, page, "用哪一个？", "09:04 已随手存好")


def _reviewing(stage: Stage) -> QWidget:
    return _shown(stage, stage.page("baomi", "bundle", stage.key("待保密审查")), "能否报送：还差 2 项", "您第一次看这个文件包")


def _long_title(stage: Stage) -> QWidget:
    title = (
        "东江市人民政府办公厅关于进一步规范既有住宅加装电梯申请、表决、建设、验收、使用管理和补贴资金拨付全过程监督管理工作的若干规定（征求意见稿）"
    )
    bundle = replace(stage.office.bundles.open(stage.session("nigao"), stage.key("占位")).bundle, title=title, parts=())
    made = stage.office.bundles.create(stage.session("nigao"), bundle)
    return _shown(stage, stage.page("nigao", "bundle", made.key), "能否报送：还差 5 项", "还没有解读方案")


def _sign(stage: Stage) -> QWidget:
    _changed_since(stage)
    page = stage.page("zhuyao", "sign", stage.key("待审签"))
    stage.until_said(page.host, "下一处改动（共 5 处）", CHECKED)
    page.pages.next_change()
    page.pages.next_change()
    return _shown(stage, page, "下一处改动（2 / 5）", "第 4 / 12 页")


def _pinned(stage: Stage) -> QWidget:
    from zwgk_desk.model.document.page_place import PagePlace

    page = stage.page("zhuyao", "sign", stage.key("待审签"))
    stage.until_said(page.host, "下一处改动（共 5 处）", CHECKED)
    for paragraph, text in ((3, "征收计划的依据请写明。"), (5, "“申请人”指谁？")):
        page.pins.choose(PagePlace(4, "policy", paragraph))
        page.pins.text.setPlainText(text)
        page.pins.add()
    page.pins.choose(PagePlace(4, "policy", 6))
    page.pins.text.setPlainText("期限再核。")
    return _shown(stage, page, "有 2 条批注", "“申请人”指谁？", "期限再核。")


def _asks_passphrase(stage: Stage) -> QWidget:
    page = stage.page("zhuyao", "sign", stage.key("待审签"))
    page.pins.drop_choice()
    page.back_button.click()
    return _shown(stage, page, "退回修改：请输入签名口令", "有 2 条批注")


def _sent_back(stage: Stage) -> QWidget:
    from zwgk_desk.desk.sample.sample_office import PASSPHRASE

    head = stage.page("zhuyao", "sign", stage.key("待审签"))
    record: BundleRecord = head.record
    stage.office.course.send_back(head.session, record.key, record.revision.number, "两处要改", PASSPHRASE)
    page = stage.page("nigao", "bundle", record.key)
    stage.until_said(page.host, "还有 2 处没有改", "能否报送：还差 1 项")
    page.answered.findChildren(type(page.save_button))[0].click()
    return _shown(stage, page, "还有 2 处没有改", "能否报送：还差 1 项")


def _changed_since(stage: Stage) -> None:
    """The head sees a bundle, and the drafter changes it afterwards."""
    from zwgk_desk.desk.course.review_and_signoff import Judgement
    from zwgk_desk.desk.sample.sample_office import PASSPHRASE
    from zwgk_desk.model.terms import PartKind, ReviewKind, ReviewResult

    key = stage.key("待审签")
    stage.page("zhuyao", "sign", key)
    office, drafter = stage.office, stage.session("nigao")
    record = office.course.withdraw(drafter, key, 1)
    tree = next(d.tree for d in office.checking.documents(drafter, key) if d.where == "policy")
    assert tree is not None
    lines = list(tree.paragraphs())
    lines[4] = lines[4].replace("三分之二", "四分之三", 1)
    lines[9:9] = ["第九条 加装电梯的日常监督由区住房和城乡建设部门负责。"]
    record = office.bundles.put_part(drafter, key, 1, PartKind.POLICY, "政策文稿.md", "\n\n".join([f"# {lines[0]}", *lines[1:]]).encode())
    declared = replace(record.bundle.declaration, explanation="为了便于群众知晓和监督，应当主动公开。")
    record = office.bundles.save(drafter, key, record.revision.number, replace(record.bundle, declaration=declared))
    number = record.revision.number
    office.course.send_to_review(drafter, key, number)
    office.course.review(stage.session("baomi"), key, number, ReviewKind.SECRECY, Judgement(ReviewResult.PASSED, "不涉密"), PASSPHRASE)
    office.course.send_to_sign_off(drafter, key, number)


def _nothing_to_sign(stage: Stage) -> QWidget:
    page = stage.page("zhuyao", "sign")
    page.STAGES = ()
    page.refresh()
    shown = _shown(stage, page, "现在没有等您审签的文件包")
    del page.STAGES
    return shown


def _intake(stage: Stage) -> QWidget:
    _packets(stage)
    return _shown(stage, stage.page("shouwen", "intake"), *TAKEN_IN, "不明：这个报送包不能采用")


def _notice(stage: Stage) -> QWidget:
    page = stage.page("shouwen", "intake")
    page.choices.setCurrentRow(1)
    stage.until_said(page.host, "审核：有 2 项退文理由", "列入通知单")
    page.form.own.setPlainText("没有说明补贴资金由谁承担")
    page.readings.setCurrentIndex(page.notice_tab)
    return _shown(stage, page, *TAKEN_IN, "没有说明补贴资金由谁承担", "第 1 / 1 页", "退文通知单")


def _damaged(stage: Stage) -> QWidget:
    page = stage.page("shouwen", "intake")
    page.readings.setCurrentIndex(0)
    page.choices.setCurrentRow(0)
    return _shown(stage, page, *TAKEN_IN, "不明：这个报送包不能采用")


def _packets(stage: Stage) -> None:
    """A department's packet with grounds, and a damaged one, are handed in."""
    from zwgk_desk.desk.course.review_and_signoff import Judgement
    from zwgk_desk.desk.sample.sample_office import PASSPHRASE
    from zwgk_desk.model.terms import DisclosureAttribute, ReviewKind, ReviewResult
    from zwgk_desk.signing.certificates import as_pem

    there = stage.open("elsewhere")
    admin, drafter = stage.session("guanli", there), stage.session("nigao", there)
    there.settings.save(admin, replace(there.settings.load(), on_request_is_withheld=False))
    key = next(line.key for line in there.searching.bundles(drafter) if "待审签" in line.title)
    record = there.course.withdraw(drafter, key, 1)
    declared = replace(record.bundle.declaration, attribute=DisclosureAttribute.ON_REQUEST)
    record = there.bundles.save(drafter, key, 1, replace(record.bundle, title="东江市供热计量收费实施细则", declaration=declared))
    number = record.revision.number
    there.course.send_to_review(drafter, key, number)
    there.course.review(stage.session("baomi", there), key, number, ReviewKind.SECRECY, Judgement(ReviewResult.PASSED), PASSPHRASE)
    there.course.send_to_sign_off(drafter, key, number)
    there.course.sign(stage.session("zhuyao", there), key, number, "同意", PASSPHRASE)
    there.submissions.submit(drafter, key, number, passphrase=PASSPHRASE)
    packet, damaged = stage.folder / "供热计量收费实施细则.zip", stage.folder / "停车收费标准.zip"
    there.submissions.export(drafter, key, packet)
    damaged.write_bytes(packet.read_bytes()[:20_000])
    kept = there.core.store.identity.authority()
    assert kept is not None
    settings = stage.office.settings.load()
    listed = replace(settings, trusted_authorities=(as_pem(kept.certificate).decode(),))
    stage.office.settings.save(stage.session("guanli"), listed)
    there.release()
    for path in (packet, damaged):
        stage.office.packet_intake.take(stage.session("shouwen"), path)


def _compare(stage: Stage) -> QWidget:
    return _shown(stage, stage.page("nigao", "compare"), "把旧文件和新文件先后或一起拖到这里")


def _compared(stage: Stage) -> QWidget:
    old, new = stage.folder / "旧.txt", stage.folder / "新.txt"
    first = "东江市既有住宅加装电梯管理办法\n第一条 为了方便居民出行，制定本办法。\n第二条 每台电梯补贴十万元。\n第三条 本办法自印发之日起施行。"
    old.write_text(first, encoding="utf-8")
    new.write_text(first.replace("十万元", "二十万元").replace("第三条", "第三条 补贴在验收后三十日内拨付。\n第四条"), encoding="utf-8")
    page = stage.page("nigao", "compare")
    page._dropped([str(old), str(new)])
    return _shown(stage, page, "未改 3 条，修改 1 条，新增 1 条", "数字有变")


def _review(stage: Stage) -> QWidget:
    return _shown(stage, stage.page("nigao", "review", stage.key("占位")), "请核对 2 处", "解读方案，第 3 段")


def _poster(stage: Stage) -> QWidget:
    from .waiting import wait_for

    page = stage.page("nigao", "poster", stage.key("齐全待报送"))
    stage.until_said(page.host, "【关键数字】", "【说明】")
    wait_for("the picture beside the text", lambda: not page.image.pixmap().isNull())
    return _shown(stage, page, "【关键数字】")


def _record(stage: Stage) -> QWidget:
    return _shown(stage, stage.page("nigao", "record"), "两处要改", "签名相符")


def _accounts(stage: Stage) -> QWidget:
    return _shown(stage, stage.page("guanli", "accounts"), "huiqian-caizheng", "初始密码至少 8 个字符")


def _keys(stage: Stage) -> QWidget:
    page = stage.page("guanli", "keys")
    page.authority.setText("示例签发机构，有效至 2036-11-21\n证书指纹（SHA-256）：每次建立都不同，这里略去")
    return _shown(stage, page, "这里略去", "证书有效至 2029-11-23")


def _presets(stage: Stage) -> QWidget:
    return _shown(stage, stage.page("guanli", "presets"), "国家标准 GB/T 9704-2012（在用）", "第 1 / 3 页")


def _forms(stage: Stage) -> QWidget:
    page = stage.page("guanli", "forms")
    stage.until_said(page.host, "新旧政策对照表", "第 1 / 1 页")
    page.list.setCurrentRow(2)
    return _shown(stage, page, "份号", "紧急程度", "第 1 / 1 页")


def _verify(stage: Stage) -> QWidget:
    page = stage.page("shouwen", "verify")
    page.trust_note.setText("信任的签发机构：示例签发机构")
    return _shown(stage, page, "信任的签发机构：示例签发机构", "把报送包或退文通知单（.zip）拖到这里")


def _verified(stage: Stage) -> QWidget:
    page = stage.page("shouwen", "verify")
    page.trust_note.setText("信任的签发机构：示例签发机构")
    page.verify(str(stage.folder / "供热计量收费实施细则.zip"))
    return _shown(stage, page, "供热计量收费实施细则.zip：完整，没有改动", "签发机构可信")


def _settings(stage: Stage) -> QWidget:
    return _shown(stage, stage.page("guanli", "settings"), "证书有效至 2029-11-23", "15 分钟")


def _help(stage: Stage) -> QWidget:
    page = stage.page("nigao", "bundles")
    page.host.help()
    return _shown(stage, page, "回到刚才的页面", "这里是与您有关的全部文件包")


def _refused(stage: Stage) -> QWidget:
    page = stage.page("nigao", "bundles")
    page.host.tell_error(RuntimeError("例外"))
    return _shown(stage, page, "程序遇到没有料到的问题（例外）", "还差 5 项")


def _done(stage: Stage) -> QWidget:
    page = stage.page("nigao", "bundles")
    page.host.tell_done("已删去一条批注", lambda: None)
    return _shown(stage, page, "已删去一条批注", "还差 5 项")


def _locked(stage: Stage) -> QWidget:
    page = stage.page("nigao", "bundles")
    from PySide6.QtWidgets import QPushButton

    page.host.findChild(QPushButton, "lock").click()
    return _shown(stage, page, "窗口已锁定")


def _stopped(stage: Stage) -> QWidget:
    page = stage.page("nigao", "record")
    stage.until_said(page.host, "签名相符")

    def endless(progress: Progress) -> None:
        while True:
            progress(0.4, "")
            time.sleep(0.01)

    page.read("读取记录", endless, lambda _: None)
    page.host.read_bar.stop()
    return _shown(stage, page, "已停止读取记录，什么都没有改动", "签名相符")


def _shown(stage: Stage, page: Any, *words: str) -> QWidget:
    """The window, once it says all this and nothing is under way any more."""
    shell: QWidget = page.host
    stage.until_said(shell, *words)
    return shell


SCENES: dict[str, Scene] = {
    "01-登录": _start, "02-首次使用": _first, "03-示例办公室": _sample, "04-打不开": _not_opened, "05-工作台": _workbench,
    "05-三分钟入门": _tour, "06-搜索到": _found, "07-没搜到": _not_found, "08-没有文件包": _nothing_yet, "09-文件包": _drafting,
    "10-解读要素": _elements, "11-两人同改": _disputed, "12-保密审查": _reviewing, "13-长标题": _long_title,
    "14-审签-改动": _sign, "15-审签-批注": _pinned, "16-签名口令": _asks_passphrase, "17-退回修改": _sent_back,
    "18-没有待签": _nothing_to_sign, "19-收文": _intake, "20-退文通知单": _notice, "21-不明": _damaged,
    "22-对照-空": _compare, "23-对照": _compared, "24-审读": _review, "25-一图读懂": _poster, "26-记录": _record,
    "27-账号": _accounts, "28-人员与密钥": _keys, "29-版式": _presets, "30-模板": _forms, "31-核验-空": _verify,
    "32-核验": _verified, "33-设置": _settings, "34-帮助": _help, "35-出错": _refused, "36-撤销": _done,
    "37-停止读取": _stopped, "38-锁定": _locked,
}  # fmt: skip
"""In their order: later ones show what earlier ones did."""


def draw(folder: Path, made: Path, screen: Screen, name: str) -> None:
    """Draw all scenes for one kind of screen from the offices in a folder, in this process, which has not begun a Qt application yet."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(screen.scale)
    from PySide6.QtWidgets import QApplication

    from ui.look import theme, tokens
    from ui.window import banner

    banner.BANNER_SECONDS = 3600  # it stays until it is drawn, however long that takes
    tokens.SYSTEM_FAMILIES, tokens.FAMILIES = (), ("FandolHei", "ZwgkFallback")  # the same faces on every machine
    app = QApplication([])
    app.setCursorFlashTime(0)
    theme.apply_theme(app, tokens.DARK if screen.dark else tokens.LIGHT)
    with ExitStack() as stack:
        own = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        stage = Stage(own, made, (screen.width, screen.height))
        stack.callback(stage.office.release)
        for scene, make in SCENES.items():
            _save(make(stage), folder / f"{scene}.{name}.png")
        os.sync()
        for window in stage._shells.values():
            window.jobs.finish()


def _save(window: QWidget, path: Path) -> None:
    """Write a picture; one that is kept has few colours, which is a third of the size and looks the same, and is made as small as can be."""
    from PIL import Image

    window.grab().save(str(path), "PNG", AS_IT_IS)  # type: ignore[call-overload]
    if path.parent == FOLDER:
        picture = Image.open(path).convert("RGB")
        picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
    if window.metaObject().className() == "StartWindow":
        window.close()


def draw_all(folder: Path, screens: tuple[str, ...] = tuple(SCREENS)) -> None:
    """Draw all scenes, each kind of screen in a process of its own, since the scale is set for a whole process."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        make_offices(Path(made))
        command = [sys.executable, "-m", "tests.ui.screens", ONE, str(folder), made]
        running = [subprocess.Popen([*command, name], cwd=FOLDER.parents[1]) for name in screens]
        for process in running:
            process.wait()
        if any(process.returncode for process in running):
            raise SystemExit("not all pictures were drawn")


if __name__ == "__main__":
    if sys.argv[1:2] == [ONE]:
        draw(Path(sys.argv[2]), Path(sys.argv[3]), SCREENS[sys.argv[4]], sys.argv[4])
    else:
        draw_all(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, tuple(sys.argv[2:]) or tuple(SCREENS))
