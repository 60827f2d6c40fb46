"""备份 on the settings page: when the last one was made, one more into a file, and back from one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFrame, QVBoxLayout

from zwgk_desk.desk.admin.backups import Brought

from ..look import kit
from ..shared.page_context import PageContext

PATTERN = "备份 (*.sqlite)"
AGAIN = "再点一次，用“{}”恢复"


class BackupCard(QFrame):
    """Makes backups, and puts them back; what is replaced is kept."""

    def __init__(self, page: PageContext) -> None:
        """Build the card; `page` runs its work."""
        super().__init__()
        self._page = page
        self._chosen: Path | None = None
        self.last = kit.label("", "quiet")
        self.last.setObjectName("backup-last")
        self.make_button = kit.button("备份到…", self._make, name="backup-make")
        self.restore_button = kit.button("从备份恢复…", self._restore, "danger", "backup-restore")
        note = kit.label("有人在用也可以备份；每天自动备份一次，存在数据文件夹的 backups 里。恢复时，现有的数据另存一份，不会丢。", "quiet")
        inside = kit.column(kit.label("备份", "section"), self.last, kit.row(self.make_button, self.restore_button, None), note, margins=0)
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(kit.card(inside))
        self.setLayout(layout)

    def refresh(self) -> None:
        """Say how old the last backup is."""
        told = self._page.attempt(lambda: self._page.office.backups.last(self._page.session))
        self.last.setText(told or "")
        self._forget()

    def _make(self) -> None:
        page = self._page
        target = page.choose_target(str(Path.home() / "政务公开工作台备份.sqlite"), PATTERN)
        if not target:
            return

        def done(found: Brought) -> None:
            self.refresh()
            if found.faults:
                page.host.tell_refusal(f"已备份到 {target}，但数据库里检查出问题：{found.faults[0]}")
            else:
                page.host.tell_done(f"已备份到 {target}。{found.told()}")

        page.work(lambda progress: page.office.backups.make(page.session, Path(target)), done, "正在备份")

    def _restore(self) -> None:
        """Choose a backup at the first press, and put it back at the second."""
        page = self._page
        if self._chosen is None:
            chosen = page.choose_file()
            if chosen:
                self._chosen = Path(chosen)
                self.restore_button.setText(AGAIN.format(self._chosen.name))
            return
        copy = self._chosen
        self._forget()

        def done(found: Brought) -> None:
            self.refresh()
            kept = f"原来的数据存在 {found.kept}。" if found.kept is not None else ""
            page.host.tell_done(f"已恢复。{found.told()}。{kept}请退出登录，重新登录")

        page.work(lambda progress: page.office.backups.restore(page.session, copy), done, "正在恢复")

    def _forget(self) -> None:
        self._chosen = None
        self.restore_button.setText("从备份恢复…")
