"""What the program brings along for every office: forms, the rules' data, word lists, the cues of the nine elements, wording."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ...late import OnFirstUse, late
from ...places import resources, templates

if TYPE_CHECKING:
    from ...assist.interpreting import cues, elements
    from ...assist.interpreting.turning import Turning
    from ...assist.interpreting.wording import DraftWording
    from ...assist.reviewing import proof_lists
    from ...assist.reviewing import reviewer as reviewing
    from ...assist.text import lexicon, retelling
    from ...documents.forms.form_book import FormBook
    from ...rules import book as rule_book
else:
    cues = late("zwgk_desk.assist.interpreting.cues")
    elements = late("zwgk_desk.assist.interpreting.elements")
    proof_lists = late("zwgk_desk.assist.reviewing.proof_lists")
    lexicon = late("zwgk_desk.assist.text.lexicon")
    retelling = late("zwgk_desk.assist.text.retelling")
    reviewing = late("zwgk_desk.assist.reviewing.reviewer")
    rule_book = late("zwgk_desk.rules.book")

DRAFT_TEMPLATES = ("解读方案", "解读材料", "解读材料（问答）", "新旧政策对照表")


class Equipment:
    """The delivered forms and data, and the reviewer and element finder that are made from them; no office is needed. Each is read, and what
    reads it imported, when it is first used, since signing in needs none of it.

    Attributes:
        forms: the forms.
        wording: the sentences that drafts contain by themselves.
        turning: what drafts put in plainer words.

    Each raises:
        TemplateFault: a template that drafts begin from is missing or broken.
        InputError: a data file is missing or broken.
    """

    forms: OnFirstUse[FormBook] = OnFirstUse("zwgk_desk.documents.forms.form_book:FormBook", "_templates", "_own_form")
    wording: OnFirstUse[DraftWording] = OnFirstUse("zwgk_desk.assist.interpreting.wording:load_wording", "_resources")
    turning: OnFirstUse[Turning] = OnFirstUse("zwgk_desk.assist.interpreting.turning:load_turning", "_resources")

    def __init__(self, template_folder: Path, resource_folder: Path, own_form: Callable[[str], bytes | None] = lambda name: None) -> None:
        """Read from these folders; `own_form` returns an office's own version of a form, or None."""
        self._templates, self._resources = template_folder, resource_folder
        self._own_form = own_form

    def for_office(self, own_form: Callable[[str], bytes | None]) -> Equipment:
        """Give a copy whose forms are overridden by the office's own, where it has its own versions."""
        return Equipment(self._templates, self._resources, own_form)

    def forms_changed(self) -> None:
        """Forget what was made from the forms, so that it is read anew when it is next used."""
        self.__dict__.pop("book", None)

    @cached_property
    def book(self) -> rule_book.RuleBook:
        """The rules' data, read when first used."""
        own_lines = frozenset(line for name in DRAFT_TEMPLATES for line in self.forms.own_lines(name))
        return rule_book.load_rule_book(self._resources, own_lines)

    @cached_property
    def reviewer(self) -> reviewing.Reviewer:
        """The reviewer of texts, with the word lists; made when first used."""
        folder = self._resources
        return reviewing.Reviewer(lexicon.load_lexicon(folder), retelling.load_retelling(folder), proof_lists.load_proof_lists(folder))

    @cached_property
    def finder(self) -> elements.Finder:
        """The finder of the nine elements, with their cues; made when first used."""
        return elements.Finder(cues.load_cues(self._resources))

    def load(self) -> None:
        """Read everything now, so that broken files are known at once.

        Raises:
            TemplateFault, InputError: something of it is missing or broken.
        """
        for part in (self.forms, self.book, self.reviewer, self.finder, self.wording, self.turning):
            del part


def load_equipment(template_folder: Path | None = None, resource_folder: Path | None = None) -> Equipment:
    """Return the equipment of the delivered folders, or of others."""
    return Equipment(template_folder or templates(), resource_folder or resources())
