"""An installation's life: install, start, upgrade, uninstall, each with its exit code.

Runs under wine where there is one; on a real Windows when TRADECOPY_SETUP names the setup.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows.installation import RUN_KEY, UNINSTALL_KEY, Installation
from tests.windows.machine import run
from tradecopy_desktop import __version__

# As installer/README.md lists them.
DONE, NOT_WRITTEN, TOO_OLD, RUNNING = 0, 2, 3, 5
LINKS = {"TradeCopy Desktop.lnk", "Uninstall TradeCopy Desktop.lnk"}


@pytest.fixture(autouse=True)
def nothing_left_running(installation: Installation) -> Iterator[None]:
    """End whatever program a test started."""
    yield
    installation.end()


def test_setup_when_run_silently_installs_for_this_account(installation: Installation) -> None:
    installation.be_gone()

    status = installation.install("/AUTOSTART=1")

    assert status == DONE
    assert {f.name for f in installation.links.iterdir()} == LINKS
    assert installation.registry(UNINSTALL_KEY, "DisplayVersion") == __version__
    run_value = installation.registry(RUN_KEY, "TradeCopyDesktop")
    assert run_value is not None
    assert run_value.strip('"').endswith(r"TradeCopy Desktop\program\TradeCopyDesktop.exe")
    licenses = {f.name for f in (installation.program / "licenses").iterdir()}
    assert {"Python", "TradeCopy Desktop", "pyside6-essentials", "README.txt"} <= licenses


def test_program_when_installed_passes_its_selftest(
    installation: Installation, tmp_path: Path
) -> None:
    installation.be_installed()

    status, _ = installation.command("selftest", installation.name(tmp_path / "found.txt"))

    found = (tmp_path / "found.txt").read_text(encoding="utf-8").splitlines()
    assert found[-1] == "result: ok", "\n".join(found)
    assert status == 0
    assert [line for line in found if "Windows.WinVaultKeyring" in line]


def test_setup_when_the_program_runs_refuses_and_changes_nothing(
    installation: Installation,
) -> None:
    installation.be_installed()
    installation.start("--port", "0")
    before = installation.files()

    status = installation.install("/AUTOSTART=0")

    assert status == RUNNING
    assert installation.files() == before
    # Nor was the choice changed that came with the refused call.
    assert installation.registry(RUN_KEY, "TradeCopyDesktop") is not None


def test_setup_when_told_to_quit_the_program_ends_it_and_upgrades(
    installation: Installation,
) -> None:
    installation.be_installed()
    (installation.program / "packages" / "of_an_older_version.py").write_bytes(b"")
    installation.start("--port", "0")
    (running,) = installation.started

    status = installation.install("/QUIT=1")

    assert status == DONE
    assert running.wait(timeout=20) == 0
    assert not (installation.program / "packages" / "of_an_older_version.py").exists()


def test_setup_when_upgrading_replaces_the_program_and_keeps_data_and_choices(
    installation: Installation,
) -> None:
    installation.be_installed()
    whole = installation.files()
    (installation.program / "packages" / "of_an_older_version.py").write_bytes(b"")
    (installation.program / "python" / "python.exe").unlink()
    installation.data.mkdir(exist_ok=True)
    (installation.data / "config.toml").write_bytes(b"of the trader")

    status = installation.install()

    assert status == DONE
    assert installation.files() == whole
    assert (installation.data / "config.toml").read_bytes() == b"of the trader"
    assert installation.registry(RUN_KEY, "TradeCopyDesktop") is not None


def test_setup_when_a_file_cannot_be_written_leaves_the_old_program(
    installation: Installation,
) -> None:
    installation.be_installed()
    before = installation.files()
    # A file where the setup wants its folder: nothing can be unpacked there.
    in_the_way = installation.folder / "program.new"
    in_the_way.write_bytes(b"")

    status = installation.install()

    in_the_way.unlink()
    assert status == NOT_WRITTEN
    assert installation.files() == before


def test_uninstaller_when_the_program_runs_refuses_and_changes_nothing(
    installation: Installation,
) -> None:
    installation.be_installed()
    installation.start("--port", "0")
    before = installation.files()

    status = installation.uninstall("/REMOVEDATA=1")

    assert status == RUNNING
    assert installation.files() == before
    assert installation.data.is_dir()


def test_uninstaller_when_run_silently_removes_all_but_the_data(
    installation: Installation,
) -> None:
    installation.be_installed()
    installation.data.mkdir(exist_ok=True)
    (installation.data / "config.toml").write_bytes(b"of the trader")

    status = installation.uninstall()

    assert status == DONE
    assert not installation.folder.exists()
    assert not installation.links.exists()
    assert installation.registry(RUN_KEY, "TradeCopyDesktop") is None
    assert installation.registry(UNINSTALL_KEY, "DisplayVersion") is None
    assert (installation.data / "config.toml").read_bytes() == b"of the trader"


def test_uninstaller_when_told_removes_the_data_too(installation: Installation) -> None:
    installation.be_installed()
    installation.data.mkdir(exist_ok=True)
    (installation.data / "config.toml").write_bytes(b"of the trader")

    status = installation.uninstall("/REMOVEDATA=1")

    assert status == DONE
    assert not installation.data.exists()


def test_setup_when_windows_is_too_old_installs_nothing(installation: Installation) -> None:
    if installation.is_real:
        pytest.skip("a real Windows is as old as it is")
    installation.be_gone()
    run(installation.machine, "winecfg", "-v", "win81")
    try:
        status = installation.install()
    finally:
        run(installation.machine, "winecfg", "-v", "win10")

    assert status == TOO_OLD
    assert not installation.folder.exists()
