"""A document with its elements beside it; where one may, a press, the context menu or Ctrl+E says what a paragraph is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QContextMenuEvent, QKeyEvent, QResizeEvent, QTextBlock
from PySide6.QtWidgets import QMenu, QWidget

from zwgk_desk.model.document.corrections import BODY_ELEMENTS, Element, numbered_blocks
from zwgk_desk.model.document.remark import Place
from zwgk_desk.model.document.tree import Block, DocumentTree

from .document_view import DocumentView
from .element_gutter import ElementGutter, short_label

RESTORE = "恢复识别结果"


@dataclass(frozen=True)
class ElementChoice:
    """What somebody says a paragraph is.

    Attributes:
        paragraph: its number, counted as `DocumentTree.paragraphs` counts.
        text: the paragraph.
        element: what it is; None for what was recognised.
        before: what it was corrected to before; None for what was recognised.
    """

    paragraph: int
    text: str
    element: Element | None
    before: Element | None


class ElementView(DocumentView):
    """Shows a document, with a gutter that says which element each paragraph is.

    Attributes:
        may_correct: whether the person may say otherwise.
        put_right: the paragraphs that were corrected, by their numbers.

    Signals:
        chosen: the `ElementChoice` that was made.
    """

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.may_correct = False
        self.put_right: Collection[int] = ()
        self._tree, self._places = DocumentTree(), dict[int, int]()
        self._wanted = False
        self.menu: QMenu | None = None
        self.gutter = ElementGutter(self, self)
        self.gutter.hide()
        self.gutter.pressed.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self.gutter.update)
        self.document().documentLayout().update.connect(self.gutter.update)
        self.cursorPositionChanged.connect(self._describe)

    def show_part(self, tree: DocumentTree, marks: Sequence[Place], put_right: Collection[int], may_correct: bool) -> None:
        """Show a document with its elements.

        Args:
            tree: the document, as corrected.
            marks: passages to highlight.
            put_right: the paragraphs that were corrected.
            may_correct: whether the person may say what a paragraph is.
        """
        self.may_correct, self._places = False, {}  # while the text is set, there is no paragraph to tell of
        self.show_tree(tree, marks)
        self.put_right, self.may_correct = put_right, may_correct
        self._tree, self._places = tree, numbered_blocks(tree)
        keyboard = Qt.TextInteractionFlag.TextSelectableByKeyboard  # with it the text has a caret, which says which paragraph is meant
        flags = self.textInteractionFlags()
        self.setTextInteractionFlags(flags | keyboard if may_correct else flags & ~keyboard)
        self._place_gutter()
        self._describe()

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show plain lines, without elements."""
        self._without_elements()
        super().show_lines(lines)

    def show_message(self, text: str, hint: str = "", red: bool = False) -> None:
        """Show a sentence in place of a document."""
        self._without_elements()
        super().show_message(text, hint, red)

    def _without_elements(self) -> None:
        self._tree, self._places, self.put_right, self.may_correct = DocumentTree(), {}, (), False
        self._place_gutter()

    def show_gutter(self, yes: bool) -> None:
        """Show the labels beside the text, or hide them."""
        self._wanted = yes
        self._place_gutter()

    def _place_gutter(self) -> None:
        shown = self._wanted and bool(self._places)
        self.setViewportMargins(self.gutter.wide if shown else 0, 0, 0, 0)
        self.gutter.setVisible(shown)
        room = self.contentsRect()
        self.gutter.setGeometry(room.left(), room.top(), self.gutter.wide, self.viewport().height())
        self.gutter.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the gutter as high as the text."""
        super().resizeEvent(event)
        self._place_gutter()

    def element_of(self, block: QTextBlock) -> tuple[int, Element] | None:
        """Return the number of a paragraph on the screen and which element it is; None for a table's cell, and between paragraphs."""
        number = self.passages.number(block) if self._places else None
        return (number, self._paragraph(number)[0]) if number is not None and number in self._places else None

    def _paragraph(self, number: int) -> tuple[Element, str]:
        """Return which element a paragraph is, and its text."""
        block = self._tree.blocks[self._places[number]]
        assert isinstance(block, Block), "only paragraphs are numbered"
        return Element(block.kind, block.level), block.text

    def told(self, number: int) -> str:
        """Return in words what a paragraph is."""
        element, _ = self._paragraph(number)
        by_hand = "，已更正" if number in self.put_right else ""
        more = "；点一下可以更正" if self.may_correct else ""
        return f"第 {number + 1} 段：{element.label or short_label(element)}{by_hand}{more}"

    def _describe(self) -> None:
        """Tell a screen reader which element the paragraph at the cursor is."""
        found = self.element_of(self.textCursor().block()) if self.may_correct else None
        self.setAccessibleDescription(f"{self.told(found[0])}，按 Ctrl+E" if found is not None else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask with Ctrl+E what the paragraph at the cursor is."""
        if event.key() == Qt.Key.Key_E and event.modifiers() == Qt.KeyboardModifier.ControlModifier and self._ask_at_cursor():
            event.accept()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask what the paragraph at the cursor is where the menu key was pressed; with the mouse, offer it beside copying."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        if by_key and self._ask_at_cursor():
            return
        found = self.element_of(self.cursorForPosition(event.pos()).block())
        if by_key or found is None or not self.may_correct:
            super().contextMenuEvent(event)
            return
        menu = self.createStandardContextMenu(event.pos())
        menu.addSeparator()
        menu.addMenu(self._menu(found[0], menu))
        self._open(menu, event.globalPos())

    def _ask_at_cursor(self) -> bool:
        found = self.element_of(self.textCursor().block())
        if found is None or not self.may_correct:
            return False
        self._ask(found[0], self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))
        return True

    def _ask(self, number: int, place: QPoint) -> None:
        if self.may_correct:
            self._open(self._menu(number, self), place)

    def _open(self, menu: QMenu, place: QPoint) -> None:
        self.menu = menu
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.aboutToHide.connect(self._closed)
        menu.popup(place)

    def _closed(self) -> None:
        self.menu = None

    def _menu(self, number: int, parent: QWidget) -> QMenu:
        """Return the menu of what a paragraph can be, the present element checked."""
        present, _ = self._paragraph(number)
        menu = QMenu(f"第 {number + 1} 段的要素", parent)
        menu.setObjectName("element-menu")
        menu.setAccessibleName(menu.title())
        group = QActionGroup(menu)
        for element in BODY_ELEMENTS:
            action = self._action(menu, element.label, number, element)
            action.setCheckable(True)
            action.setChecked(element == present)
            group.addAction(action)
        if number in self.put_right:
            menu.addSeparator()
            self._action(menu, RESTORE, number, None)
        return menu

    def _action(self, menu: QMenu, words: str, number: int, element: Element | None) -> QAction:
        action = menu.addAction(words)
        present, text = self._paragraph(number)
        choice = ElementChoice(number, text, element, present if number in self.put_right else None)
        action.triggered.connect(lambda: self._choose(choice, present))
        return action

    def _choose(self, choice: ElementChoice, present: Element) -> None:
        if choice.element != present:
            self.chosen.emit(choice)
