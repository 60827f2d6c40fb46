"""Bounds on what is read, so that no file can use up the machine's memory or time."""

from __future__ import annotations

MAX_FILE_BYTES = 64 * 1024 * 1024
"""Bytes of the largest file that a bundle may hold."""

MAX_UNPACKED_BYTES = 256 * 1024 * 1024
"""Bytes of all unpacked parts of one zip archive, at most."""

MAX_ENTRIES = 5_000
"""Parts of one zip archive, at most."""

MAX_RATIO = 200
"""Factor by which a part larger than SMALL_BYTES may exceed its compressed form: a guard against zip bombs."""

SMALL_BYTES = 4 * 1024 * 1024
"""Bytes up to which a part is not checked against MAX_RATIO: plain XML compresses very well."""

MAX_PARAGRAPHS = 200_000
"""The most paragraphs of one document."""

MAX_CHARACTERS = 5_000_000
"""The most characters of one document: some 8,000 pages."""

MAX_NESTING = 60
"""Depth to which tables and text boxes may be nested."""

MAX_PICTURE_PIXELS = 50_000_000
"""The most pixels of one picture: a little more than A4 at 600 dots an inch."""
