"""Who may do what: one table of roles and use cases. What is signed is in the table of signers (`model/rights.py`), from which these rows come."""

from __future__ import annotations

from enum import Enum

from ...model.errors import PermissionDenied
from ...model.people import Account
from ...model.rights import SIGNERS
from ...model.signature import SignedAct
from ...model.terms import ReviewKind, Role


class UseCase(Enum):
    """The use cases that need a permission; the value is their name in messages."""

    CREATE_BUNDLE = "新建文件包"
    EDIT_BUNDLE = "修改文件包"
    VIEW_BUNDLE = "查看文件包"
    EXPORT_PACKET = "导出报送包"
    MOVE_BUNDLE = "送审、撤回和报送"
    SET_DUE = "定办理期限"
    REVIEW_SECRECY = "保密审查"
    REVIEW_DISCLOSURE = "政务公开工作机构审查"
    COUNTERSIGN = "会签"
    SIGN_OFF = "审签"
    TAKE_IN = "收文审核"
    MANAGE_ACCOUNTS = "管理账号"
    MANAGE_KEYS = "管理签发机构和证书"
    CHANGE_SETTINGS = "修改设置"
    RUN_DOCTOR = "检查数据库"
    BACK_UP = "备份和恢复数据库"


DRAFTER, SECRECY, OPENNESS, COUNTERSIGNER = Role.DRAFTER, Role.SECRECY_REVIEWER, Role.DISCLOSURE_OFFICE, Role.COUNTERSIGNER
LEADER, PRINCIPAL, CLERK, ADMIN, READER = Role.UNIT_LEADER, Role.PRINCIPAL_LEADER, Role.OFFICE_CLERK, Role.ADMINISTRATOR, Role.READER

ALLOWED: dict[UseCase, frozenset[Role]] = {
    UseCase.CREATE_BUNDLE: frozenset({DRAFTER}),
    UseCase.EDIT_BUNDLE: frozenset({DRAFTER}),
    UseCase.VIEW_BUNDLE: frozenset({DRAFTER, SECRECY, OPENNESS, COUNTERSIGNER, LEADER, PRINCIPAL, CLERK, READER}),
    UseCase.EXPORT_PACKET: frozenset({DRAFTER, LEADER, PRINCIPAL, CLERK}),
    UseCase.MOVE_BUNDLE: SIGNERS[SignedAct.SUBMISSION],
    UseCase.SET_DUE: frozenset({DRAFTER}),
    UseCase.REVIEW_SECRECY: SIGNERS[SignedAct.SECRECY],
    UseCase.REVIEW_DISCLOSURE: SIGNERS[SignedAct.DISCLOSURE_OFFICE],
    UseCase.COUNTERSIGN: SIGNERS[SignedAct.COUNTERSIGN],
    UseCase.SIGN_OFF: SIGNERS[SignedAct.SIGNOFF],
    UseCase.TAKE_IN: SIGNERS[SignedAct.RETURN],
    UseCase.MANAGE_ACCOUNTS: frozenset({ADMIN}),
    UseCase.MANAGE_KEYS: frozenset({ADMIN}),
    UseCase.CHANGE_SETTINGS: frozenset({ADMIN}),
    UseCase.RUN_DOCTOR: frozenset({ADMIN}),
    UseCase.BACK_UP: frozenset({ADMIN}),
}

REVIEW_CASES = {
    ReviewKind.SECRECY: UseCase.REVIEW_SECRECY,
    ReviewKind.DISCLOSURE_OFFICE: UseCase.REVIEW_DISCLOSURE,
    ReviewKind.COUNTERSIGN: UseCase.COUNTERSIGN,
}


def may(account: Account, use_case: UseCase) -> bool:
    """Return whether one of the person's roles allows the use case."""
    return account.active and any(role in ALLOWED[use_case] for role in account.roles)


def require(account: Account, use_case: UseCase) -> Role:
    """Return the role that allows the person the use case.

    Raises:
        PermissionDenied: there is none.
    """
    if account.active:
        for role in account.roles:
            if role in ALLOWED[use_case]:
                return role
    needed = "、".join(role.label for role in Role if role in ALLOWED[use_case])
    raise PermissionDenied(f"您的账号没有“{use_case.value}”的权限", f"这项工作由{needed}办理；需要权限请找管理员")
