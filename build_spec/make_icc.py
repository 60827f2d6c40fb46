"""Make resources/colour/srgb.icc anew: the colour profile that PDF/A files name (IEC 61966-2-1, as Little CMS writes it), with a fixed date.

Usage: python build_spec/make_icc.py resources/colour/srgb.icc
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PIL import ImageCms

DATE = slice(24, 36)  # of the profile's header, ICC.1:2010 7.2.8
NUMBER = slice(84, 100)  # the profile's own digest, which may be left out, 7.2.18


def main() -> None:
    """Write the profile to the path named on the command line."""
    content = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    content[DATE] = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    content[NUMBER] = bytes(16)
    Path(sys.argv[1]).write_bytes(content)
    print(len(content))


if __name__ == "__main__":
    main()
