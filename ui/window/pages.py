"""The pages by name. Each is imported when it is first made: a new page is a line in PAGES."""

from __future__ import annotations

from collections.abc import Callable, Collection
from importlib import import_module

from ..shared.host import Host
from ..shared.page import Page

PAGES = {
    "workbench": "workbench.workbench_page:WorkbenchPage",
    "bundles": "workbench.workbench_page:BundlesPage",
    "bundle": "drafting.bundle_page:BundlePage",
    "poster": "drafting.poster_page:PosterPage",
    "compare": "drafting.compare_page:ComparePage",
    "review": "drafting.review_page:ReviewPage",
    "sign": "deciding.sign_page:SignPage",
    "intake": "deciding.intake_page:IntakePage",
    "verify": "deciding.verify_page:VerifyPage",
    "accounts": "admin.accounts_page:AccountsPage",
    "keys": "admin.keys_page:KeysPage",
    "presets": "admin.presets_page:PresetsPage",
    "forms": "admin.forms_page:FormsPage",
    "record": "admin.record_page:RecordPage",
    "settings": "admin.settings_page:SettingsPage",
    "help": "window.help_page:HelpPage",
}
"""The module, below ui/, and the class of each page."""

FOR_BUNDLES = ("workbench", "bundles", "bundle", "poster", "compare", "review")
"""Pages of everybody who works on bundles."""

OPENED_FIRST = ("sign", "intake")
"""The pages that heads and clerks open first."""

ROOT = __package__.partition(".")[0]


def page_class(name: str) -> Callable[[Host], Page]:
    """Import and return the class of a page."""
    module, _, made = PAGES[name].partition(":")
    found: Callable[[Host], Page] = getattr(import_module(f"{ROOT}.{module}"), made)
    return found


def make_page(name: str, host: Host) -> Page:
    """Make the page of a name for a window."""
    return page_class(name)(host)


def warm_up(names: Collection[str]) -> None:
    """Import what the pages of a person's daily work need, before they are asked for. To be called off the window's thread."""
    for name in OPENED_FIRST:
        if name in names:
            page_class(name)
