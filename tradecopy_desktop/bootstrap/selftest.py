"""Tries every part of this installation once and writes down what works. Touches nobody's data.

It runs after an installation, before anybody trades with it: a file that is missing is found here.
"""

import os
import platform
import shutil
import sqlite3
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import keyring
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from tradecopy_desktop import __version__
from tradecopy_desktop.adapters.keys import hash_key, make_key
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.adapters.mt.admission import PATH
from tradecopy_desktop.adapters.mt.server import SUBPROTOCOL
from tradecopy_desktop.adapters.system_clock import wait_within
from tradecopy_desktop.bootstrap.assembly import LOOPBACK, Running, Setup
from tradecopy_desktop.bootstrap.window import run_window
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.ports import AccountRecord, SecretVault, Settings

if TYPE_CHECKING:
    from tradecopy_desktop.gui.main_window import MainWindow

_WITHIN_S: Final = 30.0
_FEWEST_COLORS: Final = 8
_ZONE: Final = "Europe/Prague"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One part that was tried: whether it works, and what was seen."""

    name: str
    is_fine: bool
    seen: str

    def __str__(self) -> str:
        return f"{'ok    ' if self.is_fine else 'FAILED'} {self.name}: {self.seen}"


def run_selftest(report: Path) -> int:
    """Try every part, write `report`, and return 0 if all works, else 1.

    Raise TradeCopyError where the report cannot be written.
    """
    trials = try_everything()
    failed = [trial.name for trial in trials if not trial.is_fine]
    lines = [f"TradeCopy Desktop {__version__}, {platform.platform()}", *map(str, trials)]
    lines.append(f"result: {'failed: ' + ', '.join(failed) if failed else 'ok'}")
    try:
        report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise TradeCopyError(f"the report {report} was not written: {error.strerror}") from error
    return 1 if failed else 0


def try_everything() -> list[Trial]:
    """Return what was tried, in the order of trying; one part's failure hides no other."""
    work = Path(tempfile.mkdtemp())
    drawn: list[Trial] = []
    try:
        return [
            _try("python", _python),
            _try("window", partial(_open_window, work / "data", drawn)),
            *drawn,
            _try("database", partial(_read_database, work / "data" / "tradecopy.sqlite")),
            _try("keyring", _name_keyring),
            _try("resources", _count_resources),
            _try("expert advisors", _count_experts),
            _try("time zones", lambda: f"{ZoneInfo(_ZONE)} is known"),
            _try("certificates", _count_certificates),
            _try("child process", _start_child),
        ]
    finally:
        # A database that a failed trial still holds may be left behind, it is in nobody's way. A
        # TemporaryDirectory raises there all the same where such a file lets nothing be changed.
        shutil.rmtree(work, ignore_errors=True)


def _try(name: str, part: Callable[[], str]) -> Trial:
    try:
        return Trial(name=name, is_fine=True, seen=part())
    # Whatever goes wrong is the finding.
    except Exception as error:  # noqa: BLE001
        return Trial(name=name, is_fine=False, seen=f"{type(error).__name__}: {error}")


def _python() -> str:
    return f"{platform.python_version()} in {Path(sys.executable).parent}"


def _open_window(data: Path, tried: list[Trial]) -> str:
    seen: list[str] = []
    key = make_key()

    async def session(now: Running, window: "MainWindow") -> int:
        seen.append(_look_at(window))
        tried.append(await _call_bridge(now.program.port, key))
        return 0

    def install(settings: Settings, _: SecretVault) -> None:
        settings.save_account(_guest(key))

    setup = Setup(data_dir=data, port=0, vault=MemoryVault(), install=install)
    # Qt draws no letters offscreen on Windows; every account there has a desktop to draw on.
    run_window(setup, session, seen=sys.platform == "win32")
    return seen[0]


def _guest(key: str) -> AccountRecord:
    account = AccountKey(login="1", server="Selftest")
    return AccountRecord(
        key=account,
        name="Selftest",
        roles=frozenset({Role.MONITOR}),
        key_hash=hash_key(key),
        secret_name=account.secret_name,
    )


def _look_at(window: "MainWindow") -> str:
    from PySide6.QtCore import qVersion

    picture = window.grab().toImage()
    places = range(0, min(picture.width(), picture.height()), 3)
    colors = {picture.pixel(place, place) for place in places}
    if len(colors) < _FEWEST_COLORS:
        raise TradeCopyError(f"the window shows {len(colors)} colors, it was not drawn")
    return f"drawn, {picture.width()} x {picture.height()}, Qt {qVersion()}"


async def _call_bridge(port: int, key: str) -> Trial:
    try:
        async with connect(
            f"ws://{LOOPBACK}:{port}{PATH}",
            subprotocols=[SUBPROTOCOL],  # type: ignore[list-item]
            additional_headers={"Authorization": f"Bearer {key}"},
            proxy=None,
        ) as link:
            echo = await link.ping(b"selftest")
            await wait_within(echo, _WITHIN_S)
    except (OSError, WebSocketException) as error:
        return Trial(name="bridge", is_fine=False, seen=f"{type(error).__name__}: {error}")
    return Trial(name="bridge", is_fine=True, seen="a terminal's connection was answered")


def _read_database(file: Path) -> str:
    if not file.is_file():
        raise TradeCopyError("no database was made")
    with closing(sqlite3.connect(file)) as database:
        (revision,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
    return f"revision {revision}, SQLite {sqlite3.sqlite_version}"


def _name_keyring() -> str:
    ring = keyring.get_keyring()
    name = f"{type(ring).__module__}.{type(ring).__qualname__}"
    if sys.platform == "win32" and "Windows" not in name:
        raise TradeCopyError(f"{name} is not the Credential Manager")
    return name


def _count_resources() -> str:
    icons = list((bundled("resources") / "icons").glob("*.svg"))
    bundled("resources/symbols.toml")
    bundled("resources/themes/window.qss")
    if not icons:
        raise TradeCopyError("there are no icons")
    return f"{len(icons)} icons"


def _count_experts() -> str:
    sources = [f for f in bundled("ea").rglob("*") if f.suffix in (".mq4", ".mq5", ".mqh")]
    platforms = {f.suffix for f in sources}
    if platforms != {".mq4", ".mq5", ".mqh"}:
        raise TradeCopyError(f"only {', '.join(sorted(platforms)) or 'no'} files are there")
    return f"{len(sources)} sources"


def _count_certificates() -> str:
    # Alarms by webhook and mail check whom they talk to.
    known = ssl.create_default_context().cert_store_stats()["x509_ca"]
    return f"{known} authorities known, {ssl.OPENSSL_VERSION}"


def _start_child() -> str:
    # The demo's simulated terminals live in such a process.
    child = subprocess.run(
        [sys.executable, "-m", "tradecopy_desktop.sim", "--help"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=_WITHIN_S * 2,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    if child.returncode:
        raise TradeCopyError(f"status {child.returncode}: {child.stderr[-300:]!r}")
    return "simulated terminals can be started"
