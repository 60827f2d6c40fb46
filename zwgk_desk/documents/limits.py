"""Bounds on what is read, so that no file can take the machine with it."""

from __future__ import annotations

MAX_FILE_BYTES = 64 * 1024 * 1024
"""The largest file that a bundle may hold."""

MAX_UNPACKED_BYTES = 256 * 1024 * 1024
"""The most that the parts of one packed file may come to."""

MAX_ENTRIES = 5_000
"""The most parts that a packed file may have."""

MAX_RATIO = 200
"""How many times larger than its packed form a part may be, once it is larger than SMALL_BYTES."""

SMALL_BYTES = 4 * 1024 * 1024
"""Parts up to this size are not held against MAX_RATIO: plain XML packs very well."""

MAX_PARAGRAPHS = 200_000
"""The most paragraphs of one document."""

MAX_CHARACTERS = 5_000_000
"""The most characters of one document: some 8,000 pages."""

MAX_NESTING = 60
"""How deep tables and text boxes may stand within one another."""

MAX_PICTURE_PIXELS = 50_000_000
"""The most pixels of one picture: a little more than A4 at 600 dots an inch."""
