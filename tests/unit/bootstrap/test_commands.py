"""How the program is set up from its own settings, and that its log is on the disk."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tradecopy_desktop.adapters.own.config_file import ConfigFile
from tradecopy_desktop.adapters.storage.retention import Retention
from tradecopy_desktop.bootstrap.commands import run, setup_of
from tradecopy_desktop.cli.arguments import ProgramChoice, parse_arguments
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.program_settings import ProgramSettings


@pytest.fixture
def log_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    alembic = logging.getLogger("alembic").level
    yield
    root.setLevel(level)
    root.handlers = handlers
    logging.getLogger("alembic").setLevel(alembic)


def _choice(folder: Path, *arguments: str) -> ProgramChoice:
    choice = parse_arguments(["--data-dir", str(folder), *arguments])
    assert isinstance(choice, ProgramChoice)
    return choice


def test_setup_when_nothing_is_set_then_it_is_the_usual_one(tmp_path: Path) -> None:
    setup = setup_of(_choice(tmp_path).common)

    assert (setup.data_dir, setup.port, setup.unread) == (tmp_path, 8080, "")
    assert setup.keep == Retention(log_days=400, raw_days=90)


def test_setup_when_port_and_days_are_set_then_they_hold(tmp_path: Path) -> None:
    ConfigFile(tmp_path).save(ProgramSettings(port=8181, log_days=700, raw_days=45))

    setup = setup_of(_choice(tmp_path).common)

    assert setup.port == 8181
    assert setup.keep == Retention(log_days=700, raw_days=45)


@pytest.mark.parametrize(("typed", "port"), [("9000", 9000), ("8080", 8080), ("0", 0)])
def test_setup_when_a_port_is_typed_then_it_goes_before_the_one_that_is_set(
    tmp_path: Path, typed: str, port: int
) -> None:
    ConfigFile(tmp_path).save(ProgramSettings(port=8181))

    assert setup_of(_choice(tmp_path, "--port", typed).common).port == port


def test_setup_when_the_settings_are_wrong_then_the_usual_ones_hold_and_it_is_told(
    tmp_path: Path,
) -> None:
    (tmp_path / "config.toml").write_text("[bridge]\nprot = 1\n", encoding="utf-8")

    setup = setup_of(_choice(tmp_path).common)

    assert setup.port == 8080
    assert setup.unread == (f"{tmp_path / 'config.toml'}, line 2: there is no setting named prot")


@pytest.mark.logs_trouble
@pytest.mark.usefixtures("log_as_it_was")
def test_program_when_it_cannot_start_then_its_log_file_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    # As on Linux without a screen, wherever the test runs.
    monkeypatch.setattr("sys.platform", "linux")

    with pytest.raises(TradeCopyError, match="there is no display"):
        run(_choice(tmp_path))

    text = (tmp_path / "logs" / "tradecopy.log").read_text(encoding="utf-8")
    assert "INFO tradecopy_desktop.bootstrap.commands: TradeCopy Desktop" in text
    assert "ERROR tradecopy_desktop.bootstrap.commands: it ended: there is no display" in text
