"""Finds hidden data in a picture: where, when, with what and by whom it was taken."""

from __future__ import annotations

from ..picture_metadata import WHERE, metadata_of


def picture_traces(content: bytes, named: str = "图片") -> tuple[tuple[str, str], ...]:
    """Return kind and words of what a picture carries beside what it shows, the kind `picture-place` or `picture-property`; nothing where it carries
    nothing, and for what is no picture.

    Args:
        content: its bytes.
        named: what to call it.
    """
    told = metadata_of(content)
    return (("picture-place" if WHERE in told else "picture-property", f"{named}：{'、'.join(told)}"),) if told else ()
