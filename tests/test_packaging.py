"""The wheel as a stranger gets it: built, installed elsewhere, and asked for its icons and EAs."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from installer.signing import words_of

ROOT = Path(__file__).resolve().parents[1]
BUNDLED_FOLDERS = ("resources", "ea")

# -I: the installed copy must not be helped by the current folder or by PYTHONPATH. The folder of
# the installation goes first, before the entry that an editable install leaves for the checkout.
_FIND_BUNDLED = """
import sys
sys.path.insert(0, sys.argv[1])
from tradecopy_desktop.bundled import bundled
print(bundled(sys.argv[2]))
"""

_LAY_OUT_EXPERTS = """
import sys
sys.path.insert(0, sys.argv[1])
from tradecopy_desktop.__main__ import main
sys.exit(main(["experts", "--data-folder", sys.argv[2]]))
"""

_OPEN_WINDOW = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.bootstrap import Setup, run_window

async def session(now, window):
    from tradecopy_desktop.gui.screenshots import take_screenshots
    print(len(take_screenshots(window, Path(sys.argv[2]) / "pictures")), end=" ")
    return 0

setup = Setup(data_dir=Path(sys.argv[2]) / "data", port=0, vault=MemoryVault())
print(run_window(setup, session, seen=False))
"""


def _run(*command: str | Path, cwd: Path) -> str:
    finished = subprocess.run(
        # On Windows it would speak in the letters of that machine.
        [sys.executable, "-X", "utf8", *map(str, command)],
        capture_output=True,
        check=False,
        cwd=cwd,
        encoding="utf-8",
        timeout=120,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout.strip()


def _files_in(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in files}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run("-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation from the wheel; its dependencies are those of this Python."""
    folder = tmp_path_factory.mktemp("a place of its own, ünïcode")
    _run("-m", "pip", "install", "--no-deps", "--no-index", "--target", folder, wheel, cwd=folder)
    return folder


@pytest.mark.parametrize("folder", BUNDLED_FOLDERS)
def test_bundled_when_installed_from_the_wheel_finds_every_file(
    installed: Path, tmp_path: Path, folder: str
) -> None:
    wanted = _files_in(ROOT / folder)

    found = Path(_run("-I", "-c", _FIND_BUNDLED, installed, folder, cwd=tmp_path))

    assert found.is_relative_to(installed)
    assert wanted
    assert _files_in(found) == wanted


@pytest.mark.parametrize("folder", BUNDLED_FOLDERS)
def test_bundled_when_in_a_checkout_finds_the_folders_beside_the_package(folder: str) -> None:
    found = Path(_run("-c", "import sys;" + _FIND_BUNDLED, ROOT, folder, cwd=ROOT))

    assert found == ROOT / folder


def test_experts_when_installed_from_the_wheel_are_put_into_a_terminal(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "a terminal/MQL4").mkdir(parents=True)

    _run("-I", "-c", _LAY_OUT_EXPERTS, installed, tmp_path / "a terminal", cwd=tmp_path)

    found = _files_in(tmp_path / "a terminal/MQL4")
    assert "Experts/TradeCopy/TradeCopy_Executor.mq4" in found
    # One of the shared sources, and one of the platform's own.
    assert {"Include/TradeCopy/Session.mqh", "Include/TradeCopy/Chains.mqh"} <= found


def test_wheel_when_built_holds_the_program_and_nothing_of_the_workshop(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        top_level = {name.split("/")[0] for name in archive.namelist()}

    (metadata,) = [name for name in top_level if name.endswith(".dist-info")]
    assert top_level == {"tradecopy_desktop", metadata}


def test_window_when_installed_from_the_wheel_opens_and_is_drawn(
    installed: Path, tmp_path: Path
) -> None:
    printed = _run("-I", "-c", _OPEN_WINDOW, installed, tmp_path, cwd=tmp_path)

    pictures = sorted(path.name for path in (tmp_path / "pictures").glob("*.png"))
    assert printed == f"{len(pictures)} 0"
    assert "cockpit-dark.png" in pictures
    assert "cockpit-light.png" in pictures


def _pins(file: str) -> dict[str, str]:
    text = (ROOT / "requirements" / file).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z])", text.replace("\\\n", " "))
    return {" ".join(e.split("--hash")[0].split()): e for e in entries if e[0] != "#"}


def test_pins_when_read_name_every_direct_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = {re.split(r"[<>=;\[ ]", d)[0].lower() for d in project["dependencies"]}

    pinned = {pin.split("==")[0] for pin in _pins("runtime.txt")}

    assert direct <= pinned


def test_pins_when_developing_are_those_that_users_get() -> None:
    for_users = _pins("runtime.txt")
    for_developers = _pins("dev.txt")

    assert for_users.items() <= for_developers.items()


@pytest.mark.parametrize("file", ["runtime.txt", "dev.txt"])
def test_pins_when_read_carry_hashes_and_no_address(file: str) -> None:
    text = (ROOT / "requirements" / file).read_text(encoding="utf-8")

    without_hash = [pin for pin, entry in _pins(file).items() if "--hash=sha256:" not in entry]

    assert without_hash == []
    assert "://" not in text


@pytest.mark.parametrize(
    ("command", "windows", "words"),
    [
        (
            "sign -in {file} -pass 'two words'",
            False,
            ["sign", "-in", "{file}", "-pass", "two words"],
        ),
        (
            r'"C:\Program Files\signtool.exe" sign /f D:\own.pfx {file}',
            True,
            [r"C:\Program Files\signtool.exe", "sign", "/f", r"D:\own.pfx", "{file}"],
        ),
    ],
)
def test_signing_when_told_a_command_then_paths_stay_whole(
    command: str, windows: bool, words: list[str]
) -> None:
    assert words_of(command, windows=windows) == words
