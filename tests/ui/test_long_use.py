"""A window that is open all day: what Python and Qt hand one another a hundred thousand times stays whole."""

from __future__ import annotations

import os
import subprocess
import sys

CODE = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Teller(QObject):
    told = Signal(int)
application = QCoreApplication([])
teller = Teller()
heard = []
teller.told.connect(lambda value: heard.append(None))
for number in range(100_000):
    teller.told.emit(number)
    teller.setObjectName("name")
    application.processEvents()
print(len(heard))
"""


def test_a_hundred_thousand_signals_do_no_harm() -> None:
    """PySide6 6.12.0 gives back one reference too many to None and True with each, and takes Python 3.11 down with it after some hundred."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, encoding="utf-8", check=False, env=environment)
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout.strip() == "100000"
