"""Remarks on the sentences of an interpretation that merely repeat the policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.document.copying import TOO_MUCH
from ...model.document.remark import Gravity, Place, Remark
from ..text.scripts import plain
from ..text.sentences import sentences_of
from ..text.sources import Sources

RULE, SENTENCE_RULE = "material-copies-policy", "sentence-copies-policy"


def copied(material: Sequence[str], policy: Sources) -> Iterator[Remark]:
    """Yield a remark for each sentence that is the policy's own, and one more where they are too much of the text.

    Args:
        material: the interpretation's paragraphs that are not blank.
        policy: the policy's sentences.
    """
    found: list[Remark] = []
    for sentence in sentences_of(material):
        if not policy.originals.copied(sentence.text):
            continue
        source, _ = policy.nearest(sentence)
        place = Place(sentence.paragraph, sentence.start, sentence.start + len(sentence.text))
        origin = Place(source.paragraph, source.start, source.start + len(source.text)) if source is not None else None
        found.append(Remark(SENTENCE_RULE, Gravity.ADVICE, place, sentence.written, "这一句照搬政策原文，请换成群众听得懂的话", "", origin))
    share = copied_share(material, policy)
    if share >= TOO_MUCH:
        said = f"解读材料有 {share:.0%} 照搬政策原文（{len(found)} 句），请用自己的话解释"
        yield Remark(RULE, Gravity.ADVICE, Place(0, 0, 0), "", said)
    yield from found


def copied_share(material: Sequence[str], policy: Sources) -> float:
    """Return how much of an interpretation is the policy's own text, from 0 to 1."""
    return policy.originals.share([plain(text) for text in material])
