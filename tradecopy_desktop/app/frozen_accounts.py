"""Tells the trader of terminals that are not believed, and asks them for the proof that thaws.

What freezes and thaws is the engine's to say, and stands in the book; nothing is decided here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tradecopy_desktop.app.accounts_watch import note_link_to_broker
from tradecopy_desktop.app.carrying_out import Witness
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.facts import AccountConfirmed
from tradecopy_desktop.domain.freezes import Freeze, FreezeCause
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.freezing import copies_of_account
from tradecopy_desktop.ports import Broker, Clock

_NS_PER_S = 1_000_000_000
REMIND_S = 60
_LOST_AFTER_S = 30


@dataclass(slots=True, kw_only=True)
class _Since:
    freeze: Freeze
    began_ns: int
    told_ns: int | None = None


class FrozenAccounts:
    """Alarms while copies stand still: at once and every minute, or once for a lost broker."""

    def __init__(self, book: Book, broker: Broker, clock: Clock, witness: Witness) -> None:
        self._book = book
        self._broker = broker
        self._clock = clock
        self._witness = witness
        self._since: dict[tuple[AccountKey, Role], _Since] = {}
        # What the trader calls an account, and who hears of one that froze or thawed.
        self.name_of: Callable[[AccountKey], str] = str
        self.on_changed: Callable[[AccountKey], None] = lambda _: None

    def confirmed(self, told: AccountConfirmed, role: Role) -> None:
        """Take over what a heartbeat repeats of the terminal's link to its broker (rule W3)."""
        note_link_to_broker(self._book, told.account, role, is_up=told.connected)
        frozen = self._book.account(told.account).frozen.get(role)
        if told.connected and frozen is not None and frozen.cause is FreezeCause.LOST_BROKER:
            # That it is back shows only in a whole picture.
            self._broker.ask_picture(told.account, role)

    def look(self) -> None:
        """Tell what is due about every account; called at least once a second."""
        now = self._clock.monotonic_ns()
        frozen = {
            (key, role): freeze
            for key, account in self._book.accounts.items()
            for role, freeze in account.frozen.items()
        }
        for place in self._since.keys() - frozen.keys():
            del self._since[place]
            self.on_changed(place[0])
        for place, freeze in frozen.items():
            known = self._since.get(place)
            if known is None or known.freeze.cause is not freeze.cause:
                known = self._since[place] = _Since(freeze=freeze, began_ns=now)
                self.on_changed(place[0])
            known.freeze = freeze
            self._tell(place, known, now)

    def _tell(self, place: tuple[AccountKey, Role], known: _Since, now: int) -> None:
        key, role = place
        copies = copies_of_account(self._book, key, role)
        if not self._is_due(known, role, copies, now):
            return
        known.told_ns = now
        text = f"{self.name_of(key)}: its terminal {known.freeze.text}"
        if copies:
            text += f"; {copies} copies stand still until it shows them or their closing deals"
        self._witness.trouble(None, f"frozen {key} {role}", text)

    def _is_due(self, known: _Since, role: Role, copies: int, now: int) -> bool:
        if known.freeze.cause is FreezeCause.LOST_BROKER:
            # Nights and weekends do it. A master that is away is told of with its routes (W4).
            lasts = now - known.began_ns >= _LOST_AFTER_S * _NS_PER_S
            return known.told_ns is None and lasts and copies > 0 and role is Role.EXECUTOR
        if known.told_ns is None:
            return True
        return copies > 0 and now - known.told_ns >= REMIND_S * _NS_PER_S
