"""The course of a bundle as an explicit state machine:

拟稿 → 内审 → 审签 → 报送 → 收文审核 → 退文 (back to 拟稿, with its grounds, the count kept) or 受理 → 印发.

Only what is in TRANSITIONS can happen. What else an act demands (a role, that nothing would be returned) is the desk's matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .errors import StageError
from .terms import Act, Stage

TRANSITIONS: dict[tuple[Stage, Act], Stage] = {
    (Stage.DRAFTING, Act.SAVE): Stage.DRAFTING,
    (Stage.DRAFTING, Act.SEND_TO_REVIEW): Stage.INTERNAL_REVIEW,
    (Stage.INTERNAL_REVIEW, Act.REVIEW): Stage.INTERNAL_REVIEW,
    (Stage.INTERNAL_REVIEW, Act.SEND_TO_SIGN_OFF): Stage.SIGN_OFF,
    (Stage.INTERNAL_REVIEW, Act.WITHDRAW): Stage.DRAFTING,
    (Stage.SIGN_OFF, Act.SIGN): Stage.SIGN_OFF,
    (Stage.SIGN_OFF, Act.SEND_BACK): Stage.DRAFTING,
    (Stage.SIGN_OFF, Act.WITHDRAW): Stage.DRAFTING,
    (Stage.SIGN_OFF, Act.SUBMIT): Stage.SUBMITTED,
    (Stage.SUBMITTED, Act.RECEIVE): Stage.INTAKE,
    (Stage.INTAKE, Act.RETURN): Stage.DRAFTING,
    (Stage.INTAKE, Act.ACCEPT): Stage.ACCEPTED,
    (Stage.ACCEPTED, Act.ISSUE): Stage.ISSUED,
    **{(stage, Act.SET_DUE): stage for stage in Stage if stage is not Stage.ISSUED},
}

EDITABLE = frozenset(stage for stage, act in TRANSITIONS if act is Act.SAVE)
AT_OFFICE = frozenset({Stage.SUBMITTED, Stage.INTAKE, Stage.ACCEPTED, Stage.ISSUED})


@dataclass(frozen=True)
class Course:
    """The stage a bundle has reached.

    Attributes:
        stage: where it stands.
        return_count: how often the government office has returned it.
    """

    stage: Stage = Stage.DRAFTING
    return_count: int = 0

    def allows(self, act: Act) -> bool:
        """Return whether TRANSITIONS has the act at this stage."""
        return (self.stage, act) in TRANSITIONS

    def after(self, act: Act) -> Course:
        """Return the course once the act is done.

        Raises:
            StageError: the act does not exist at this stage.
        """
        if not self.allows(act):
            raise StageError(f"文件包现在处于“{self.stage.label}”阶段，不能“{act.label}”", "请刷新后按当前阶段办理")
        returned = self.return_count + (act is Act.RETURN)
        return replace(self, stage=TRANSITIONS[self.stage, act], return_count=returned)
