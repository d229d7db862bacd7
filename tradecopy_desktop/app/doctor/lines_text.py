"""The lines of a check-up as text: for the terminal, and for another process. Prints nothing."""

import json
from collections.abc import Iterable, Sequence
from typing import Final

from tradecopy_desktop.domain.checkup import CheckLine, Verdict
from tradecopy_desktop.domain.errors import TradeCopyError

_MARKS: Final = {
    Verdict.FINE: "fine   ",
    Verdict.HINT: "hint   ",
    Verdict.WRONG: "WRONG  ",
    Verdict.UNKNOWN: "unknown",
}


def text_of_lines(lines: Iterable[CheckLine]) -> str:
    """Return the lines so that another process can read them."""
    return json.dumps(
        [
            {
                "title": line.title,
                "verdict": line.verdict.value,
                "text": line.text,
                "remedy": line.remedy,
            }
            for line in lines
        ]
    )


def lines_of_text(text: str) -> Sequence[CheckLine]:
    """Return the lines that another process wrote; raise TradeCopyError for what is none."""
    try:
        return [
            CheckLine(
                title=str(each["title"]),
                verdict=Verdict(each["verdict"]),
                text=str(each["text"]),
                remedy=str(each["remedy"]),
            )
            for each in json.loads(text)
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise TradeCopyError(
            "the running TradeCopy Desktop answered in another way: is it another version?"
        ) from error


def printed(line: CheckLine) -> str:
    """Return one line of a check-up for the terminal."""
    todo = f" -> {line.remedy}" if line.remedy else ""
    return f"{_MARKS[line.verdict]}  {line.title}: {line.text}{todo}"


def status_of(lines: Iterable[CheckLine]) -> int:
    """Return the exit status: 1 where something is wrong, 0 otherwise."""
    return int(any(line.verdict is Verdict.WRONG for line in lines))
