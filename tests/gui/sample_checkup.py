"""A check-up with a line of every kind."""

from collections.abc import Sequence

from tradecopy_desktop.domain.checkup import CheckLine, fine, hint, unknown, wrong
from tradecopy_desktop.domain.errors import TradeCopyError

LINES = (
    wrong(
        "Fairmont: permissions",
        "no copies can be made: algo trading is off in the terminal",
        "Accounts > Terminals shows where",
    ),
    hint(
        "Northgate MetaTrader 4: Expert Advisors",
        "none are installed, or not compiled",
        "Accounts > Terminals > Install",
    ),
    unknown("Sleep", "not looked at: this is no Windows"),
    fine("Program and system", "TradeCopy Desktop 0.4.0, Windows 11 build 22631, Python 3.13.2"),
    fine("Bridge's port", "TradeCopy Desktop listens on port 8080"),
    fine("Keyring", "a test entry of 1,200 characters was kept, read and removed again"),
)


class SampleCheckUp:
    """Answers with `lines`."""

    refusal: str
    orders: list[str]

    def __init__(self) -> None:
        self.lines: tuple[CheckLine, ...] = LINES

    async def check_up(self) -> Sequence[CheckLine]:
        self.orders.append("check up")
        if self.refusal:
            raise TradeCopyError(self.refusal)
        return self.lines
