"""The desktop's session ends: no question, in time, and everything is stored."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_session_when_it_ends_then_all_is_stored_before_the_desktop_has_its_answer(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-m", "tests.gui.session_end_process", str(tmp_path)]

    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )

    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert (seen["status"], seen["stored"]) == (0, True)
    assert seen["seconds"] < 4
    # A database that was closed in order leaves no journal of its own.
    assert not (tmp_path / "tradecopy.sqlite-wal").exists()
    with closing(sqlite3.connect(tmp_path / "tradecopy.sqlite")) as database:
        names = database.execute("SELECT name FROM accounts").fetchall()
    assert names == [("Nordpeak",)]
    assert (tmp_path / "window.ini").is_file()
