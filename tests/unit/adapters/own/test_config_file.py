from pathlib import Path

import pytest

from tradecopy_desktop.adapters.own.config_file import ConfigFile
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.program_settings import ProgramSettings

USUAL = ProgramSettings(port=8080, log_days=400, raw_days=90)


def test_settings_when_there_is_no_file_then_the_usual_ones_hold(tmp_path: Path) -> None:
    stored = ConfigFile(tmp_path).load()

    assert (stored.settings, stored.trouble) == (USUAL, "")
    assert list(tmp_path.iterdir()) == []


def test_settings_when_saved_then_the_next_start_has_them_and_no_other_file_is_left(
    tmp_path: Path,
) -> None:
    wanted = ProgramSettings(port=8181, log_days=700, raw_days=45)
    ConfigFile(tmp_path / "data").save(wanted)

    stored = ConfigFile(tmp_path / "data").load()

    assert (stored.settings, stored.trouble) == (wanted, "")
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["config.toml"]


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("[bridge]\nport = 8080\nprot = 1\n", ", line 3: there is no setting named prot"),
        ("\n[brigde]\nport = 8080\n", ", line 2: there is no setting named brigde"),
        ("[bridge]\nport = 80\n", ", line 2: port must be 1024 to 65535, was 80"),
        ("[bridge]\nport = '8080'\n", ", line 2: Expected `int`, got `str`"),
        ("[records]\n\nlog_days = 29\n", ", line 3: log_days must be 30 to 3650, were 29"),
        ("[bridge\n", ": Expected ']' at the end of a table declaration (at line 1, column 8)"),
    ],
)
def test_settings_when_the_file_is_wrong_then_file_and_line_are_told_and_the_usual_ones_hold(
    tmp_path: Path, text: str, trouble: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")

    stored = ConfigFile(tmp_path).load()

    assert stored.settings == USUAL
    assert stored.trouble == f"{file}{trouble}"
    # What the trader wrote is left to be mended.
    assert file.read_text(encoding="utf-8") == text


def test_settings_when_the_file_is_no_text_then_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe\x00")

    stored = ConfigFile(tmp_path).load()

    assert stored.settings == USUAL
    assert stored.trouble.startswith(f"{tmp_path / 'config.toml'} cannot be read: ")


def test_settings_when_they_cannot_be_written_then_the_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with pytest.raises(TradeCopyError, match=r"config\.toml could not be written"):
        ConfigFile(tmp_path / "file").save(USUAL)
