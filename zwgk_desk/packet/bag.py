"""The packet as a BagIt bag (RFC 8493), serialised as one .zip with the bag's folder at its top.

The format would let a bag hold more: a second manifest, files to be fetched, further tag files. None of ours does, and one that does was changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..documents.packed import write_zip
from ..model.digest import sha256_of
from ..model.errors import InputError
from ..model.naming.characters import is_unseen
from ..model.naming.file_names import is_safe

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
BAGIT, INFO = "bagit.txt", "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
TAGS = (BAGIT, INFO, MANIFEST, TAG_MANIFEST)
OXUM = "Payload-Oxum"
AGAIN = "请不要采用它，请报送单位重新报送"


ANY_FOLDER = ""
"""In place of the folder's name, of a bag that lies unpacked: whoever copies the folder gives it another."""


@dataclass(frozen=True)
class BagLabel:
    """What stands on a bag.

    Attributes:
        folder: the name of the folder at the top.
        info: the entries of bag-info.txt (RFC 8493, 2.2.2), without the size of the payload.
    """

    folder: str
    info: Mapping[str, str]


@dataclass(frozen=True)
class Bag:
    """A bag that was opened: its label, and the files below data/ by their names."""

    label: BagLabel
    payload: Mapping[str, bytes]


def make_bag(label: BagLabel, payload: Mapping[str, bytes]) -> bytes:
    """Return the bag's bytes, the same for the same payload on every machine: its files are not compressed, most of them are already.

    Args:
        label: what stands on it.
        payload: the files by their names below data/.
    """
    files = {f"data/{name}": content for name, content in payload.items()}
    tags = _tags(files, label.info)
    return write_zip([(f"{label.folder}/{name}", content) for name, content in [*tags.items(), *sorted(files.items())]], packed=False)


def _tags(files: Mapping[str, bytes], info: Mapping[str, str]) -> dict[str, bytes]:
    """Return the tag files of a bag with these files below data/."""
    lines = [*(f"{key}: {value}" for key, value in info.items()), f"{OXUM}: {sum(map(len, files.values()))}.{len(files)}"]
    tags = {BAGIT: DECLARATION, INFO: ("\n".join(lines) + "\n").encode("utf-8"), MANIFEST: _manifest(files)}
    tags[TAG_MANIFEST] = _manifest(tags)
    return tags


def _manifest(files: Mapping[str, bytes]) -> bytes:
    """Return a manifest's lines of digest and name; %, CR and LF in names are escaped (RFC 8493, 2.1.3)."""
    lines = [f"{sha256_of(content)}  {_escaped(name)}\n" for name, content in sorted(files.items())]
    return "".join(lines).encode("utf-8")


def _escaped(name: str) -> str:
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _unescaped(name: str) -> str:
    return name.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def open_bag(entries: Mapping[str, bytes], name: str) -> Bag:
    """Verify a bag: it holds what its manifests say, and nothing else, as this program writes it.

    Args:
        entries: the archive's files by their full names.
        name: the packet's name in messages.

    Raises:
        InputError: it is no bag, or a file was changed, added or removed.
    """
    tops = {entry.split("/", 1)[0] for entry in entries}
    top = next(iter(tops), "")
    if len(tops) != 1 or f"{top}/{BAGIT}" not in entries or not is_safe(top):
        raise InputError(f"“{name}”不是本程序的报送包", "请核对文件")
    files = {entry[len(top) + 1 :]: content for entry, content in entries.items()}
    data = {key: content for key, content in files.items() if key.startswith("data/")}
    for entry in sorted(set(files) - set(data) - set(TAGS)):
        raise InputError(f"报送包“{name}”里添加了“{_shown(entry)}”，不是报送时装进去的", AGAIN)
    for entry in data:
        if not is_plain(entry):
            raise InputError(f"报送包“{name}”里的文件名“{_shown(entry)}”不是本程序写的", AGAIN)
    _compare(_listed(files.get(MANIFEST, b""), name), data, name)
    info = _info(files.get(INFO, b""), name)
    for tag, content in _tags(data, info).items():
        if files.get(tag) != content:
            raise InputError(f"报送包“{name}”在途中被改动：{tag} 与本程序写的不同", AGAIN)
    return Bag(BagLabel(top, info), {key[len("data/") :]: content for key, content in data.items()})


def payload(entries: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """Verify a bag, and return the files below data/.

    Args:
        entries: the archive's files by their full names.
        name: the packet's name in messages.

    Raises:
        InputError: as `open_bag`.
    """
    return dict(open_bag(entries, name).payload)


def is_plain(name: str) -> bool:
    """Return whether a file's name leads to one place on every system, below the folder it is in, and is seen as it is."""
    pieces = name.split("/")
    return all(is_safe(piece) for piece in pieces)


def _shown(name: str) -> str:
    """Return a name for a message, with what cannot be seen written out."""
    return "".join(char if not is_unseen(char) else f"\\u{ord(char):04x}" for char in name)


def _info(content: bytes, name: str) -> dict[str, str]:
    """Return the entries of bag-info.txt without the payload's size."""
    try:
        lines = content.decode("utf-8").split("\n")[:-1]
        pairs = [line.split(": ", 1) for line in lines]
        return {key: value for key, value in pairs if key != OXUM}
    except (UnicodeDecodeError, ValueError) as error:
        raise InputError(f"报送包“{name}”的 {INFO} 已经损坏", "请重新取得报送包") from error


def _listed(manifest: bytes, name: str) -> dict[str, str]:
    try:
        lines = manifest.decode("utf-8").split("\n")[:-1]
        return {_unescaped(entry): digest for digest, entry in (line.split("  ", 1) for line in lines)}
    except (UnicodeDecodeError, ValueError) as error:
        raise InputError(f"报送包“{name}”的清单已经损坏", "请重新取得报送包") from error


def _compare(listed: Mapping[str, str], held: Mapping[str, bytes], name: str) -> None:
    wrong = [entry for entry in sorted({*listed, *held}) if entry not in held or listed.get(entry) != sha256_of(held[entry])]
    if wrong:
        raise InputError(f"报送包“{name}”在途中被改动：{_shown(wrong[0].removeprefix('data/'))} 与清单不符", AGAIN)
