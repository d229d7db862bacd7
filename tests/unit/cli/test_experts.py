"""The command that puts Expert Advisors and a key into a terminal: what it writes and says."""

from pathlib import Path

import pytest

from tradecopy_desktop.__main__ import main
from tradecopy_desktop.adapters.keyring_vault import KeyringVault
from tradecopy_desktop.cli.arguments import ExpertsChoice, parse_arguments
from tradecopy_desktop.domain.accounts import AccountKey

KEY = "key-of-the-terminal-0123456789"
ACCOUNT = AccountKey(login="1001", server="Broker-Demo")


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "a terminal"
    (folder / "MQL5").mkdir(parents=True)
    return folder


def test_arguments_when_a_terminal_gets_a_key_then_all_is_taken_over() -> None:
    line = "experts --data-folder D --account 1001@Broker-Demo --port 9000"

    assert parse_arguments(line.split()) == ExpertsChoice(
        folder=Path("D"), data_folder=True, account=ACCOUNT, port=9000
    )


@pytest.mark.parametrize(
    "line",
    [
        "experts",
        "experts --data-folder D --into E",
        "experts --into D --account 1001@Broker-Demo",
        "experts --data-folder D --account 1001",
        "experts --data-folder D --port 0",
    ],
)
def test_command_when_used_wrongly_then_one_line_and_status_2(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(line.split())

    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_command_when_no_account_is_named_then_only_sources_are_written(
    data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["experts", "--data-folder", str(data_folder)])

    assert status == 0
    assert (data_folder / "MQL5/Experts/TradeCopy/TradeCopy_Executor.mq5").is_file()
    assert (data_folder / "MQL5/Include/TradeCopy/Settings.mqh").is_file()
    assert not (data_folder / "MQL5/Files/TradeCopy/bridge.txt").exists()
    assert "files were written to" in capsys.readouterr().out


def test_command_when_an_account_is_named_then_its_key_is_written_and_never_shown(
    data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    KeyringVault().put("terminal 1001@Broker-Demo", KEY)

    status = main(["experts", "--data-folder", str(data_folder), "--account", "1001@Broker-Demo"])

    written = (data_folder / "MQL5/Files/TradeCopy/bridge.txt").read_text(encoding="utf-8")
    said = capsys.readouterr()
    assert status == 0
    assert written == f"port=8080\nkey={KEY}\n"
    assert "the key of 1001@Broker-Demo was written to" in said.out
    assert KEY not in said.out + said.err


def test_command_when_the_account_has_no_key_then_one_sentence_and_nothing_is_written(
    data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["experts", "--data-folder", str(data_folder), "--account", "7@Other-Demo"])

    said = capsys.readouterr().err
    assert status == 1
    assert said.count("\n") == 1
    assert "no key of 7@Other-Demo is kept on this machine" in said
    assert list((data_folder / "MQL5").iterdir()) == []


def test_command_when_it_is_no_data_folder_then_one_sentence_and_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["experts", "--data-folder", str(tmp_path)])

    said = capsys.readouterr().err
    assert status == 1
    assert said.count("\n") == 1
    assert "holds neither MQL4 nor MQL5" in said


def test_command_when_trees_are_wanted_then_both_platforms_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["experts", "--into", str(tmp_path / "tr\u00e9es \u4e2d")])

    assert status == 0
    folders = sorted(path.name for path in (tmp_path / "tr\u00e9es \u4e2d").iterdir())
    assert folders == ["MQL4", "MQL5"]
    assert "copy the folder of its platform" in capsys.readouterr().out
