"""The pages of a window, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtWidgets import QStackedWidget

from .page import Page


class PageBook(Mapping[str, Page]):
    """Pages by name."""

    def __init__(self, makers: Mapping[str, Callable[[], Page]], stack: QStackedWidget) -> None:
        """Take what makes each page, and where it is put."""
        self._makers, self._stack = makers, stack
        self._made: dict[str, Page] = {}

    def __getitem__(self, name: str) -> Page:
        if name not in self._made:
            page = self._makers[name]()
            self._made[name] = page
            self._stack.addWidget(page)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    @property
    def unmade(self) -> tuple[str, ...]:
        """The pages that nobody has asked for yet."""
        return tuple(name for name in self._makers if name not in self._made)
