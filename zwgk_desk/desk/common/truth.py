"""The office's own truth: who is who, who may sign, who saved what. The record has it, signed line by line; the tables are held against it,
by the course before each act and by `doctor` for every cell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from ...model.errors import TablesDisagree
from ...model.identity import KeyUse
from ...model.record import Link
from ...model.terms import OfficeAct, Role
from ...signing import cms
from ...signing.certificates import facts_of
from ...signing.pen import line_fits
from ...store.identity import KeptKey
from ...store.states import AUTHORITY, KEYS, OWN, PACKET, SAID_BY, SETTINGS, WHO
from ...store.store import Store

END = 1 << 60
"""A number after every line of the record."""

NAMES = {WHO: "姓名、单位、角色或停用状态", OWN: "密码或密钥", KEYS: "证书或吊销", AUTHORITY: "签发机构", SETTINGS: "设置", PACKET: "收文登记"}
"""What a state is of, in words."""

ACTS = {name: tuple(str(act) for act, said in SAID_BY.items() if name in said) for name in NAMES}
"""The acts whose lines say each state."""

BY_ONESELF = {str(OfficeAct.CHANGE_PASSWORD), str(OfficeAct.RECORD_KEY), str(OfficeAct.REQUEST_KEY), str(OfficeAct.SET_UP)}
"""Acts that concern whoever does them; all others of these lines are an administrator's."""


SET_UP_LINE = 2
"""The line by which an office is set up: the first is that of its first administrator's record key."""

PASSWORD_GIVEN = {str(OfficeAct.ADD_ACCOUNT), str(OfficeAct.RESET_PASSWORD)}
"""Acts by which an administrator gives somebody a password."""


class OfficeTruth:
    """Holds the tables of one office against its record."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._proven: set[tuple[object, ...]] = set()
        self._first = 0

    def require(self, faults: Iterable[str]) -> None:
        """Refuse the step that is under way where the tables disagree with the record.

        Raises:
            TablesDisagree: with the first of the faults.
        """
        with self._store.snapshot():
            for fault in faults:
                raise TablesDisagree(fault)

    def of_account(self, account: str) -> Iterator[str]:
        """Yield a Chinese phrase where an account is not as the record says: whose it is, what its owner may do, what opens it."""
        yield from self._hold(WHO, account)
        yield from self._hold(OWN, account)

    def of_keys(self, account: str) -> Iterator[str]:
        """Yield a Chinese phrase where a person's certificates, or what was revoked of them, are not as the record says."""
        yield from self._hold(KEYS, account)
        identity = self._store.identity
        revoked = {key.serial for key in identity.person_keys(account) if key.revoked_at}
        if revoked and not revoked <= cms.revoked_serials(identity.revocation_list()):
            yield f"账号“{account}”吊销了的证书，现在的吊销清单里没有"

    def of_person(self, account: str) -> Iterator[str]:
        """Yield a Chinese phrase where a person's account or certificates are not as the record says."""
        yield from self.of_account(account)
        yield from self.of_keys(account)

    def of_office(self) -> Iterator[str]:
        """Yield a Chinese phrase where the authority or the settings are not as the record says."""
        yield from self.of_authority()
        yield from self._hold(SETTINGS, "")

    def of_authority(self) -> Iterator[str]:
        """Yield a Chinese phrase where the authority is not as the record says."""
        yield from self._hold(AUTHORITY, "")

    def of_packet(self, number: int) -> Iterator[str]:
        """Yield a Chinese phrase where a packet in the register is not as the record says."""
        subject = self._store.registered_packets.subject(number)
        line = self._newest(subject, ACTS[PACKET])
        if line is None:
            yield f"办理记录里没有登记报送包“{subject}”"
            return
        fault = self.line_fault(line) or self.role_fault(line, (Role.OFFICE_CLERK,))
        if fault:
            yield f"办理记录第 {line.entry.number} 条（报送包“{subject}”）{fault}"
        elif PACKET not in line.entry.state:
            if line.entry.number > self.first_with_state > 0:
                yield f"办理记录第 {line.entry.number} 条没有写明收文登记，不是本程序写的"
        elif line.entry.state[PACKET] != self._store.states.packet(number):
            yield f"收文登记里的报送包“{subject}”与办理记录第 {line.entry.number} 条不符"

    @property
    def base(self) -> int:
        """The number of the last line that is older than the chain; 0 where all lines are in it."""
        return self._store.record.base()

    @property
    def _tells_from_the_beginning(self) -> bool:
        """Whether the office was set up by a version that keeps the chain; before, accounts came about without a line."""
        line = self._store.record.line(SET_UP_LINE)
        return line is not None and line.entry.act == str(OfficeAct.SET_UP) and bool(line.digest)

    @property
    def first_with_state(self) -> int:
        """The number of the first line that says what its act left behind; 0 while there is none."""
        self._first = self._first or self._store.record.first_with_state()
        return self._first

    def _newest(self, subject: str, acts: Collection[str], before: int = END) -> Link | None:
        return self._store.record.newest_about(subject, acts, self.base, before)

    def _base_fault(self) -> str:
        """Return what is wrong with the line from which on the record is a chain; empty where nothing is. Raised, it would hide lines."""
        if self.base == 0:
            return ""
        last, first = self._store.record.line(self.base), self._store.record.line(self.base + 1)
        moved = self._tells_from_the_beginning or (last is not None and bool(last.digest)) or (first is not None and bool(first.previous))
        return "办理记录从哪一条起相接，被改动过" if moved else ""

    def role_fault(self, link: Link, roles: Collection[Role], latest: dict[str, Link | None] | None = None) -> str:
        """Return that the author of a line had none of the roles for it then, as the lines before say; empty where one was held. Of an account that
        is older than the chain no line tells.

        Args:
            link: the line.
            roles: the roles in which its act may be done.
            latest: the newest lines about its authors, by account; filled in here, and kept by whoever asks for several lines in one snapshot.
        """
        line = self._who_before(link, {} if latest is None else latest)
        if line is None:
            return "" if not self._tells_from_the_beginning else f"的“{link.entry.by}”当时还没有账号"
        if self._fault(line):
            return f"的“{link.entry.by}”当时的角色不能确定"
        if line.entry.act == str(OfficeAct.SET_UP) or any(str(role) in _roles_said(line) for role in roles):
            return ""
        return f"的“{link.entry.by}”当时不能办这一步"

    def _who_before(self, link: Link, latest: dict[str, Link | None]) -> Link | None:
        """Return the newest line before another about who its author is."""
        author, number = link.entry.by, link.entry.number
        if author not in latest:
            latest[author] = self._newest(author, ACTS[WHO])
        line = latest[author]
        return line if line is None or line.entry.number < number else self._newest(author, ACTS[WHO], number)

    def may_administer(self, account: str) -> str:
        """Return why somebody's acts as an administrator would not count, a Chinese sentence without its stop; empty where they do. They are lines
        of the record, which count when the author's record key is certified, and the author is an administrator by the lines or the certificate."""
        number, _ = self._store.identity.record_key(account)
        key, kept = self._store.identity.key(number), self._store.identity.authority()
        if kept is None:
            return ""
        if key is None or not self._is_theirs(key):
            return "您的记录密钥还没有签发证书"
        certified = Role.ADMINISTRATOR in facts_of(key.certificate).roles
        return "" if self._was_administrator(account, END, certified) else "办理记录里您不是管理员"

    def _hold(self, name: str, account: str) -> Iterator[str]:
        moved = self._base_fault()
        if moved:
            yield moved
            return
        whose = f"账号“{account}”的{NAMES[name]}" if account else f"本办公室的{NAMES[name]}"
        line = self._newest(account, ACTS[name])
        if line is None:
            if name == WHO and self._tells_from_the_beginning:
                yield f"办理记录里没有账号“{account}”"
            return
        fault = self._fault(line)
        if fault:
            yield f"办理记录第 {line.entry.number} 条（{whose}）{fault}"
        elif name in line.entry.state:
            if line.entry.state[name] != self._store.states.now(name, account):
                yield f"{whose}与办理记录第 {line.entry.number} 条不符"
        elif line.entry.number > self.first_with_state > 0:
            yield f"办理记录第 {line.entry.number} 条没有写明{NAMES[name]}，不是本程序写的"
        elif name == WHO and line.entry.remark and line.entry.remark != described(self._store.states.who(account)):
            yield f"{whose}与办理记录第 {line.entry.number} 条不符"

    def _fault(self, link: Link) -> str:
        """Return what is wrong with a line about the office: with itself, or with its author's right to it. A line that was found good stays so,
        since its digest is over all that it says and over all lines before it."""
        proof = (link.digest, link.signature)
        fault = "" if proof in self._proven and link.fits else self.line_fault(link) or self._right_fault(link)
        if not fault:
            self._proven.add(proof)
        return fault

    def line_fault(self, link: Link) -> str:
        """Return what is wrong with a line: it does not fit its digest, or its author did not sign it, with a key that was certified; as the end
        of a Chinese sentence, empty where nothing is."""
        if not link.fits:
            return "与它的摘要不符"
        proof = (link.digest, link.signature, link.key, link.entry.by)
        if proof in self._proven:
            return ""
        key = self._store.identity.key(link.key)
        if key is None or key.use is not KeyUse.RECORD or key.account != link.entry.by:
            return f"不是“{link.entry.by}”签的"
        if not line_fits(key.request, link.digest, link.signature):
            return f"的签名不是“{link.entry.by}”的，或与内容不符"
        if key.revoked_at and 0 < self._revoked_by(key) < link.entry.number:
            return "是用已吊销的记录密钥签的"
        self._proven.add(proof)
        return ""

    def _revoked_by(self, key: KeptKey) -> int:
        """Return the number of the line that revoked a key: lines are before or after it by their place, whatever two machines' clocks say."""
        return self._store.record.line_of(str(OfficeAct.REVOKE), key.account, key.revoked_at)

    def _right_fault(self, link: Link) -> str:
        """Return what is wrong with an author's right to a line about the office; empty where nothing is."""
        entry = link.entry
        if entry.act in BY_ONESELF and entry.by == entry.subject:
            return "" if self._may_say_of_oneself(link) else "不是本程序写的，或是用没有启用的记录密钥写的"
        if not self._is_certified(link):
            return f"是“{entry.by}”用没有证书的记录密钥写的，请先签发证书"
        key = self._store.identity.key(link.key)
        certified = key is not None and Role.ADMINISTRATOR in facts_of(key.certificate).roles
        return "" if self._was_administrator(entry.by, entry.number, certified) else f"的“{entry.by}”当时不是管理员"

    def _may_say_of_oneself(self, link: Link) -> bool:
        """Return whether a line about its own author could have come about: the office is set up once, before all else; a record key is made when
        the office is set up and at the first sign-in under a password that an administrator gave; everything else is signed with such a key."""
        entry = link.entry
        if entry.act == str(OfficeAct.SET_UP):
            return entry.number == SET_UP_LINE
        if entry.act == str(OfficeAct.RECORD_KEY):
            before = self._newest(entry.subject, ACTS[OWN], entry.number)
            if before is None:
                return self._newest(entry.subject, ACTS[WHO], entry.number) is None
            return before.entry.act in PASSWORD_GIVEN and not self._fault(before)
        if self._is_certified(link):
            return True
        made = self._newest(entry.subject, (str(OfficeAct.RECORD_KEY),), entry.number)
        return made is not None and made.key == link.key and not self._fault(made)

    def _is_certified(self, link: Link) -> bool:
        key = self._store.identity.key(link.key)
        return key is not None and self._is_theirs(key)

    def _is_theirs(self, key: KeptKey) -> bool:
        """Return whether a record key was certified, by the office's authority, for just the person whose it is."""
        kept = self._store.identity.authority()
        if kept is None or not key.certificate or key.use is not KeyUse.RECORD:
            return False
        proof = (key.certificate, key.request, kept.certificate, key.account, key.serial)
        if proof not in self._proven:
            facts = facts_of(key.certificate)
            theirs = (facts.account, facts.serial) == (key.account, key.serial) and not cms.may_sign_documents(key.certificate)
            if not theirs or not cms.issued_by(key.certificate, kept.certificate) or not cms.same_key(key.certificate, key.request):
                return False
            self._proven.add(proof)
        return True

    def _was_administrator(self, account: str, before: int, certified_as_administrator: bool) -> bool:
        """Return whether somebody was an administrator when a line was written, as the lines before it say; of an account that is older than the
        chain no line tells, and the certificate has to."""
        line = self._newest(account, ACTS[WHO], before)
        if line is None:
            return certified_as_administrator and not self._tells_from_the_beginning
        if self._fault(line):
            return False
        if line.entry.act == str(OfficeAct.SET_UP):
            return True
        return str(Role.ADMINISTRATOR) in _roles_said(line)


def _roles_said(line: Link) -> Sequence[str]:
    """Return the roles that a line about an account says; lines of former versions say them in words."""
    who = line.entry.state.get(WHO)
    if isinstance(who, dict):
        return str(who.get("roles", "")).split() if who.get("active") else []
    *_, roles = line.entry.remark.removesuffix("，停用").split("，")
    return [str(role) for role in Role if role.label in roles.split("、")]


def described(who: dict[str, Any]) -> str:
    """Return who somebody is in the words of the record's lines, from a state."""
    named = str(who.get("roles", "")).split()
    labels = "、".join(Role(role).label if role in {str(each) for each in Role} else role for role in named)
    return f"{who.get('display_name')}，{who.get('unit')}，{labels}{'' if who.get('active') else '，停用'}"
