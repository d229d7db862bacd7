"""The self-test of a whole copy of the program, and of one from which something is missing."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import tradecopy_desktop
from tradecopy_desktop.cli.arguments import SelftestChoice, parse_arguments

_PACKAGE = Path(tradecopy_desktop.__file__).parent


def _selftest(root: Path, report: Path) -> tuple[int, list[str]]:
    finished = subprocess.run(
        [sys.executable, "-m", "tradecopy_desktop", "selftest", str(report)],
        capture_output=True,
        check=False,
        cwd=root,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(root)},
        timeout=120,
    )
    if not report.exists():
        # Under wine Qt also says what it misses there.
        said = [line for line in finished.stderr.splitlines() if not line.startswith("QtWarn")]
        return finished.returncode, said
    return finished.returncode, report.read_text(encoding="utf-8").splitlines()


def _said_of(part: str, lines: list[str]) -> str:
    (line,) = [line for line in lines if line[6:].strip().startswith(f"{part}:")]
    return line


def test_arguments_when_a_selftest_is_asked_for_name_its_report() -> None:
    choice = parse_arguments(["selftest", "found.txt"])

    assert choice == SelftestChoice(report=Path("found.txt"))


def test_selftest_when_nothing_is_missing_says_ok_of_every_part(tmp_path: Path) -> None:
    status, lines = _selftest(_PACKAGE.parent, tmp_path / "found.txt")

    # Title, ten parts, result.
    assert len(lines) == 12
    assert lines[-1] == "result: ok"
    assert [line for line in lines[1:-1] if not line.startswith("ok ")] == []
    # The newest revision of the database, and a window that is 1280 wide where the screen is.
    assert f"revision {_newest()}" in _said_of("database", lines)
    assert re.search(r"drawn, 1\d{3} x \d{3},", _said_of("window", lines))
    assert status == 0


def _newest() -> str:
    versions = _PACKAGE / "adapters" / "storage" / "migrations" / "versions"
    return max(file.name for file in versions.glob("r*.py"))[1:5]


def test_selftest_when_the_resources_are_missing_says_so_and_tries_the_rest(
    tmp_path: Path,
) -> None:
    shutil.copytree(_PACKAGE, tmp_path / "tradecopy_desktop")

    status, lines = _selftest(tmp_path, tmp_path / "found.txt")

    assert status == 1
    assert _said_of("resources", lines).startswith("FAILED")
    assert _said_of("expert advisors", lines).startswith("FAILED")
    assert _said_of("time zones", lines).startswith("ok")
    assert lines[-1].startswith("result: failed: window")


def test_selftest_when_the_report_cannot_be_written_says_so_in_one_line(tmp_path: Path) -> None:
    status, lines = _selftest(_PACKAGE.parent, tmp_path / "nowhere" / "found.txt")

    assert status == 1
    (line,) = lines
    assert line.startswith("tradecopy-desktop: the report ")
