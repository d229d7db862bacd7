"""An executor's reports: numbered through restarts, journalled, then sent."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.sim.codec import Message, exact
from tradecopy_desktop.sim.terminal import pictures
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.copies import Copies, CopyName
from tradecopy_desktop.sim.terminal.journal import Fill, Journal, Reported
from tradecopy_desktop.sim.terminal.trade_calls import CallTimes, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How an instruction went, in the words of the protocol."""

    outcome: str
    code: str = ""
    message: str = ""
    fills: tuple[Fill, ...] = ()


REFUSED = "refused"
FINAL_UNKNOWN = Result(
    outcome="unknown", message="the trade server's answer does not tell and nothing was found"
)


def refused(code: str, message: str = "") -> Result:
    """Return that an instruction was definitely not carried out."""
    return Result(outcome=REFUSED, code=code, message=message)


class Reports:
    """Writes reports and hands them on."""

    def __init__(self, view: AccountView, copies: Copies, post: Post) -> None:
        """Report about one account."""
        self._view = view
        self._copies = copies
        self._post = post

    @property
    def _journal(self) -> Journal:
        return self._view.disk.journal

    def of_copy(
        self, instruction: str, revision: int, name: CopyName, result: Result, times: CallTimes
    ) -> None:
        """Report on an instruction of a copy."""
        stop_loss, take_profit = self._copies.stops(name)
        self._report(
            {
                "id": instruction,
                "copy": name.copy,
                "revision": revision,
                "remaining": exact(self._copies.held(name)),
                "net": self._net(name.symbol),
                "sl": pictures.price(stop_loss),
                "tp": pictures.price(take_profit),
            },
            result,
            times,
        )

    def of_account(
        self, instruction: str, result: Result, times: CallTimes, *, remaining: Decimal = ZERO
    ) -> None:
        """Report on a `flatten`."""
        about = {"id": instruction, "copy": None, "revision": 0, "remaining": exact(remaining)}
        self._report({**about, "net": None, "sl": None, "tp": None}, result, times)

    def of_void(
        self, instruction: str, name: CopyName | None, result: Result, times: CallTimes
    ) -> None:
        """Report on a `void`, with what the copy of its id holds."""
        if name is None:
            self.of_account(instruction, result, times)
            return
        stop_loss, take_profit = self._copies.stops(name)
        about = {
            "id": instruction,
            "copy": None,
            "revision": 0,
            "remaining": exact(self._copies.held(name)),
            "net": self._net(name.symbol),
            "sl": pictures.price(stop_loss),
            "tp": pictures.price(take_profit),
        }
        self._report(about, result, times)

    def _report(self, about: Message, result: Result, times: CallTimes) -> None:
        n = self._journal.last_report + 1
        message = {
            "type": "report",
            "n": str(n),
            **about,
            "outcome": result.outcome,
            "code": result.code,
            "message": result.message,
            "fills": [pictures.fill(fill) for fill in result.fills],
            "received": times.received,
            "sent": times.received if times.sent is None else times.sent,
            "done": times.received if times.done is None else times.done,
        }
        self._journal.write(Reported(n=n, message=message))
        self._post(message)

    def _net(self, symbol: str) -> Message | None:
        return pictures.net(self._view.net(symbol)) if self._copies.is_netting else None
