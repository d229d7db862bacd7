import logging
from pathlib import Path

import pytest

from tradecopy_desktop.adapters.own.log_file import log_tail, logging_to_file

KEY = "q7WkZ0fN3vYt8mLp2sXc5bRj9dHg4aEu6iOyTn1KwQz"


def _fail() -> None:
    raise ValueError(f"https://hooks.example.com/{KEY} said no")


@pytest.mark.logs_trouble
def test_log_when_written_then_it_is_in_the_file_with_its_traceback_and_without_secrets(
    tmp_path: Path,
) -> None:
    log = logging.getLogger("tradecopy_desktop.test")

    with logging_to_file(tmp_path) as file:
        log.info("terminal came with %s", KEY)
        try:
            _fail()
        except ValueError:
            log.exception("not sent")
    text = file.read_text(encoding="utf-8")

    assert file == tmp_path / "logs" / "tradecopy.log"
    assert "INFO tradecopy_desktop.test: terminal came with <removed>" in text
    assert "ValueError: https://<removed> said no" in text
    assert KEY not in text
    assert "hooks.example.com" not in text


def test_log_when_it_grows_then_old_files_go_and_the_disk_is_not_filled(tmp_path: Path) -> None:
    log = logging.getLogger("tradecopy_desktop.test")

    with logging_to_file(tmp_path, most_bytes=2_000):
        for number in range(400):
            log.info("line %d", number)
    files = sorted((tmp_path / "logs").iterdir())

    assert [file.name for file in files] == ["tradecopy.log"] + [
        f"tradecopy.log.{n}" for n in (1, 2, 3, 4)
    ]
    assert all(file.stat().st_size <= 2_000 for file in files)
    assert "line 399\n" in log_tail(tmp_path)


def test_log_when_it_ended_then_later_lines_are_written_nowhere(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = (root.level, list(root.handlers))

    with logging_to_file(tmp_path) as file:
        pass
    logging.getLogger("tradecopy_desktop.test").info("afterwards")

    assert file.read_text(encoding="utf-8") == ""
    assert (root.level, list(root.handlers)) == before


@pytest.mark.logs_trouble
def test_log_when_no_file_can_be_made_then_the_program_runs_without(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way", encoding="utf-8")
    ran = False

    with logging_to_file(tmp_path):
        ran = True

    assert ran
    assert log_tail(tmp_path).startswith("the log file could not be read: ")


def test_tail_when_the_file_is_longer_then_it_begins_with_a_whole_line(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "tradecopy.log").write_text("first\nsecond\nthird\n", encoding="utf-8")

    assert log_tail(tmp_path, most_bytes=10) == "third\n"
