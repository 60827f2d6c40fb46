"""The course of a bundle: only what is in the table can happen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk_desk.model.course import TRANSITIONS, Course
from zwgk_desk.model.errors import StageError
from zwgk_desk.model.terms import Act, Stage

WAY = [Act.SAVE, Act.SEND_TO_REVIEW, Act.REVIEW, Act.SEND_TO_SIGN_OFF, Act.SIGN, Act.SUBMIT, Act.RECEIVE]


def test_from_draft_to_issue() -> None:
    course = Course()
    for act in [*WAY, Act.ACCEPT, Act.ISSUE]:
        course = course.after(act)
    assert course == Course(Stage.ISSUED, 0)


def test_a_return_leads_back_to_the_draft_and_is_counted() -> None:
    course = Course()
    for _ in range(3):
        for act in [*WAY, Act.RETURN]:
            course = course.after(act)
    assert course == Course(Stage.DRAFTING, 3)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("act", Act)
def test_what_is_not_in_the_table_is_refused_in_words(stage: Stage, act: Act) -> None:
    course = Course(stage, 1)
    if (stage, act) in TRANSITIONS:
        assert course.after(act).stage is TRANSITIONS[stage, act]
    else:
        with pytest.raises(StageError, match=stage.label):
            course.after(act)


@given(st.lists(st.sampled_from(Act), max_size=60))
def test_no_run_submits_without_review_and_sign_off_stages(acts: list[Act]) -> None:
    course, passed = Course(), [Stage.DRAFTING]
    returns = 0
    for act in acts:
        if not course.allows(act):
            continue
        returns += act is Act.RETURN
        course = course.after(act)
        if course.stage is not passed[-1]:
            passed.append(course.stage)
        assert course.return_count == returns
        if course.stage is Stage.SUBMITTED:
            assert passed[-4:-1] == [Stage.DRAFTING, Stage.INTERNAL_REVIEW, Stage.SIGN_OFF]
