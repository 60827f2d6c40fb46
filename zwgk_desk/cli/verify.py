"""verify PACKET: is it whole, unchanged, and signed by whom?"""

from __future__ import annotations

import argparse
from pathlib import Path

from ..desk.common.equipment import load_equipment
from ..desk.local.local_desk import LocalDesk
from .common import Context, print_json
from .status import NO, YES


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("packet", type=Path, metavar="PACKET", help="报送包（.zip），展开后的文件夹，或其中的 报送包.pdf")
    parser.add_argument("--trust", type=Path, action="append", default=[], metavar="CERT.pem", help="信任的签发机构的证书，可以写多个")
    parser.add_argument("--crl", type=Path, action="append", default=[], metavar="FILE", help="比报送包里的更新的吊销清单，可以写多个")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(given: argparse.Namespace, context: Context) -> int:
    """Verify the packet, and print the result. The answer is no where anything is wrong."""
    found = LocalDesk(load_equipment()).verify(given.packet, given.trust, given.crl)
    if given.json:
        print_json(found.as_json())
    else:
        for line in found.lines():
            print(line)
    return YES if found.confirmed else NO
