"""A question that has to be answered before one goes on, in a bar of the page and not in a dialogue over it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from . import kit


class AskBar(QFrame):
    """A question with a button for each answer; hidden until something is asked."""

    def __init__(self, name: str) -> None:
        """Build the bar; `name` is the object name of the question's label."""
        super().__init__()
        self.setObjectName("finding-return")
        self.question = kit.label("", "section")
        self.question.setObjectName(name)
        self._answers = QHBoxLayout()
        layout = kit.column(self.question, self._answers)
        layout.setContentsMargins(12, 8, 12, 8)
        self.setLayout(layout)
        self.hide()

    def ask(self, question: str, *answers: tuple[str, str, Callable[[], object]]) -> None:
        """Show a question. Each answer is its text, its button's name and what it calls; any of them takes the question away."""
        self.dismiss()
        self.question.setText(question)
        for words, name, act in answers:
            self._answers.addWidget(self._button(words, name, act))
        self._answers.addStretch(1)
        self.show()

    def _button(self, words: str, name: str, act: Callable[[], object]) -> QPushButton:
        def answered() -> None:
            self.dismiss()
            act()

        return kit.button(words, answered, name=name)

    def dismiss(self) -> None:
        """Take the question away unanswered."""
        kit.clear(self._answers)
        self.hide()

    @property
    def asking(self) -> bool:
        """Whether a question waits for its answer."""
        return not self.isHidden()
