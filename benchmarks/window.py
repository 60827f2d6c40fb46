"""The window: from the start to where one can type, beside a bare PySide6 window with one label in the same run, with ten bundles and with
100,000; then the lists and the search among so many, opening a bundle, and typing beside a policy of 200 pages.

Usage: python benchmarks/window.py [--bundles 100000] [--runs 5]

Every start is a process of its own, drawn offscreen; the runs alternate, and the median counts. Memory is what the process holds once the
workbench is filled (VmRSS); at the sign-in Argon2 takes 64 MiB more for a moment, on purpose, which is told apart as the peak.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]
PATIENCE = 60.0


def bare(began: float) -> dict[str, float]:
    """A window with one label."""
    from PySide6.QtWidgets import QApplication, QLabel

    app = QApplication([])
    label = QLabel("政务公开工作台")
    label.show()
    app.processEvents()
    return {"usable": time.time() - began, "memory": held(), "peak": peak()}


def started(began: float, folder: Path) -> dict[str, float]:
    """The program: to the fields, to the open office, and from signing in to the filled workbench."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from ui.look.theme import apply_theme
    from ui.window.app import Desktop

    app = QApplication([])
    apply_theme(app)
    desktop = Desktop(folder)
    app.processEvents()
    start: Any = desktop.window
    QTest.keyClick(start.name, Qt.Key.Key_N)
    app.processEvents()
    if start.name.text() != "n":
        raise SystemExit("the window took no key")
    figures = {"usable": time.time() - began}
    wait(app, lambda: desktop._office is not None)
    figures["office open"] = time.time() - began
    wait(app, lambda: not desktop._jobs.busy)  # a person takes longer than that to type a password
    before = time.time()
    desktop.sign_in("nigao", "shili-2026")
    wait(app, lambda: hasattr(desktop.window, "sign_bar"))
    shell: Any = desktop.window
    wait(app, lambda: shell.stack.currentWidget().model.rowCount() > 0)
    figures["signed in to list"] = time.time() - before
    wait(app, lambda: not shell.jobs.busy)
    figures |= {"memory": held(), "peak": peak()}
    shell.close()
    desktop.finish()
    return figures


def worked(folder: Path) -> dict[str, float]:
    """Opening bundles, and typing with a policy of 200 pages open; milliseconds."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from ui.look.theme import apply_theme
    from ui.shared.host import Address
    from ui.window.shell import Shell
    from zwgk_desk.desk.sample.sample_office import PASSWORD, open_sample_office

    app = QApplication([])
    apply_theme(app)
    office = open_sample_office(folder)
    session = office.accounts.sign_in("nigao", PASSWORD)
    long = long_bundle(office, session)
    shell = Shell(office, session, lambda: None)
    shell.show()
    wait(app, lambda: not shell.jobs.busy)
    asked = lists(office, session)
    keys = [line.key for line in office.searching.bundles(session) if "示例" in line.title][:8]
    shell.go(Address("bundle", keys[0]))
    wait(app, lambda: not shell.jobs.busy)
    shown, ready = [], []
    for key in [*keys[1:], long, keys[0], long]:
        shell.go(Address("workbench"))
        wait(app, lambda: not shell.jobs.busy)
        before = time.perf_counter()
        shell.go(Address("bundle", key))
        app.processEvents()
        shown.append(time.perf_counter() - before)
        wait(app, lambda: not shell.jobs.busy)
        ready.append(time.perf_counter() - before)
    field: Any = shell.stack.currentWidget().form.explanation  # type: ignore[attr-defined]
    field.setFocus()
    taken = []
    for number in range(300):
        before = time.perf_counter()
        QTest.keyClick(field, Qt.Key.Key_A)
        app.processEvents()
        taken.append(time.perf_counter() - before)
        if number % 30 == 29:
            wait(app, lambda: not shell.jobs.busy)
    if "a" * 300 not in field.toPlainText():
        raise SystemExit("the field took no keys")
    taken.sort()
    shell.stack.currentWidget().editor.discard()  # type: ignore[attr-defined]
    shell.close()
    figures = {
        "bundle shown": max(shown[:-3]), "bundle shown, 200 pages": shown[-1], "bundle checked and its text there": max(ready[:-3]),
        "200 pages checked and there": ready[-1], "key, median": median(taken), "key, 99 of 100": taken[296], "key, longest": taken[-1],
    }  # fmt: skip
    return {figure: seconds * 1000 for figure, seconds in (asked | figures).items()}


def lists(office: Any, session: Any) -> dict[str, float]:
    """Asking the desk for the lists, which the window does off its thread: the best of three, seconds."""
    from zwgk_desk.model.search import BundleFilter, ListView

    searching, line = office.searching, None
    for _ in range(50):
        line = searching.lines(session, ListView.ALL, after=line)[-1].line
    asked = {
        "list, first 200": lambda: searching.lines(session, ListView.ALL),
        "list, 200 after 10,000": lambda: searching.lines(session, ListView.ALL, after=line),
        "list, waiting": lambda: searching.lines(session, ListView.WAITING),
        "count, waiting": lambda: searching.count(session, ListView.WAITING),
        "search, a word of two characters in most": lambda: searching.lines(session, ListView.ALL, BundleFilter("电梯")),
        "search, a rare word": lambda: searching.lines(session, ListView.ALL, BundleFilter("编号5555")),
        "search, two words": lambda: searching.lines(session, ListView.ALL, BundleFilter("办法 编号9999")),
    }
    return {name: min(_timed(ask) for _ in range(3)) for name, ask in asked.items()}


def _timed(act: Any) -> float:
    before = time.perf_counter()
    act()
    return time.perf_counter() - before


def long_bundle(office: Any, session: Any) -> int:
    """A bundle whose policy has about 200 pages of 22 lines of 28 characters."""
    from zwgk_desk.desk.sample.sample_bundles import HOUSING
    from zwgk_desk.model.bundle import Bundle
    from zwgk_desk.model.terms import IssuingAuthority, PartKind

    lines = [f"第{n}条 申请人应当自收到通知之日起十五日内提交第{n}项材料，由主管部门依法办理，并将结果告知利害关系人。" * 2 for n in range(1, 1500)]
    record = office.bundles.create(session, Bundle("二百页的办法", IssuingAuthority.GOVERNMENT, HOUSING))
    content = ("# 东江市既有住宅加装电梯管理办法\n\n" + "\n\n".join(lines)).encode()
    return int(office.bundles.put_part(session, record.key, 1, PartKind.POLICY, "长.md", content).key)


def wait(app: Any, ready: Any) -> None:
    """Let the window work until something is so."""
    until = time.time() + PATIENCE
    while not ready():
        app.processEvents()
        time.sleep(0.001)
        if time.time() > until:
            raise SystemExit("waited in vain")
    app.processEvents()


def held() -> float:
    """MiB that the process holds now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def peak() -> float:
    """MiB that the process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(*arguments: str) -> dict[str, float]:
    """One run in a process of its own."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environ.pop("ZWGK_DATABASE", None)
    command = [sys.executable, str(HERE), "--child", *arguments, str(time.time())]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["--child"]:
        kind, folder, began = sys.argv[2], Path(sys.argv[3]), float(sys.argv[4])
        made = bare(began) if kind == "bare" else started(began, folder / "sample-office") if kind == "start" else worked(folder)
        print(json.dumps(made))
        return
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--bundles", type=int, default=100_000)
    reader.add_argument("--runs", type=int, default=5)
    given = reader.parse_args()
    from many_bundles import fill

    with tempfile.TemporaryDirectory(prefix="zwgk-window-") as name:
        few, many = Path(name) / "few", Path(name) / "many"
        fill(few, 10)
        fill(many, given.bundles)
        runs: dict[str, list[dict[str, float]]] = {"bare": [], "ten": [], "many": []}
        for _ in range(given.runs):
            runs["bare"].append(child("bare", name))
            runs["ten"].append(child("start", str(few)))
            runs["many"].append(child("start", str(many)))
        middle = {kind: {figure: median(run[figure] for run in all_runs) for figure in all_runs[0]} for kind, all_runs in runs.items()}
        base = middle["bare"]
        print(f"bare window with one label: {base['usable']:.2f} s, {base['memory']:.0f} MiB")
        for kind, count in (("ten", 10), ("many", given.bundles)):
            it = middle[kind]
            print(
                f"{count:>7,} bundles: takes keys after {it['usable']:.2f} s ({it['usable'] / base['usable']:.2f} x), office open after "
                f"{it['office open']:.2f} s ({it['office open'] / base['usable']:.2f} x), signed in to the list {it['signed in to list']:.2f} s, "
                f"{it['memory']:.0f} MiB ({it['memory'] / base['memory']:.2f} x; peak {it['peak']:.0f})"
            )
        for figure, value in child("work", str(many)).items():
            print(f"{figure}: {value:.1f} ms")


if __name__ == "__main__":
    main()
