"""The command that tells which symbol is meant: what it reads, prints and returns."""

import codecs
import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tradecopy_desktop.__main__ import main
from tradecopy_desktop.cli.arguments import ResolveSymbolChoice, parse_arguments

# Loads the command as a user does, and tells which of the big libraries came with it.
_LOADED = """
import sys
from tradecopy_desktop.__main__ import main
status = main(sys.argv[1:])
heavy = ("PySide6", "sqlalchemy", "alembic", "qasync", "websockets", "numpy")
print(status, sorted(name for name in heavy if name in sys.modules))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "symbols.txt"
    path.write_text("EURUSD.r\nGBPUSD.r\nUSDJPY.r\nXAUUSD.r\nUS500\nSP500\nMESZ6\n")
    return path


def test_arguments_when_a_symbol_is_to_be_resolved_then_all_is_taken_over() -> None:
    line = "resolve-symbol GOLD --symbols a.txt --map GOLD=XAUUSD --map A=B=C --cross-contract"

    assert parse_arguments(line.split()) == ResolveSymbolChoice(
        symbol="GOLD",
        symbols=Path("a.txt"),
        explicit=(("GOLD", "XAUUSD"), ("A", "B=C")),
        cross_contract=True,
    )


@pytest.mark.parametrize(
    "line",
    [
        "resolve-symbol",
        "resolve-symbol GOLD",
        "resolve-symbol --symbols a.txt",
        "resolve-symbol GOLD --symbols a.txt --map GOLD",
        "resolve-symbol GOLD --symbols a.txt --map =GOLD",
        "resolve-symbol GOLD --symbols a.txt --map GOLD=",
        "resolve-symbol GOLD SILVER --symbols a.txt",
    ],
)
def test_command_when_used_wrongly_then_one_line_and_status_2(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(line.split())

    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_command_when_the_symbol_is_blank_then_is_used_wrongly(file: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["resolve-symbol", " ", "--symbols", str(file)])

    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        (
            "EURUSD",
            "EURUSD.r\nEURUSD.r is EURUSD as this broker writes it, "
            "which puts '.r' behind its names\n",
        ),
        (
            "SPX500",
            "AMBIGUOUS SP500 US500\nSPX500 could be any of them, and nothing tells which; map it\n",
        ),
        ("WHEAT", "NONE\nthe broker has no symbol that is known to be WHEAT; map it\n"),
        ("WHEAT --map WHEAT=US500", "US500\nWHEAT is mapped to US500\n"),
        ("ESZ6 --cross-contract", "MESZ6\nESZ6 is converted to MESZ6: 1 ES is worth 10 MES\n"),
    ],
)
def test_command_when_used_then_prints_the_result_and_its_reason(
    file: Path, capsys: pytest.CaptureFixture[str], line: str, printed: str
) -> None:
    status = main(["resolve-symbol", *line.split(), "--symbols", str(file)])

    assert (status, capsys.readouterr().out) == (0, printed)


@pytest.mark.parametrize(
    "content",
    [
        b"EURUSD.x\r\n\r\n  US Tech 100 \r\nEURUSD.x\r\n",
        codecs.BOM_UTF8 + b"EURUSD.x\nUS Tech 100",
        codecs.BOM_UTF16_LE + "EURUSD.x\r\nUS Tech 100\r\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "EURUSD.x\nUS Tech 100\n".encode("utf-16-be"),
        "EURUSD.x\nUS Tech 100\n".encode("utf-16-le"),
        "EURUSD.x\nUS Tech 100\n".encode("utf-16-be"),
    ],
)
def test_command_when_the_list_is_text_of_any_kind_then_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "symbols.txt"
    path.write_bytes(content)

    main(["resolve-symbol", "NAS100", "--symbols", str(path)])

    assert capsys.readouterr().out.startswith("US Tech 100\n")


def test_command_when_the_list_is_empty_then_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "symbols.txt"
    path.write_bytes(b"\r\n \n")

    assert main(["resolve-symbol", "EURUSD", "--symbols", str(path)]) == 0
    assert capsys.readouterr().out.startswith("NONE\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"EURUSD\xff\n", "is neither utf-8 nor utf-16 text: save it as one"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "is neither utf-8 nor utf-16 text: save it as one"),
    ],
)
def test_command_when_the_list_cannot_be_read_then_one_line_and_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, said: str
) -> None:
    path = tmp_path / "symbols.txt"
    if content is not None:
        path.write_bytes(content)

    status = main(["resolve-symbol", "EURUSD", "--symbols", str(path)])

    complaint = capsys.readouterr().err
    assert status == 1
    assert complaint.startswith("tradecopy-desktop: ")
    assert complaint.endswith(f"{said}\n")
    assert complaint.count("\n") == 1


def test_command_when_this_copy_lacks_its_table_then_one_line_and_status_1(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # As if the program lay in another folder: nothing of ours is replaced, only its place.
    monkeypatch.setattr("tradecopy_desktop.bundled._PACKAGE", tmp_path / "elsewhere")

    status = main(["resolve-symbol", "EURUSD", "--symbols", str(file)])

    assert status == 1
    assert "resources/symbols.toml is missing" in capsys.readouterr().err


def test_command_when_started_then_loads_neither_window_nor_database(file: Path) -> None:
    arguments = ["resolve-symbol", "GOLD", "--symbols", str(file)]

    finished = subprocess.run(
        [sys.executable, "-c", _LOADED, *arguments],
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=60,
    )

    assert finished.stdout.splitlines()[0] == "XAUUSD.r"
    assert finished.stdout.splitlines()[-1] == "0 []"


def test_command_when_its_output_is_kept_in_memory_then_is_written_there(file: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()) as kept:
        main(["resolve-symbol", "GOLD", "--symbols", str(file)])

    assert kept.getvalue().startswith("XAUUSD.r\n")


def test_command_when_the_console_lacks_a_letter_then_it_is_spelled_out(tmp_path: Path) -> None:
    path = tmp_path / "symbols.txt"
    path.write_text("黄金\n", encoding="utf-8")

    line = [sys.executable, "-m", "tradecopy_desktop", "resolve-symbol", "G", "--map", "G=黄金"]

    finished = subprocess.run(
        [*line, "--symbols", str(path)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "1"},
        timeout=60,
    )

    assert finished.stdout.splitlines()[0] == rb"\u9ec4\u91d1"
