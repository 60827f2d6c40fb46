"""Wrong values for every place of a document, by its structure: JSON, TOML, lines of text, DER, and bytes of any kind."""

from __future__ import annotations

import copy
import json
import random
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import tomli_w

Spoilt = tuple[str, bytes]
"""What was done, and what came of it."""

MARK = "@@spoilt@@"
DEEP = 200_000
ODD_TEXTS = ("", "x" * 100_000, "甲\u2028乙", "甲\u0085乙", "甲\r乙", "\x00", "\u202exe", "-1", "9999-99-99", "第99999999999999999999999次报送")

JSON_TOKENS: dict[str, str] = {
    "null": "null", "an empty list": "[]", "a list": "[1]", "an empty object": "{}", "an object": '{"a":1}', "a list of lists": '[["a"]]',
    "a list of null": "[null]", "0": "0", "-0": "-0", "a negative number": "-1", "a fraction": "1.5", "NaN": "NaN", "an infinity": "Infinity",
    "10**30": "1" + "0" * 30, "10**5000": "1" + "0" * 5000, "1e999": "1e999", "true": "true", "a lone surrogate": '"\\ud800"',
    "lists 200,000 deep": "[" * DEEP + "]" * DEEP, "objects 200,000 deep": '{"a":' * DEEP + "1" + "}" * DEEP, "lists 900 deep": "[" * 900 + "]" * 900,
    **{f"the text {text[:6]!r}": json.dumps(text, ensure_ascii=False) for text in ODD_TEXTS},
}  # fmt: skip

TOML_TOKENS: dict[str, str] = {
    "an empty list": "[]", "a list": "[1]", "a list of texts": '["a"]', "a list of tables": "[{a = 1}]", "an empty table": "{}", "a table": "{a = 1}",
    "0": "0", "-0": "-0", "a fraction": "1.5", "nan": "nan", "an infinity": "-inf", "10**30": "1" + "0" * 30, "10**5000": "1" + "0" * 5000,
    "16**5000": "0x1" + "0" * 5000, "true": "true", "a day": "0001-01-01", "a time": "07:32:00", "a moment": "1979-05-27T00:32:00-07:00",
    "lists 200,000 deep": "[" * DEEP + "]" * DEEP, "tables deep": "{a=" * 5_000 + "1" + "}" * 5_000, "a name that climbs": '"../../etc/passwd"',
    **{f"the text {text[:6]!r}": json.dumps(text) for text in ODD_TEXTS},
}  # fmt: skip


def paths(value: Any, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every value inside a value, the whole one's included."""
    yield before
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from paths(each, (*before, key))


def changed(value: Any, path: tuple[str | int, ...], change: Callable[[Any, Any], Any]) -> Any:
    """Return a copy of a value in which `change` was called with the container and the key at the end of the way."""
    whole = {"": copy.deepcopy(value)}
    found: Any = whole
    for key in ("", *path)[:-1]:
        found = found[key]
    change(found, path[-1] if path else "")
    return whole[""]


def _put(what: Any) -> Callable[[Any, Any], None]:
    return lambda container, key: container.__setitem__(key, what)


MORE = {"more": 1, "甲\u2028": [], "": None}


def spoilt_json(content: bytes) -> Iterator[Callable[[], Spoilt]]:
    """Yield ways to spoil a JSON document at every place: each is made when it is called for, since some are large."""
    value = json.loads(content)

    def dumped(made: Any) -> str:
        return json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    for path in paths(value):
        for name, token in JSON_TOKENS.items():
            yield lambda path=path, name=name, token=token: (  # type: ignore[misc]
                f"JSON: {name}", dumped(changed(value, path, _put(MARK))).replace(f'"{MARK}"', token, 1).encode("utf-8", "surrogatepass"),
            )  # fmt: skip
        if path:
            yield lambda path=path: ("JSON: a missing key", dumped(changed(value, path, lambda c, k: c.pop(k))).encode())  # type: ignore[misc]
        if path and isinstance(path[-1], str):
            key = json.dumps(path[-1], ensure_ascii=False)
            twice = f'"{MARK}":0', f"{key}:[],{key}:null"
            yield lambda path=path, twice=twice: (  # type: ignore[misc]
                "JSON: a key twice", dumped(changed(value, path, lambda c, k: c.update({MARK: 0}))).replace(*twice).encode(),
            )  # fmt: skip
            yield lambda path=path: ("JSON: keys more", dumped(changed(value, path, lambda c, k: c.update(MORE))).encode())  # type: ignore[misc]


def spoilt_toml(content: bytes) -> Iterator[Callable[[], Spoilt]]:
    """Yield ways to spoil a TOML document at every place."""
    value = tomllib.loads(content.decode())
    for path in paths(value):
        if not path:
            continue
        for name, token in TOML_TOKENS.items():
            yield lambda path=path, name=name, token=token: (  # type: ignore[misc]
                f"TOML: {name}", tomli_w.dumps(changed(value, path, _put(MARK))).replace(f'"{MARK}"', token, 1).encode(),
            )  # fmt: skip
        yield lambda path=path: ("TOML: a missing key", tomli_w.dumps(changed(value, path, lambda c, k: c.pop(k))).encode())  # type: ignore[misc]
        if isinstance(path[-1], str):
            yield lambda path=path: (  # type: ignore[misc]
                "TOML: keys more", tomli_w.dumps(changed(value, path, lambda c, k: c.update({"more": 1, "甲\u2028": 2}))).encode(),
            )  # fmt: skip
    for line in content.splitlines(keepends=True):
        yield lambda line=line: ("TOML: a line twice", content.replace(line, line + line, 1))  # type: ignore[misc]


def spoilt_lines(content: bytes) -> Iterator[Callable[[], Spoilt]]:
    """Yield ways to spoil a text of lines: each missing, twice, cut off, with another separator, with what splits lines in it."""
    lines = content.split(b"\n")
    for place, line in enumerate(lines):
        middle = len(line) // 2
        for name, other in (
            ("a line missing", None), ("a line twice", line + b"\n" + line), ("half a line", line[:middle]),
            ("a line without blanks", line.replace(b" ", b"")),
            ("a line of U+2028", line[:middle] + "\u2028".encode() + line[middle:]),
            ("a line of U+0085", line[:middle] + "\u0085".encode() + line[middle:]),
            ("a line with CR", line + b"\r"), ("a line with NUL", line[:middle] + b"\0" + line[middle:]), ("a long line", line + b"x" * 100_000),
            ("a line of bytes", b"\xff\xfe" + line), ("a line that escapes", line.replace(b"/", b"%0A")), ("an empty line", b"\n" + line),
        ):  # fmt: skip
            yield lambda place=place, name=name, other=other: (  # type: ignore[misc]
                f"lines: {name}", b"\n".join([*lines[:place], *([other] if other is not None else []), *lines[place + 1 :]]),
            )  # fmt: skip


def spoilt_bytes(content: bytes, chance: random.Random, times: int = 12) -> Iterator[Callable[[], Spoilt]]:
    """Yield ways to spoil any file: other encodings, bytes before, behind and inside, cut off, changed by chance."""

    def again(encoding: str) -> bytes:
        return content.decode("utf-8", "replace").encode(encoding, "replace")

    for encoding in ("gb18030", "utf-16", "utf-8-sig", "utf-32", "utf-7"):
        yield lambda encoding=encoding: (f"bytes: {encoding}", again(encoding))  # type: ignore[misc]
    yield lambda: ("bytes: none", b"")
    yield lambda: ("bytes: NUL behind", content + b"\0" * 100)
    yield lambda: ("bytes: NUL in place of all", bytes(min(len(content), 1000)))
    yield lambda: ("bytes: 100,000 by chance", chance.randbytes(100_000))
    for _ in range(times):
        place, length = chance.randrange(len(content) + 1), chance.randrange(1, 20)
        for name, made in (
            ("cut off", content[:place]), ("bytes by chance", content[:place] + chance.randbytes(length) + content[place + length :]),
            ("bytes missing", content[:place] + content[place + length :]), ("NUL inside", content[:place] + b"\0" + content[place:]),
            ("twice", content[:place] + content),
        ):  # fmt: skip
            yield lambda name=name, made=made: (f"bytes: {name}", made)  # type: ignore[misc]


def _tlvs(content: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield start, start of the value and end of every DER element, outer ones first."""
    while start + 2 <= end:
        length, head = content[start + 1], 2
        if length & 0x80:
            count = length & 0x7F
            length, head = int.from_bytes(content[start + 2 : start + 2 + count]), 2 + count
        value, stop = start + head, start + head + length
        if stop > end:
            return
        yield start, value, stop
        if content[start] & 0x20:
            yield from _tlvs(content, value, stop)
        start = stop


def spoilt_der(content: bytes) -> Iterator[Callable[[], Spoilt]]:
    """Yield ways to spoil a DER structure at each of its elements: another tag, another length, no value, missing, twice, nested deep. What an
    element has already is no way to spoil it."""
    for start, value, end in _tlvs(content, 0, len(content)):
        for tag in sorted({0x00, 0x02, 0x03, 0x05, 0x0C, 0x17, 0x30, 0x31, 0xA0, 0xBF} - {content[start]}):
            yield lambda start=start, tag=tag: ("DER: another tag", content[:start] + bytes([tag]) + content[start + 1 :])  # type: ignore[misc]
        for length in sorted({b"\x00", b"\x80", b"\xff", b"\x84\xff\xff\xff\xff", b"\x7f"} - {content[start + 1 : value]}):
            yield lambda start=start, value=value, length=length: (  # type: ignore[misc]
                "DER: another length", content[: start + 1] + length + content[value:],
            )  # fmt: skip
        size = end - value
        for name, other in (
            ("nothing", b""),
            ("0xff", b"\xff" * size),
            ("0", bytes(size)),
            ("a deep value", b"\x30\x80" * (size // 2) + b"\0" * (size % 2)),
        ):
            if other == content[value:end]:
                continue
            yield lambda value=value, end=end, name=name, other=other: (  # type: ignore[misc]
                f"DER: a value of {name}", content[:value] + other + content[end:],
            )  # fmt: skip
        yield lambda start=start, end=end: ("DER: an element missing", content[:start] + content[end:])  # type: ignore[misc]
        yield lambda start=start, end=end: ("DER: an element twice", content[:end] + content[start:end] + content[end:])  # type: ignore[misc]
    yield lambda: ("DER: 100,000 deep", b"\x30\x80" * 100_000)
