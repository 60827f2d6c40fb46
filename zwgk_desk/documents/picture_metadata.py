"""What pictures carry beside what they show: where, when and with what they were taken, and by whom. JPEG keeps it in segments of its own (ITU-T
T.81, B.1; CIPA DC-008, Exif), PNG in chunks (W3C PNG, 11.3)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..late import late

if TYPE_CHECKING:
    from PIL import Image
else:
    Image = late("PIL.Image")  # imported late: most documents hold no pictures

WHERE = "拍摄位置"
"""The word for the place at which a picture was taken, which tells more than anything else."""

ORIENTATION, GPS, EXIF = 0x0112, 0x8825, 0x8769
WHEN, DEVICE, WHO, SAID = (
    (0x0132, 0x9003, 0x9004),
    (0x010F, 0x0110, 0xA434, 0xA431),
    (0x013B, 0x8298, 0x9C9D, 0xA430),
    (0x010E, 0x9286, 0x9C9B, 0x9C9C),
)
TAGS = (("拍摄时间", WHEN), ("设备", DEVICE), ("作者", WHO), ("说明", SAID))
"""Tags of Exif (CIPA DC-008-2019, 4.6) by what they say; the words that Windows writes are among them."""

JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
END, COMMENT, PROFILE = 0xD9, 0xFE, 0xE2
INSIDE = {0x00, 0x01, 0xFF, *range(0xD0, 0xD8)}
"""What stands behind the byte FF where no segment begins: a byte of the picture, a filling, a mark within a scan."""

KEPT_SEGMENTS = {0xE0, 0xEE}
"""The segments for applications, beside the colour profile, without which colours change: JFIF's and Adobe's."""

SEGMENTS = range(0xE0, 0xF0)
DROPPED_CHUNKS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}


def metadata_of(content: bytes) -> tuple[str, ...]:
    """Return in words what a picture carries beside what it shows: the place at which it was taken, the time, the device, the author, remarks;
    nothing for what is no picture."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            return tuple(dict.fromkeys(_told(image)))
    except Exception:  # the library's decoders raise errors of many types; what is no picture is told elsewhere
        return ()


def _told(image: Any) -> Iterator[str]:
    exif = image.getexif()
    said = {**exif, **exif.get_ifd(EXIF)}
    if exif.get_ifd(GPS):
        yield WHERE
    for word, tags in TAGS:
        if any(_says(said.get(tag)) for tag in tags):
            yield word
    if any(name in image.info for name in ("xmp", "XML:com.adobe.xmp", "photoshop", "comment")) or getattr(image, "text", None):
        yield "附加信息"


def _says(value: object) -> bool:
    return bool(value.strip("\0 ") if isinstance(value, str) else value)


def without_metadata(content: bytes) -> bytes:
    """Return a JPEG or PNG without what it carries beside what it shows, the picture itself byte for byte; how a camera was held is kept, since the
    picture would be turned otherwise. Other and damaged files are returned as they are."""
    try:
        if content.startswith(JPEG):
            return _bare_jpeg(content)
        if content.startswith(PNG):
            return PNG + b"".join(_chunks(content))
    except (struct.error, IndexError, ValueError):
        pass
    return content


def _bare_jpeg(content: bytes) -> bytes:
    made, at, turned = [JPEG], len(JPEG), _orientation(content)
    if turned > 1:
        made.append(_only_orientation(turned))
    while True:
        start = at
        at = content.index(b"\xff", at)
        while content[at + 1] in INSIDE:  # within a scan
            at = content.index(b"\xff", at + 1)
        made.append(content[start:at])
        marker = content[at + 1]
        if marker == END:
            return b"".join((*made, content[at : at + 2]))  # what some telephones lay behind the picture goes too
        end = at + 2 + int(struct.unpack_from(">H", content, at + 2)[0])
        if _shows(marker, content[at + 4 : end]):
            made.append(content[at:end])
        at = end


def _shows(marker: int, said: bytes) -> bool:
    """Return whether a segment is needed to show the picture."""
    if marker == PROFILE:
        return said.startswith(b"ICC_PROFILE")
    return marker != COMMENT and (marker not in SEGMENTS or marker in KEPT_SEGMENTS)


def _orientation(content: bytes) -> int:
    try:
        with Image.open(io.BytesIO(content)) as image:
            return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # see `metadata_of`
        return 1


def _only_orientation(turned: int) -> bytes:
    """Return a segment of Exif that says nothing but how the camera was held."""
    exif = b"Exif\0\0" + b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, ORIENTATION, 3, 1, turned, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif


def _chunks(content: bytes) -> Iterator[bytes]:
    at = len(PNG)
    while at < len(content):
        end = at + 12 + int(struct.unpack_from(">I", content, at)[0])
        if content[at + 4 : at + 8] not in DROPPED_CHUNKS:
            yield content[at:end]
        at = end
