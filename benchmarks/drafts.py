"""How the program's own first drafts stand beside the policies they are made from, on published texts.

For each text the material, the questions and answers, the plan and the picture are drafted from the first proposals of every element, as an
officer's press on 每项采用 does, and read back from their files. Printed for each: what review calls an error in them (which is to be none), what it
asks, and how much of the running text is the policy's own sentences.

Usage: python benchmarks/drafts.py [--taken 3] [--told] [--keep FOLDER] [TEXT.txt ...]
       (--told lists what review says; --keep leaves the files in a folder)
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from zwgk_desk.assist.interpreting.drafting import Drafter
from zwgk_desk.assist.interpreting.poster import PosterDrafter
from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.documents.posters.write import write_poster_png
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.bundle import Bundle
from zwgk_desk.model.document.manner import manners
from zwgk_desk.model.document.poster import PosterStyle, poster_text
from zwgk_desk.model.document.remark import Gravity
from zwgk_desk.model.terms import IssuingAuthority
from zwgk_desk.packet.forms import draft_values

CASES = Path(__file__).resolve().parent.parent.parent / "shared" / "cases"
UNIT = "市住房和城乡建设局"
MATERIAL, QUESTIONS, PLAN = "解读材料", "解读材料（问答）", "解读方案"
COPIED = ("material-copies-policy", "sentence-copies-policy")


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser()
    asked.add_argument("texts", nargs="*", type=Path)
    asked.add_argument("--taken", type=int, default=3)
    asked.add_argument("--told", action="store_true")
    asked.add_argument("--keep", type=Path)
    given = asked.parse_args()
    equipment = load_equipment()
    errors = worst = 0
    for path in given.texts or [*sorted((CASES / "gov").glob("*.txt")), CASES / "00-harbin-policy.txt"]:
        policy = read_document(path.name, path.read_bytes())
        paragraphs = list(policy.paragraphs())
        found = {element: candidates[: given.taken] for element, candidates in equipment.finder.candidates(policy).items()}
        bundle = Bundle(title=policy.title or path.stem, issuing_authority=IssuingAuthority.GOVERNMENT, drafting_unit=UNIT, interpreting_unit=UNIT)
        drafter = Drafter(bundle, paragraphs, equipment.wording, equipment.turning, equipment.finder.cues)
        poster = PosterDrafter(policy, UNIT, drafter.teller).draft(bundle.title, found)
        values = draft_values(bundle, drafter.values(found))
        sources = equipment.reviewer.sources(paragraphs)
        shown = []
        if given.keep is not None:
            given.keep.mkdir(parents=True, exist_ok=True)
            (given.keep / f"{path.stem}-一图读懂.png").write_bytes(write_poster_png(poster, list(PosterStyle)[errors % 3]))
            (given.keep / f"{path.stem}-一图读懂.txt").write_text(poster_text(poster), encoding="utf-8")
        drafts = {
            name: read_document(f"{name}.docx", _kept(given.keep, path, name, equipment.forms.fill(name, values)))
            for name in (MATERIAL, QUESTIONS, PLAN)
        }
        read_as = {name: manners(tree) for name, tree in drafts.items()}
        texts = {name: list(tree.paragraphs()) for name, tree in drafts.items()}
        texts["一图读懂"] = [line for line in poster_text(poster).splitlines() if line]
        for name, text in texts.items():
            remarks = equipment.reviewer.against(text, sources, name in (MATERIAL, QUESTIONS), read_as.get(name, ()))
            wrong = [each for each in remarks if each.gravity is Gravity.ERROR]
            open_ = [each for each in remarks if each.gravity is not Gravity.ERROR and each.rule not in COPIED]
            share = equipment.reviewer.copied_share(text, sources, read_as.get(name, ()))
            shown.append(f"{name} {len(wrong)}/{len(open_)} {share:.0%}")
            errors += len(wrong)
            worst = max(worst, share if name == MATERIAL else 0)
            if given.told:
                for each in (*wrong, *open_):
                    print(f"    {name} {each.gravity.value} {each.rule}: {each.text} | {each.message[:80]} | {text[each.place.paragraph][:60]}")
        print(f"{path.stem}: errors/questions, share copied: {'; '.join(shown)}")
    print(f"all: {errors} errors in the program's own drafts; at most {worst:.0%} of a material copied")


def _kept(folder: Path | None, path: Path, name: str, content: bytes) -> bytes:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{path.stem}-{name}.docx").write_bytes(content)
    return content


if __name__ == "__main__":
    main()
