"""The office's time: moments are Beijing's, wherever a workstation or whoever verifies may be (GB/T 7408)."""

from __future__ import annotations

from datetime import timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "北京时间")
