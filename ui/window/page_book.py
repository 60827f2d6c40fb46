"""The pages of a window, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtWidgets import QStackedWidget

from ..shared.page import Page


class PageBook(Mapping[str, Page]):
    """All pages of a window by name; asking for one makes it, the first time."""

    def __init__(self, names: Sequence[str], make: Callable[[str], Page], stack: QStackedWidget) -> None:
        """Know the pages' names; `make` makes a page of a name, and it is added to `stack`."""
        self._names, self._make, self._stack = tuple(names), make, stack
        self._made: dict[str, Page] = {}

    def __getitem__(self, name: str) -> Page:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._made:
            page = self._make(name)
            self._made[name] = page
            self._stack.addWidget(page)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @property
    def unmade(self) -> tuple[str, ...]:
        """Names of the pages that nobody has asked for yet."""
        return tuple(name for name in self._names if name not in self._made)
