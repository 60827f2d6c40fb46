"""Counts what becomes of malformed inputs: refused in words, accepted and the same, or fallen."""

from __future__ import annotations

import traceback
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from zwgk_desk.model.errors import DeskError

REFUSED, SAME, SIGNED, FELL, DIFFERS = "typed refusals", "accepted, same", "signed anew", "tracebacks", "accepted, differ"
OUTCOMES = (REFUSED, SAME, SIGNED, FELL, DIFFERS)
"""Signed anew is what an honest person could have signed: another text in place of a text, by the one whose text it was."""
SHOWN = 40


class Differs(Exception):
    """What is malformed was taken for something else than it was made from."""


@dataclass
class Tally:
    """What became of each kind of input.

    Attributes:
        counts: outcomes by kind.
        faults: each fall and each difference once, with the kind that it was first met in, and how often it was met.
    """

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    faults: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, run: Callable[[], str]) -> None:
        """Run one input through; `run` returns the outcome, and what it raises is one."""
        try:
            outcome = run()
        except DeskError:
            outcome = REFUSED
        except Differs as error:
            outcome = DIFFERS
            self.faults.setdefault(f"differs: {error}", []).append(kind)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            outcome = FELL
            frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "zwgk_desk" in frame.filename or "/ui/" in frame.filename]
            where = " < ".join(f"{frame.filename.rpartition('zwgk_desk/')[2]}:{frame.lineno}" for frame in frames[:-4:-1])
            self.faults.setdefault(f"{type(error).__name__} at {where}: {str(error)[:120]!r}", []).append(kind)
        self.counts[kind][outcome] += 1

    @property
    def failed(self) -> bool:
        """Whether anything fell, or differs."""
        return bool(self.faults)

    def table(self) -> str:
        """Return the table, a line a kind, and what fell."""
        width = max(map(len, self.counts), default=4)
        lines = [f"{'kind':<{width}}  {'tried':>6}" + "".join(f"  {name:>16}" for name in OUTCOMES)]
        total: Counter[str] = Counter()
        for kind, counted in sorted(self.counts.items()):
            total += counted
            lines.append(_line(kind, counted, width))
        lines.append(_line("all", total, width))
        for fault, kinds in sorted(self.faults.items(), key=lambda each: -len(each[1]))[:SHOWN]:
            lines.append(f"{len(kinds):>5} × {fault}  [{'; '.join(list(dict.fromkeys(kinds))[:3])}]")
        return "\n".join(lines)


def _line(kind: str, counted: Counter[str], width: int) -> str:
    return f"{kind:<{width}}  {sum(counted.values()):>6}" + "".join(f"  {counted[name]:>16}" for name in OUTCOMES)
