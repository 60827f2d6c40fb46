"""The bundle (文件包): one policy draft with everything that must travel with it. All values are frozen; a change makes a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from .document.corrections import Correction
from .terms import ClosingForm, DisclosureAttribute, IssuingAuthority, LayoutForm, PartKind

PART_ORDER = (PartKind.POLICY, PartKind.PLAN, PartKind.MATERIAL, PartKind.ATTACHMENT, PartKind.OPINIONS_ACCOUNT)
SEVERAL = frozenset({PartKind.MATERIAL, PartKind.ATTACHMENT})


@dataclass(frozen=True)
class Part:
    """One file of a bundle, named by its content.

    Attributes:
        kind: what the file is within the bundle.
        name: the file name as the officer gave it, with forward slashes where it lay in a subfolder.
        sha256: the SHA-256 of its bytes in lower-case hex; empty where the bundle names a file that is not there.
        size: its length in bytes.
        elements: what the officer has put right of what was recognised in it, in the order of its paragraphs; the file itself stays as it is.
    """

    kind: PartKind
    name: str
    sha256: str = ""
    size: int = 0
    elements: tuple[Correction, ...] = ()

    @property
    def present(self) -> bool:
        """Whether the file is there at all."""
        return bool(self.sha256)


@dataclass(frozen=True)
class DisclosureDeclaration:
    """公开属性声明, 三(一): the attribute, its lawful ground and its explanation. `attribute` is None while nothing is declared."""

    attribute: DisclosureAttribute | None = None
    ground: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class Dispatch:
    """发文要素: what the 版头 and 版记 of the document say (GB/T 9704-2012, 7.2 and 7.4), where its own text does not say it yet.

    Attributes:
        mark: 发文机关标志, such as 东江市人民政府文件.
        number: 发文字号, such as 东政发〔2026〕3号.
        signer: 签发人, of a document that goes up.
        copy_number: 份号, six figures.
        secrecy: 密级和保密期限.
        urgency: 紧急程度, 特急 or 加急.
        copies_to: 抄送机关.
        printed_by: 印发机关.
        printed_on: 印发日期, such as 2026年11月2日.
        layout: the form in which it is set: the ordinary one, or one of those of clause 10.
        closing: how 署名 and 成文日期 stand at its end (7.3.5).
    """

    mark: str = ""
    number: str = ""
    signer: str = ""
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    copies_to: str = ""
    printed_by: str = ""
    printed_on: str = ""
    layout: LayoutForm = LayoutForm.ORDINARY
    closing: ClosingForm = ClosingForm.BY_ITSELF

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> Dispatch:
        """Return what these texts say, by field; missing ones are empty.

        Raises:
            ValueError: a layout or closing that there is not.
            TypeError: a field that there is not.
        """
        given: dict[str, Any] = dict(texts)
        for name, terms in CHOSEN.items():
            given[name] = terms(texts.get(name, ""))
        return cls(**given)

    @property
    def said(self) -> dict[str, str]:
        """The fields that are filled in, with their values."""
        return {name: str(text) for name, text in asdict(self).items() if text}

    @property
    def words(self) -> str:
        """What is filled in, in words."""
        return "，".join(str(getattr(text, "label", text)) for text in asdict(self).values() if text)


CHOSEN: dict[str, type[LayoutForm] | type[ClosingForm]] = {"layout": LayoutForm, "closing": ClosingForm}
"""The fields of 发文要素 that are chosen from a list and not typed."""


@dataclass(frozen=True)
class Bundle:
    """A bundle as it stands in one revision.

    Attributes:
        title: the policy's title.
        issuing_authority: in whose name it is issued; decides who signs and what is due (三(三)1).
        drafting_unit: the department that drafts it.
        lead_unit: the lead department of a joint document; empty otherwise.
        joint_units: the other departments of a joint document.
        interpreting_unit: who interprets it (三(二), 谁起草、谁解读).
        major_decision: whether 二(一) applies, so that the account of opinions is due.
        declaration: the disclosure declaration.
        dispatch: what the document's 版头 and 版记 say.
        parts: the files, in the order of the contract: policy, plan, materials, attachments, account of opinions.
    """

    title: str
    issuing_authority: IssuingAuthority
    drafting_unit: str
    lead_unit: str = ""
    joint_units: tuple[str, ...] = ()
    interpreting_unit: str = ""
    major_decision: bool = False
    declaration: DisclosureDeclaration = field(default_factory=DisclosureDeclaration)
    parts: tuple[Part, ...] = ()
    dispatch: Dispatch = field(default_factory=Dispatch)

    def of_kind(self, kind: PartKind) -> tuple[Part, ...]:
        """Return the parts of one kind, in their order, absent ones too."""
        return tuple(part for part in self.parts if part.kind is kind)

    @property
    def ordered_parts(self) -> tuple[Part, ...]:
        """All parts in the order of the contract, whatever the order they were added in."""
        return tuple(part for kind in PART_ORDER for part in self.of_kind(kind))

    @property
    def countersigning_units(self) -> tuple[str, ...]:
        """The departments whose countersignature is due (三(三)1 with 三(二)): the joint ones, each once, without the lead department."""
        own = self.lead_unit or (self.drafting_unit if self.issuing_authority is IssuingAuthority.GOVERNMENT else "")
        return tuple(dict.fromkeys(unit for unit in self.joint_units if unit and unit != own))

    @property
    def needs_lead_unit(self) -> bool:
        """Whether a lead department must be named: joint documents, and government ones that name joint departments."""
        if self.issuing_authority is IssuingAuthority.JOINT:
            return True
        return self.issuing_authority is IssuingAuthority.GOVERNMENT and bool(self.joint_units)

    @property
    def signing_unit(self) -> str:
        """The department whose leader signs: the lead department of a joint document, else the drafting one."""
        if self.issuing_authority is IssuingAuthority.JOINT:
            return self.lead_unit
        return self.drafting_unit

    @property
    def units(self) -> frozenset[str]:
        """Every department concerned with the bundle: their people may see it."""
        named = (self.drafting_unit, self.lead_unit, self.interpreting_unit, *self.joint_units)
        return frozenset(unit for unit in named if unit)

    def with_part(self, part: Part, position: int | None = None) -> Bundle:
        """Return the bundle with a part in place of the one of its kind or at `position` among those of its kind, or else added.

        Args:
            part: the part.
            position: for kinds of which a bundle holds several, the place (from 0) of the one to replace; None adds.
        """
        same = list(self.of_kind(part.kind))
        if part.kind not in SEVERAL:
            same = [part]
        elif position is None:
            same.append(part)
        else:
            same[position] = part
        others = tuple(p for p in self.parts if p.kind is not part.kind)
        return replace(self, parts=replace(self, parts=(*others, *same)).ordered_parts)

    def without_part(self, kind: PartKind, position: int = 0) -> Bundle:
        """Return the bundle without the part of that kind at that place (from 0)."""
        same = list(self.of_kind(kind))
        del same[position]
        others = tuple(p for p in self.parts if p.kind is not kind)
        return replace(self, parts=replace(self, parts=(*others, *same)).ordered_parts)
