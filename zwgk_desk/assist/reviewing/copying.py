"""Finds the sentences of an interpretation that merely repeat the policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.document.remark import Gravity, Place, Remark
from ..text.alignment import alike, bigrams
from ..text.sentences import sentences_of
from ..text.sources import Sources

REPEATED = 0.9
SHORTEST = 12
"""Characters below which a sentence is ignored: short ones, such as headings, are alike without being copied."""

TOO_MUCH = 0.5
RULE, SENTENCE_RULE = "material-copies-policy", "sentence-copies-policy"


def copied(material: Sequence[str], policy: Sources) -> Iterator[Remark]:
    """Yield a remark for each sentence that is the policy's own, and one more where they are at least half of the text.

    Args:
        material: the interpretation's paragraphs that are not blank.
        policy: the policy's sentences.
    """
    found: list[Remark] = []
    whole = repeated = 0
    for sentence in sentences_of(material):
        if len(sentence.text) < SHORTEST:
            continue
        whole += len(sentence.text)
        source, _ = policy.nearest(sentence)
        if source is not None and alike(bigrams(sentence.text), bigrams(source.text)) >= REPEATED:
            repeated += len(sentence.text)
            place = Place(sentence.paragraph, sentence.start, sentence.start + len(sentence.text))
            origin = Place(source.paragraph, source.start, source.start + len(source.text))
            found.append(Remark(SENTENCE_RULE, Gravity.ADVICE, place, sentence.written, "这一句照搬政策原文，请换成群众听得懂的话", "", origin))
    if whole and repeated / whole >= TOO_MUCH:
        said = f"解读材料有 {repeated / whole:.0%} 照搬政策原文（{len(found)} 句），请用自己的话解释"
        yield Remark(RULE, Gravity.ADVICE, Place(0, 0, 0), "", said)
    yield from found
