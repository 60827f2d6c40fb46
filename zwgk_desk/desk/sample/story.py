"""The whole main job, played through on the sample office: what `demo` shows, and the tests' first story."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ...model.bundle import Bundle, DisclosureDeclaration
from ...model.finding import grounds_of, verdict_of
from ...model.progress import Progress, silent
from ...model.record import BundleRecord
from ...model.terms import DisclosureAttribute, IssuingAuthority, PartKind, ReviewKind, ReviewResult
from ...packet.export import require_folder, with_manifest, write_folder
from ..common.clock import Clock, beijing_now
from ..common.core import Session
from ..common.equipment import load_equipment
from ..course.intake import office_ground
from ..course.review_and_signoff import Judgement
from ..local.local_desk import LocalDesk
from ..office import Office
from .sample_bundles import FILES, HOUSING, REASON, TITLE, sample_file
from .sample_office import PASSPHRASE, PASSWORD, open_sample_office, sample_folder

FUNDS = "补贴资金由市、区财政各承担一半，列入年度预算。".encode()


AUTHORITY = "签发机构.pem"


@dataclass
class Story:
    """The protocol of the main job, for the reader.

    Attributes:
        steps: one line a step.
        files: the files that were made, by name.
    """

    steps: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def told(self, who: str, what: str) -> None:
        """Add a step."""
        self.steps.append(f"{who}：{what}")

    def summary(self, notes: Sequence[str] = ()) -> str:
        """Return the story as Markdown, with the files that were made and any notes."""
        lines = ["# 示例办公室：从起草到印发", ""]
        lines += [f"{number}. {step}。" for number, step in enumerate(self.steps, start=1)]
        lines += ["", "## 文件", "", *(f"- {name}（{len(content) // 1024 + 1} KB）" for name, content in self.files.items())]
        pictures = [name for name in self.files if name.endswith(".png")]
        lines += ["", "## 窗口", "", *(f"![{name}]({name})" for name in pictures)] if pictures else []
        lines += ["", *notes] if notes else []
        return "\n".join(lines) + "\n"

    def write(self, out: Path, notes: Sequence[str] = ()) -> None:
        """Write everything and the summary into a folder, whole or not at all.

        Raises:
            InputError: the folder cannot be written to.
        """
        write_folder(out, with_manifest({"summary.md": self.summary(notes).encode("utf-8"), **self.files}))


def require_place(out: Path) -> None:
    """Ensure that a story can be written into a folder, before it is played through.

    Raises:
        InputError: a file is in its place.
    """
    require_folder(out.absolute())


class _People:
    """The sample office's people, signed in."""

    def __init__(self, office: Office) -> None:
        self.drafter = office.accounts.sign_in("nigao", PASSWORD)
        self.secrecy = office.accounts.sign_in("baomi", PASSWORD)
        self.principal = office.accounts.sign_in("zhuyao", PASSWORD)
        self.clerk = office.accounts.sign_in("shouwen", PASSWORD)


def tell(clock: Clock = beijing_now, progress: Progress = silent, draw: Callable[[Path, Path], list[Path]] | None = None) -> Story:
    """Play the main job through in a folder of its own.

    Args:
        clock: the time.
        progress: takes each step.
        draw: draws the main windows into a folder, over a data folder with the sample office; None for no pictures.

    Raises:
        DeskError: something that must work did not.
    """
    story = Story()
    with tempfile.TemporaryDirectory(prefix="zwgk-demo-", ignore_cleanup_errors=True) as name:
        folder, untouched = Path(name), Path(name) / "untouched"
        progress(0.0, "建立示例办公室")
        open_sample_office(untouched, clock).release()
        shutil.copytree(sample_folder(untouched), sample_folder(folder))
        office = open_sample_office(folder, clock)
        try:
            _play(office, story, folder, progress)
        finally:
            office.release()
        if draw is not None:
            progress(0.8, "画窗口的图")
            pictures = folder / "pictures"
            pictures.mkdir()
            for path in draw(pictures, untouched):
                story.files[path.name] = path.read_bytes()
    progress(1.0, "完成")
    return story


def _play(office: Office, story: Story, folder: Path, progress: Progress) -> None:
    people = _People(office)
    _authority(office, story)
    progress(0.1, "起草")
    record = _draft(office, people.drafter, story)
    progress(0.2, "审查和审签")
    record = _review_and_sign(office, people, record, story)
    progress(0.3, "第一次报送")
    record = _submit(office, people.drafter, record, story, folder)
    progress(0.45, "退文")
    record = _return(office, people.clerk, record, story, folder)
    progress(0.5, "补正")
    record = _repair(office, people, record, story)
    progress(0.6, "第二次报送")
    record = _submit(office, people.drafter, record, story, folder)
    record = _accept(office, people.clerk, record, story)
    _verify(story, folder)


def _authority(office: Office, story: Story) -> None:
    """Add the authority's certificate to the story, with how to verify the sample office's signatures by it."""
    facts = office.identity.authority()
    story.files[AUTHORITY] = office.identity.authority_pem()
    name = facts.name if facts else ""
    story.told("管理员", f"建立办公室时建立了{name}，给各人签发了证书；各人的私钥只有本人的签名口令能打开")


def _draft(office: Office, drafter: Session, story: Story) -> BundleRecord:
    bundle = Bundle(TITLE, IssuingAuthority.GOVERNMENT, HOUSING, interpreting_unit=HOUSING)
    record = office.bundles.create(drafter, bundle)
    source, name = FILES[PartKind.POLICY]
    record = office.bundles.put_part(drafter, record.key, 1, PartKind.POLICY, name, sample_file(source))
    missing = grounds_of(office.checking.check(drafter, record.key))
    story.told("拟稿人", f"新建文件包《{TITLE}》，放入政策文稿。这时报送会被退文，理由 {len(missing)} 条：{'；'.join(f.message for f in missing)}")
    for kind in (PartKind.PLAN, PartKind.MATERIAL):
        source, name = FILES[kind]
        record = office.bundles.put_part(drafter, record.key, record.revision.number, kind, name, sample_file(source))
    declared = DisclosureDeclaration(DisclosureAttribute.PROACTIVE, "", REASON)
    record = office.bundles.save(drafter, record.key, record.revision.number, replace(record.bundle, declaration=declared))
    story.told("拟稿人", f"放入解读方案、解读材料，声明主动公开并说明理由，共保存 {record.revision.number} 个版本")
    return record


def _review_and_sign(office: Office, people: _People, record: BundleRecord, story: Story) -> BundleRecord:
    key, seen = record.key, record.revision.number
    office.course.send_to_review(people.drafter, key, seen)
    office.course.review(people.secrecy, key, seen, ReviewKind.SECRECY, Judgement(ReviewResult.PASSED, "不涉密，可以公开"), PASSPHRASE)
    story.told("保密审查员", f"审查第 {seen} 版，通过")
    office.course.send_to_sign_off(people.drafter, key, seen)
    record = office.course.sign(people.principal, key, seen, "同意", PASSPHRASE)
    story.told("主要负责人", f"将政策文稿、解读方案、解读材料一并审签（第 {seen} 版，内容摘要 {record.revision.state.content[:19]}…）")
    return record


def _submit(office: Office, drafter: Session, record: BundleRecord, story: Story, folder: Path) -> BundleRecord:
    record = office.submissions.submit(drafter, record.key, record.revision.number, passphrase=PASSPHRASE)
    target = folder / office.submissions.packet_name(record)
    office.submissions.export(drafter, record.key, target)
    story.files[target.name] = target.read_bytes()
    story.told("拟稿人", f"第 {len(record.submissions)} 次报送，报送包 {target.name}")
    return record


def _return(office: Office, clerk: Session, record: BundleRecord, story: Story, folder: Path) -> BundleRecord:
    office.intake.receive(clerk, record.key)
    ground = office_ground("解读材料没有说明补贴资金由谁承担，群众最关心的事项没有讲清", "三(二)", "请在解读材料中补写资金来源")
    record = office.intake.return_bundle(clerk, record.key, (ground,), passphrase=PASSPHRASE)
    for suffix in (".docx", ".pdf"):
        target = folder / f"退文通知单{suffix}"
        office.intake.write_notice(clerk, record.key, target)
        story.files[target.name] = target.read_bytes()
    story.told("政府办公厅收文", f"签收后退文（第 {record.course.return_count} 次），理由：{ground.message}（{ground.citation}）")
    return record


def _repair(office: Office, people: _People, record: BundleRecord, story: Story) -> BundleRecord:
    text = ("# 补贴资金来源问答\n\n".encode()) + FUNDS + "\n\n背景依据、目标任务见另一份解读材料。".encode()
    record = office.bundles.put_part(people.drafter, record.key, record.revision.number, PartKind.MATERIAL, "补贴资金问答.md", text)
    stale = grounds_of(office.checking.check(people.drafter, record.key))
    story.told("拟稿人", f"补写一份解读材料。内容变了，原来的审查和审签随即失效：{'；'.join(f.message for f in stale)}")
    return _review_and_sign(office, people, record, story)


def _accept(office: Office, clerk: Session, record: BundleRecord, story: Story) -> BundleRecord:
    office.intake.receive(clerk, record.key)
    office.intake.accept(clerk, record.key, passphrase=PASSPHRASE)
    on = date.fromisoformat(record.submissions[-1].at[:10])
    record = office.intake.issue(clerk, record.key, f"东政发〔{on.year}〕1号", on)
    story.told("政府办公厅收文", f"受理并印发，文号 {record.document_number}")
    return record


def _verify(story: Story, folder: Path) -> None:
    desk = LocalDesk(load_equipment())
    (folder / AUTHORITY).write_bytes(story.files[AUTHORITY])
    for name in sorted(n for n in story.files if n.endswith(".zip")):
        found = desk.verify(folder / name, [folder / AUTHORITY])
        signed = "、".join(f"{s.act.label} {s.by}" for s in found.signatures if s.valid and s.trusted)
        worth = "完整，没有改动" if found.ok else "；".join(found.problems)
        story.told("核验", f"{name}：{worth}；签名有效且可信：{signed}；再检查一遍：{verdict_of(desk.check(folder / name)).label}")
