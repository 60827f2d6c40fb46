"""The closed lists of the domain: each member has its name in code and its Chinese label."""

from __future__ import annotations

from enum import Enum
from typing import Self


class Term(str, Enum):
    """A word of the domain: the value is what files and the database hold, `label` what people read."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member from its stored value and its Chinese label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    def __str__(self) -> str:
        return str(self.value)


class IssuingAuthority(Term):
    """发文名义: in whose name the document is issued."""

    DEPARTMENT = "DEPARTMENT", "部门名义"
    JOINT = "JOINT", "联合发文"
    GOVERNMENT = "GOVERNMENT", "政府名义"


class DisclosureAttribute(Term):
    """公开属性, 三(一)."""

    PROACTIVE = "PROACTIVE", "主动公开"
    ON_REQUEST = "ON_REQUEST", "依申请公开"
    WITHHELD = "WITHHELD", "不予公开"


class ClosingForm(Term):
    """How 署名 and 成文日期 close a document (GB/T 9704-2012, 7.3.5.1 to 7.3.5.3)."""

    BY_ITSELF = "", "自动"
    SEALED = "sealed", "加盖印章"
    UNSEALED = "unsealed", "不加盖印章"
    SIGNATURE_SEAL = "signature-seal", "加盖签发人签名章"


class LayoutForm(Term):
    """The form of a document: the ordinary one, and the special ones of GB/T 9704-2012, 10."""

    ORDINARY = "", "公文"
    LETTER = "letter", "信函"
    ORDER = "order", "命令（令）"
    MINUTES = "minutes", "纪要"


class PartKind(Term):
    """The kinds of files in a bundle."""

    POLICY = "policy", "政策文稿"
    PLAN = "plan", "解读方案"
    MATERIAL = "material", "解读材料"
    ATTACHMENT = "attachment", "附件"
    OPINIONS_ACCOUNT = "opinions_account", "意见收集和采纳情况说明"


class ReviewKind(Term):
    """The acts of judging a bundle before it leaves the department."""

    SECRECY = "secrecy", "保密审查"
    DISCLOSURE_OFFICE = "disclosure_office", "政务公开工作机构审查"
    COUNTERSIGN = "countersign", "会签"
    SIGNOFF = "signoff", "审签"


class ReviewResult(Term):
    """How a review ended."""

    PASSED = "passed", "通过"
    FAILED = "failed", "未通过"


class Role(Term):
    """The roles of people in the office. One account may hold several."""

    DRAFTER = "DRAFTER", "拟稿人"
    SECRECY_REVIEWER = "SECRECY_REVIEWER", "保密审查员"
    DISCLOSURE_OFFICE = "DISCLOSURE_OFFICE", "政务公开工作机构"
    COUNTERSIGNER = "COUNTERSIGNER", "会签部门"
    UNIT_LEADER = "UNIT_LEADER", "部门负责人"
    PRINCIPAL_LEADER = "PRINCIPAL_LEADER", "主要负责人"
    OFFICE_CLERK = "OFFICE_CLERK", "政府办公厅收文"
    ADMINISTRATOR = "ADMINISTRATOR", "管理员"
    READER = "READER", "只读"


class Stage(Term):
    """The stages of a bundle's course."""

    DRAFTING = "DRAFTING", "拟稿"
    INTERNAL_REVIEW = "INTERNAL_REVIEW", "内审"
    SIGN_OFF = "SIGN_OFF", "审签"
    SUBMITTED = "SUBMITTED", "报送"
    INTAKE = "INTAKE", "收文审核"
    ACCEPTED = "ACCEPTED", "受理"
    ISSUED = "ISSUED", "印发"


class Act(Term):
    """The acts that move a bundle along its course, or are done to it at a stage."""

    CREATE = "CREATE", "新建"
    SAVE = "SAVE", "保存"
    SEND_TO_REVIEW = "SEND_TO_REVIEW", "送内审"
    REVIEW = "REVIEW", "审查"
    SEND_TO_SIGN_OFF = "SEND_TO_SIGN_OFF", "送审签"
    SIGN = "SIGN", "审签"
    SEND_BACK = "SEND_BACK", "退回修改"
    WITHDRAW = "WITHDRAW", "撤回修改"
    SUBMIT = "SUBMIT", "报送"
    RECEIVE = "RECEIVE", "签收"
    RETURN = "RETURN", "退文"
    ACCEPT = "ACCEPT", "受理"
    ISSUE = "ISSUE", "印发"
    SET_DUE = "SET_DUE", "定期限"


class OfficeAct(Term):
    """The acts on the office itself: its people, keys and settings."""

    SET_UP = "SET_UP", "建立办公室"
    ADD_ACCOUNT = "ADD_ACCOUNT", "新增账号"
    CHANGE_ACCOUNT = "CHANGE_ACCOUNT", "修改账号"
    RESET_PASSWORD = "RESET_PASSWORD", "重设密码"
    CHANGE_PASSWORD = "CHANGE_PASSWORD", "本人改密码"
    MAKE_AUTHORITY = "MAKE_AUTHORITY", "建立签发机构"
    REQUEST_KEY = "REQUEST_KEY", "办理签名密钥"
    RECORD_KEY = "RECORD_KEY", "启用记录密钥"
    CERTIFY = "CERTIFY", "签发证书"
    REVOKE = "REVOKE", "吊销证书"
    LEND = "LEND", "授权代签"
    CHANGE_SETTINGS = "CHANGE_SETTINGS", "修改设置"
    TAKE_PACKET = "TAKE_PACKET", "登记报送包"
    RETURN_PACKET = "RETURN_PACKET", "退回报送包"
    ACCEPT_PACKET = "ACCEPT_PACKET", "受理报送包"


class Severity(Term):
    """Whether a finding is a ground for 退文 or only advice."""

    RETURN = "return", "退文"
    ADVICE = "advice", "建议"


class Verdict(Term):
    """The results of a check for a bundle as a whole."""

    ACCEPT = "accept", "可以报送"
    RETURN = "return", "会被退文"
