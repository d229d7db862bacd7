"""Port and key where an Expert Advisor looks for them (P4), whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from tradecopy_desktop.adapters.terminals.settings_files import (
    common_files_folder,
    write_key_file,
    write_port_file,
)
from tradecopy_desktop.adapters.terminals.whole_file import write_whole
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.values import Platform

KEY = "key-of-the-terminal-0123456789"
ONLY_POSIX = pytest.mark.skipif(os.name != "posix", reason="this system has no such permissions")


def test_common_folder_when_on_windows_then_is_where_terminals_look() -> None:
    folder = common_files_folder({"APPDATA": "Roaming"}, "win32")

    assert folder == Path("Roaming/MetaQuotes/Terminal/Common/Files")


@pytest.mark.parametrize("system", ["win32", "linux", "darwin"])
def test_common_folder_when_one_is_given_then_it_is_that_one(system: str) -> None:
    environment = {"APPDATA": "Roaming", "TRADECOPY_COMMON_FILES": "elsewhere"}

    assert common_files_folder(environment, system) == Path("elsewhere")


@pytest.mark.parametrize(
    ("environment", "system"),
    [({"APPDATA": "Roaming"}, "linux"), ({}, "win32"), ({"APPDATA": ""}, "win32")],
)
def test_common_folder_when_nobody_knows_it_then_there_is_none(
    environment: dict[str, str], system: str
) -> None:
    assert common_files_folder(environment, system) is None


def test_port_when_told_then_the_shared_file_holds_it_and_nothing_else(tmp_path: Path) -> None:
    write_port_file(tmp_path / "Common/Files", 8080)
    write_port_file(tmp_path / "Common/Files", 9090)

    written = {file.name: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert written == {"bridge.txt": b"port=9090\n"}


@pytest.mark.parametrize(("platform", "tree"), [(Platform.MT4, "MQL4"), (Platform.MT5, "MQL5")])
def test_key_when_given_then_lies_in_the_terminals_own_folder(
    tmp_path: Path, platform: Platform, tree: str
) -> None:
    file = write_key_file(tmp_path, platform, port=8080, key=KEY)

    assert file == tmp_path / tree / "Files/TradeCopy/bridge.txt"
    assert file.read_bytes() == f"port=8080\nkey={KEY}\n".encode()
    assert [each.name for each in file.parent.iterdir()] == ["bridge.txt"]


@ONLY_POSIX
def test_key_when_written_then_only_the_user_may_read_it(tmp_path: Path) -> None:
    file = write_key_file(tmp_path, Platform.MT5, port=8080, key=KEY)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_file_when_it_cannot_take_its_place_then_the_old_one_stays_and_no_part_is_left(
    tmp_path: Path,
) -> None:
    # A folder of this name cannot be replaced by a file.
    (tmp_path / "bridge.txt").mkdir()
    (tmp_path / "bridge.txt/kept").write_text("old", encoding="utf-8")

    with pytest.raises(OSError, match=r"bridge\.txt"):
        write_whole(tmp_path / "bridge.txt", "new")

    assert (tmp_path / "bridge.txt/kept").read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["bridge.txt"]


def test_port_when_it_cannot_be_written_then_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "TradeCopy").write_text("no folder", encoding="utf-8")

    with pytest.raises(TradeCopyError) as refused:
        write_port_file(tmp_path, 8081)

    assert "type 8081 under Inputs of each Expert Advisor" in str(refused.value)


def test_key_when_it_cannot_be_written_then_the_sentence_does_not_show_it(tmp_path: Path) -> None:
    (tmp_path / "MQL5").write_text("no folder", encoding="utf-8")

    with pytest.raises(TradeCopyError) as refused:
        write_key_file(tmp_path, Platform.MT5, port=8080, key=KEY)

    assert "the key could not be written" in str(refused.value)
    assert KEY not in str(refused.value)
