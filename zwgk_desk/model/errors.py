"""The errors that the core raises. Each carries a Chinese sentence for the person before the screen: what happened, that nothing
was lost, and what to do; the window and the command line show it as it is."""

from __future__ import annotations


class DeskError(Exception):
    """The root of all errors that are meant for a person.

    Args:
        what: what happened, a Chinese sentence without its closing stop.
        remedy: what to do, likewise; empty where the sentence says it already.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what}。{remedy}。" if remedy else f"{what}。")


class InputError(DeskError):
    """A file or folder handed in cannot be used at all (exit status 2)."""


class UnreadableFile(DeskError):
    """One document cannot be opened as what its name says. The rules turn it into the finding `file-unreadable`."""


class PermissionDenied(DeskError):
    """The signed-in person may not do this."""


class SignInFailed(DeskError):
    """Name or password is wrong, the account is closed, or guessing is being slowed."""


class StageError(DeskError):
    """The act does not exist at the stage that the bundle has reached."""


class WouldBeReturned(DeskError):
    """The act is refused because grounds for 退文 stand."""


class Conflict(DeskError):
    """Somebody else has saved the same bundle meanwhile."""


class NotFound(DeskError):
    """What was asked for is not in the database, or not for this person's eyes."""


class StoreError(DeskError):
    """The database cannot be opened, read or written."""


class TemplateFault(DeskError):
    """A template of the office cannot be filled in; the message says which one and where."""


class Cancelled(DeskError):
    """The person stopped a long piece of work. Nothing of it is left behind."""

    def __init__(self) -> None:
        super().__init__("操作已取消，没有留下任何文件")


class SigningRefused(DeskError):
    """A signature cannot be made: the passphrase is wrong, the key is not there, or the certificate is not in force."""


class KeyringRefused(DeskError):
    """The operating system's keyring is not there, or would keep secrets in plain text."""


class NotWhole(DeskError):
    """A packet does not verify: what is in the office's database is not what was signed."""


class TablesDisagree(DeskError):
    """The office's tables do not say what its record says: somebody has changed them past the program."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"数据库与办理记录不符，可能有人绕过程序改过，这一步没有办理：{fault}", "请管理员运行 doctor 逐处核对，查明后从备份恢复")
