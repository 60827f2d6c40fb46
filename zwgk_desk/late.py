"""Imports modules when they are first used, in this one place: every other import of the program stands at the head of its file.

It is for what is large and seldom needed: the modules of commands that were not asked for, the parts of an office that nobody has opened yet,
libraries that few tasks use. The import for the type checker stands beside it, so types are as visible as with any other import:

    if TYPE_CHECKING:
        import rjieba
    else:
        rjieba = late("rjieba")

Modules are named in full, so that the test of the house can hold each name against the import beside it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from threading import RLock
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class LateModule:
    """A stand-in for a module, which imports it when an attribute of it is first used."""

    def __init__(self, name: str) -> None:
        """Stand in for the module of this full name."""
        self._name = name

    def __getattr__(self, attribute: str) -> object:
        """Return the module's attribute of that name.

        Raises:
            ImportError: there is no such module.
            AttributeError: the module has no such attribute.
        """
        held: object = getattr(import_module(self._name), attribute)
        return held


def late(name: str) -> LateModule:
    """Return a stand-in for a module, which imports it when an attribute of it is first used.

    Args:
        name: the module's full name.
    """
    return LateModule(name)


def import_without(name: str, *unwanted: str) -> None:
    """Import a module as if some others were not installed, which it would otherwise import too; whoever needs those imports them later.

    Args:
        name: the module's full name.
        unwanted: the modules it is not to find; those that have been imported already stay.
    """
    absent = [other for other in unwanted if other not in sys.modules]
    for other in absent:
        sys.modules[other] = None  # type: ignore[assignment]  # None makes Python raise ImportError for the module
    try:
        import_module(name)
    finally:
        for other in absent:
            del sys.modules[other]


class OnFirstUse(Generic[T]):
    """A part of an object, imported and made when it is first used, and kept from then on. For the body of a class:

    changes: OnFirstUse[Changes] = OnFirstUse("zwgk_desk.desk.course.changes:Changes", "core", "_examiner")
    """

    def __init__(self, maker: str, *given: str) -> None:
        """Describe how the part is made.

        Args:
            maker: module and name of the class or function that makes it.
            given: names of the attributes of the object that the maker is called with; they may be such parts themselves.
        """
        self._module, _, self._maker = maker.partition(":")
        self._given = given
        self._name = ""
        self._lock = RLock()

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name of the attribute, which Python passes when the class is made."""
        self._name = name

    @overload
    def __get__(self, holder: None, owner: type) -> OnFirstUse[T]: ...

    @overload
    def __get__(self, holder: object, owner: type) -> T: ...

    def __get__(self, holder: object | None, owner: type) -> OnFirstUse[T] | T:
        """Return the part, and make it where the object has none yet; two threads that ask at once get the same one.

        Raises:
            ImportError, and what the maker raises.
        """
        if holder is None:
            return self
        with self._lock:
            if self._name not in holder.__dict__:
                maker = getattr(import_module(self._module), self._maker)
                holder.__dict__[self._name] = maker(*(getattr(holder, name) for name in self._given))
            made: T = holder.__dict__[self._name]
            return made
