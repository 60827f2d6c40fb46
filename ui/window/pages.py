"""The pages by name. Each is imported when it is first made: a new page is a maker here and a line in PAGES."""

from __future__ import annotations

from collections.abc import Callable, Collection
from importlib import import_module
from typing import TYPE_CHECKING

from ..shared.page import Page

if TYPE_CHECKING:
    from .shell import Shell

FOR_BUNDLES = ("workbench", "bundles", "bundle", "poster", "compare", "review")
"""What everybody has who has to do with bundles."""

DAILY = {"sign": "ui.deciding.sign_page", "intake": "ui.deciding.intake_page"}
"""Where the pages are made that heads and clerks open first."""


def _workbench(shell: Shell) -> Page:
    from zwgk_desk.model.search import ListView

    from ..workbench.workbench_page import WorkbenchPage

    return WorkbenchPage(shell, "工作台", tuple(ListView), "workbench")


def _bundles(shell: Shell) -> Page:
    from zwgk_desk.model.search import ListView

    from ..workbench.workbench_page import WorkbenchPage

    return WorkbenchPage(shell, "文件包", (ListView.ALL,), "bundles")


def _bundle(shell: Shell) -> Page:
    from ..drafting.bundle_page import BundlePage

    return BundlePage(shell)


def _poster(shell: Shell) -> Page:
    from ..drafting.poster_page import PosterPage

    return PosterPage(shell)


def _compare(shell: Shell) -> Page:
    from ..drafting.compare_page import ComparePage

    return ComparePage(shell)


def _review(shell: Shell) -> Page:
    from ..drafting.review_page import ReviewPage

    return ReviewPage(shell)


def _sign(shell: Shell) -> Page:
    from ..deciding.sign_page import SignPage

    return SignPage(shell)


def _intake(shell: Shell) -> Page:
    from ..deciding.intake_page import IntakePage

    return IntakePage(shell)


def _accounts(shell: Shell) -> Page:
    from ..admin.accounts_page import AccountsPage

    return AccountsPage(shell)


def _keys(shell: Shell) -> Page:
    from ..admin.keys_page import KeysPage

    return KeysPage(shell)


def _presets(shell: Shell) -> Page:
    from ..admin.presets_page import PresetsPage

    return PresetsPage(shell)


def _forms(shell: Shell) -> Page:
    from ..admin.forms_page import FormsPage

    return FormsPage(shell)


def _record(shell: Shell) -> Page:
    from ..admin.record_page import RecordPage

    return RecordPage(shell)


def _verify(shell: Shell) -> Page:
    from ..deciding.verify_page import VerifyPage

    return VerifyPage(shell)


def _help(shell: Shell) -> Page:
    from .help_page import HelpPage

    return HelpPage(shell)


def _settings(shell: Shell) -> Page:
    from ..admin.settings_page import SettingsPage

    return SettingsPage(shell)


PAGES: dict[str, Callable[[Shell], Page]] = {
    "workbench": _workbench, "bundles": _bundles, "bundle": _bundle, "poster": _poster, "compare": _compare, "review": _review,
    "sign": _sign, "intake": _intake, "accounts": _accounts, "keys": _keys, "presets": _presets, "forms": _forms, "record": _record,
    "verify": _verify, "settings": _settings, "help": _help,
}  # fmt: skip


def make_page(name: str, shell: Shell) -> Page:
    """A page for a window."""
    return PAGES[name](shell)


def warm_up(names: Collection[str]) -> None:
    """Import what the pages of a person's daily work need, before they are asked for. To be called off the window's thread."""
    for name, module in DAILY.items():
        if name in names:
            import_module(module)
