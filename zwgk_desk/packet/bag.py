"""The packet as a BagIt bag (RFC 8493), serialised as one .zip with the bag's folder at its top."""

from __future__ import annotations

from collections.abc import Mapping

from ..documents.packed import write_zip
from ..model.digest import sha256_of
from ..model.errors import InputError

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"


def make_bag(folder: str, payload: Mapping[str, bytes], info: Mapping[str, str]) -> bytes:
    """Return the bag's bytes, the same for the same payload on every machine: its files are not compressed, most of them are already.

    Args:
        folder: the name of the folder at the top.
        payload: the files by their names below data/.
        info: the entries of bag-info.txt (RFC 8493, 2.2.2).
    """
    files = {f"data/{name}": content for name, content in payload.items()}
    size = sum(map(len, files.values()))
    lines = [*(f"{key}: {value}" for key, value in info.items()), f"Payload-Oxum: {size}.{len(files)}"]
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": ("\n".join(lines) + "\n").encode("utf-8"),
        MANIFEST: _manifest(files),
    }
    tags[TAG_MANIFEST] = _manifest(tags)
    return write_zip([(f"{folder}/{name}", content) for name, content in [*tags.items(), *sorted(files.items())]], packed=False)


def _manifest(files: Mapping[str, bytes]) -> bytes:
    """Return a manifest's lines of digest and name; %, CR and LF in names are escaped (RFC 8493, 2.1.3)."""
    lines = [f"{sha256_of(content)}  {_escaped(name)}\n" for name, content in sorted(files.items())]
    return "".join(lines).encode("utf-8")


def _escaped(name: str) -> str:
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _unescaped(name: str) -> str:
    return name.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def payload(entries: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """Verify a bag by its manifests, and return the files below data/.

    Args:
        entries: the archive's files by their full names.
        name: the packet's name in messages.

    Raises:
        InputError: it is no bag, or a file was changed, added or removed.
    """
    tops = {entry.split("/", 1)[0] for entry in entries}
    if len(tops) != 1 or f"{next(iter(tops))}/bagit.txt" not in entries:
        raise InputError(f"“{name}”不是本程序的报送包", "请核对文件")
    top = next(iter(tops))
    files = {entry[len(top) + 1 :]: content for entry, content in entries.items()}
    data = {key: content for key, content in files.items() if key.startswith("data/")}
    tags = {key: content for key, content in files.items() if not key.startswith("data/") and key != TAG_MANIFEST}
    for manifest, held in ((TAG_MANIFEST, tags), (MANIFEST, data)):
        _compare(_listed(files.get(manifest, b""), name), held, name)
    return {key[len("data/") :]: content for key, content in data.items()}


def _listed(manifest: bytes, name: str) -> dict[str, str]:
    try:
        lines = manifest.decode("utf-8").splitlines()
        return {_unescaped(entry): digest for digest, entry in (line.split("  ", 1) for line in lines)}
    except (UnicodeDecodeError, ValueError) as error:
        raise InputError(f"报送包“{name}”的清单已经损坏", "请重新取得报送包") from error


def _compare(listed: Mapping[str, str], held: Mapping[str, bytes], name: str) -> None:
    wrong = [entry for entry in sorted({*listed, *held}) if entry not in held or listed.get(entry) != sha256_of(held[entry])]
    if wrong:
        raise InputError(f"报送包“{name}”在途中被改动：{wrong[0].removeprefix('data/')} 与清单不符", "请不要采用它，请报送单位重新报送")
