"""How good and how fast the drafting aids are, on two pairs of real laws, with the baseline in the same run.

Comparing: the likeness of the aligned provisions, summed up, against the best possible assignment on the same likeness (scipy's Hungarian method);
the whole comparison with every mark against difflib's on the same two texts.

Reviewing: in sentences of the real texts one number, date, period, name or quotation is changed, a thousand times over, and held against the
text they come from; and the same sentences unchanged, and with their figures in another form. Numbers of people are planted in real text.

Finding: what a person would name for each of the nine elements, in tests/assist/expectations.toml, against the first five candidates.

Usage: python benchmarks/drafting.py [FOLDER]        (FOLDER: of the real texts; beside the project where none is given)
"""

from __future__ import annotations

import re
import sys
import time
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy
from scipy.optimize import linear_sum_assignment
from stdnum import luhn
from stdnum.cn import ric

from benchmarks.proposals import PARTS, lines, measured
from zwgk_desk.assist.comparing.compare import compare
from zwgk_desk.assist.comparing.comparison_table import table_of
from zwgk_desk.assist.interpreting.cues import load_cues
from zwgk_desk.assist.interpreting.elements import Finder
from zwgk_desk.assist.reviewing.consistency import inconsistencies
from zwgk_desk.assist.reviewing.proof_lists import load_proof_lists
from zwgk_desk.assist.reviewing.reviewer import Reviewer
from zwgk_desk.assist.reviewing.sensitive import Guard
from zwgk_desk.assist.text.facts import Fact, FactKind, facts
from zwgk_desk.assist.text.lexicon import load_lexicon
from zwgk_desk.assist.text.numerals import number
from zwgk_desk.assist.text.provisions import provisions_of
from zwgk_desk.assist.text.retelling import load_retelling
from zwgk_desk.assist.text.sentences import Sentence
from zwgk_desk.assist.text.sources import Sources
from zwgk_desk.assist.text.words import words
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.document.candidate import Element
from zwgk_desk.model.document.likeness import alike, bigrams
from zwgk_desk.model.document.remark import Gravity
from zwgk_desk.model.document.tree import DocumentTree
from zwgk_desk.places import resources

CASES = Path(__file__).resolve().parent.parent.parent / "shared" / "cases"
EXPECTED = Path(__file__).resolve().parent.parent / "tests" / "assist" / "expectations.toml"
PAIRS = (
    ("20-legislation-law-2015-old.txt", "20-legislation-law-2023-new.txt"),
    ("21-minors-protection-2020-old.txt", "21-minors-protection-2024-new.txt"),
)
RETELLING = load_retelling(resources())
TIMES = 5
WANTED = 1_000
PLANTED = ("id-number", "mobile-number", "bank-card")
OTHER_NAMES = (
    ("教育", "财政"), ("公安", "民政"), ("民政", "教育"), ("人民政府", "人民法院"), ("人民法院", "人民检察院"), ("人民检察院", "人民政府"),
    ("常务委员会", "专门委员会"), ("人民代表大会", "政治协商会议"),
)  # fmt: skip


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds, the shortest of several runs, and what came of it."""
    shortest, made = float("inf"), None
    for _ in range(TIMES):
        start = time.perf_counter()
        made = work()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest * 1000, made


def best_possible(old: DocumentTree, new: DocumentTree) -> float:
    """The greatest sum of likeness that any assignment reaches."""
    one = [bigrams(p.text) for p in provisions_of(old)]
    other = [bigrams(p.text) for p in provisions_of(new)]
    table = numpy.array([[alike(a, b) for b in other] for a in one])
    rows, columns = linear_sum_assignment(table, maximize=True)
    return float(table[rows, columns].sum())


def aligned(old: DocumentTree, new: DocumentTree) -> float:
    """The sum of likeness of the pairs that the comparison makes; of provisions that were merged or split that of the likeliest."""
    found = compare(old, new)
    return sum(max(alike(bigrams(a.text), bigrams(b.text)) for a in row.old for b in row.new) for row in found.rows if row.old and row.new)


def marks(old: DocumentTree, new: DocumentTree) -> None:
    """Words compared by difflib, pair by pair, for what the library that does it here brings."""
    for row in compare(old, new).rows:
        if row.old and row.new and row.old_text != row.new_text:
            SequenceMatcher(None, words(row.old_text), words(row.new_text), autojunk=False).get_opcodes()


def comparing(folder: Path) -> None:
    """Print how good and how fast comparing is."""
    for names in PAIRS:
        old, new = (read_document(name, (folder / name).read_bytes()) for name in names)
        best, reached = best_possible(old, new), aligned(old, new)
        rows, found = timed(lambda old=old, new=new: compare(old, new))  # type: ignore[misc]
        whole, _ = timed(lambda old=old, new=new: table_of(compare(old, new), "old", "new"))  # type: ignore[misc]
        slow, _ = timed(lambda old=old, new=new: marks(old, new))  # type: ignore[misc]
        usual, _ = timed(lambda old=old, new=new: SequenceMatcher(None, old.text, new.text).get_opcodes())  # type: ignore[misc]
        full, _ = timed(lambda old=old, new=new: SequenceMatcher(None, old.text, new.text, autojunk=False).get_opcodes())  # type: ignore[misc]
        print(f"{names[0]} → {names[1]}: {found.words}")
        print(f"  likeness of the aligned: {reached:.2f} of {best:.2f} possible, {reached / best:.1%}   (bar: 99 %)")
        print(f"  rows {rows:.0f} ms, with every mark {whole:.0f} ms (marks by difflib instead: {slow:.0f} ms)")
        print(f"  difflib on both texts: {usual:.0f} ms, {usual / whole:.1f} times as long   (bar: 10)")
        print(f"  difflib without leaving out what is frequent: {full:.0f} ms, {full / whole:.0f} times as long")


def changed(fact: Fact, chance: Random) -> str | None:
    """A fact with one figure, one word or one character changed; None where that is not to be done."""
    text = fact.text
    if fact.kind is FactKind.NAME:
        return next((text.replace(was, now, 1) for was, now in OTHER_NAMES if was in text), None)
    if fact.kind is FactKind.QUOTE:
        place = chance.randrange(1, len(text) - 1)
        return f"{text[:place]}{'应' if text[place] == '不' else '不'}{text[place + 1 :]}" if len(text) > 6 else None
    found = list(re.finditer(r"\d+|[一二三四五六七八九十]+", text))
    if not found:
        return None
    figure = chance.choice(found)
    value = number(figure[0])
    if value is None or (not figure[0].isdigit() and value > 90):
        return None
    other = int(value) + chance.choice((1, 2, 3))
    return f"{text[: figure.start()]}{other if figure[0].isdigit() else chinese(other)}{text[figure.end() :]}"


def chinese(value: int) -> str:
    """A number below a hundred in Chinese numerals."""
    tens, ones = divmod(value, 10)
    names = "零一二三四五六七八九"
    return (("" if tens == 1 else names[tens]) + "十" if tens else "") + (names[ones] if ones or not tens else "")


def rewritten(fact: Fact) -> str:
    """A fact in another form, where there is one."""
    if fact.kind is FactKind.PERIOD:
        text = fact.text.replace("日", "天") if fact.value[1] == "日" else fact.text
        return re.sub(r"^[一二三四五六七八九十]+", lambda m: str(number(m[0])), text)
    if fact.kind is FactKind.PERCENT and fact.text.startswith("百分之"):
        return f"{fact.value[0]}%"
    if fact.kind in (FactKind.AMOUNT, FactKind.COUNT, FactKind.REFERENCE):
        return re.sub(r"[零〇一二三四五六七八九十百]+", lambda m: str(number(m[0])), fact.text)
    if fact.kind is FactKind.DATE and None not in fact.value:
        return "{}年{}月{}日".format(*fact.value)
    return fact.text


def reviewing(folder: Path) -> None:
    """Print what is found of what was changed, and what is called an error that is none."""
    chance = Random(2026)
    tried = found = placed = held = wrong = 0
    pairs: list[tuple[Sources, Sentence, Fact]] = []
    for path in sorted(folder.glob("*.txt")):
        policy = Sources(list(read_document(path.name, path.read_bytes()).paragraphs()), RETELLING)
        for sentence in policy.sentences:
            pairs += [(policy, sentence, fact) for fact in sentence.facts]
            for text in {sentence.text, *(f"{sentence.text[: f.start]}{rewritten(f)}{sentence.text[f.end :]}" for f in sentence.facts)}:
                held += 1
                wrong += any(remark.gravity is Gravity.ERROR for remark in inconsistencies([text], policy))
    chance.shuffle(pairs)
    for policy, sentence, fact in pairs:
        now = changed(fact, chance)
        if tried >= WANTED or now is None or any((f.kind, f.value) == (fact.kind, fact.value) for f in facts(now)):
            continue
        tried += 1
        text = f"{sentence.text[: fact.start]}{now}{sentence.text[fact.end :]}"
        end = fact.start + len(now)
        errors = [remark for remark in inconsistencies([text], policy) if remark.gravity is Gravity.ERROR]
        there = [remark for remark in errors if remark.place.start < end and remark.place.end > fact.start]
        found += bool(there)
        low, high = sentence.start + fact.start, sentence.start + fact.end
        sources = [remark.source for remark in there if remark.source is not None]
        placed += any(s.paragraph == sentence.paragraph and s.start < high and s.end > low for s in sources)
    print(f"changed in sentences of real texts: {found} of {tried} found ({found / tried:.1%}), with the right place in both {placed}   (bar: 99 %)")
    print(f"unchanged or in another form: {wrong} of {held} called an error ({wrong / held:.2%})   (bar: 0.5 %)")


def planting(folder: Path) -> None:
    """Print what is found of the numbers of people planted in real text, and what is found where none are."""
    chance, guard = Random(2026), Guard(load_lexicon(resources()))
    texts = [list(read_document(path.name, path.read_bytes()).paragraphs()) for path in sorted(folder.glob("*.txt"))]
    false = [remark for paragraphs in texts for remark in guard.remarks(paragraphs) if remark.rule in PLANTED]
    lines = [text for paragraphs in texts for text in paragraphs if len(text) > 20]
    hits = 0
    for turn in range(WANTED):
        rule = PLANTED[turn % len(PLANTED)]
        text, secret = chance.choice(lines), planted(rule, chance)
        place = chance.randrange(len(text))
        hits += any(r.rule == rule and r.text == secret for r in guard.remarks([f"{text[:place]}，{secret}，{text[place:]}"]))
    size = sum(len(text) for paragraphs in texts for text in paragraphs)
    print(f"planted in real text: {hits} of {WANTED} found; false in {size:,} characters without: {len(false)}   (bars: all, fewer than 1 in 60,000)")


def planted(rule: str, chance: Random) -> str:
    """A number of the kind, with a valid check digit."""
    if rule == "mobile-number":
        return f"1{chance.choice('3456789')}{chance.randrange(10**9):09d}"
    if rule == "bank-card":
        digits = f"62{chance.randrange(10**16):016d}"
        return digits + luhn.calc_check_digit(digits)
    day = date(1950, 1, 1) + timedelta(days=chance.randrange(25_000))
    bare = f"{chance.choice(('110105', '230102', '310104', '440106'))}{day:%Y%m%d}{chance.randrange(1000):03d}"
    return bare + ric.calc_check_digit(f"{bare}0")


def speed(folder: Path) -> None:
    """Print how long the whole review of a long draft, its plan and its material takes, from nothing and after an edit of the material."""
    path = sorted(folder.glob("*.txt"))[0]
    policy = list(read_document(path.name, path.read_bytes()).paragraphs())
    sample = {name: list(read_document(name, (resources() / "sample" / name).read_bytes()).paragraphs()) for name in ("plan.md", "material.md")}

    def whole() -> None:
        reviewer = Reviewer(load_lexicon(resources()), RETELLING, load_proof_lists(resources()))
        sources = Sources(policy, RETELLING)
        reviewer.alone(policy)
        for paragraphs in sample.values():
            reviewer.alone(paragraphs)
            reviewer.against(paragraphs, sources)

    reviewer, sources = Reviewer(load_lexicon(resources()), RETELLING, load_proof_lists(resources())), Sources(policy, RETELLING)

    def edited() -> None:
        material = [*sample["material.md"], f"另一句，{Random().random()}日内办结。"]
        reviewer.alone(material)
        reviewer.against(material, sources)

    whole()
    first, again = timed(whole)[0], timed(edited)[0]
    print(f"the whole review of the source document with plan and material: {first:.0f} ms   (bar: 1,000); after an edit {again:.0f} ms   (bar: 150)")


def finding(folder: Path) -> None:
    """Print how much of what a person would name for the nine elements is among the first five candidates, and how long it takes to find them."""
    finder = Finder(load_cues(resources()))
    for entry in tomllib.loads(EXPECTED.read_text(encoding="utf-8"))["text"]:
        path = folder / entry["file"]
        tree = read_document(path.name, path.read_bytes())
        took, found = timed(lambda tree=tree: finder.candidates(tree))
        firsts = {
            element: [f"{one.heading}\n{one.text}" if element is Element.CONTENT else one.text for one in found[element][:5]] for element in Element
        }
        wanted = [(element, words) for element in Element for words in entry.get(element, ())]
        hits = sum(any(words in text for text in firsts[element]) for element, words in wanted)
        led = sum(words in firsts[Element(element)][0] for element, words in entry["first"].items())
        leading = f"{led} of {len(entry['first'])} at the head"
        print(f"assist on {path.name}: {hits} of {len(wanted)} named passages among the first five, {leading}; {took:.0f} ms")


def proposing() -> None:
    """Print how much of what people wanted from published texts is proposed, by element, on the texts it was tuned to and on those set aside."""
    for part in PARTS:
        print(f"proposals on the texts {part}:")
        print("\n".join(lines(measured(part))))


def main() -> None:
    """Print the figures."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else CASES
    comparing(folder)
    reviewing(folder)
    planting(folder)
    speed(folder)
    finding(folder)
    proposing()


if __name__ == "__main__":
    main()
