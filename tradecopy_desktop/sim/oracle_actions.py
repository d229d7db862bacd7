"""What happened on a follower, in one piece per instruction; never asks whether it was right."""

from collections.abc import Container, Hashable
from dataclasses import dataclass
from fractions import Fraction

from tradecopy_desktop.domain.values import DealEntry, MarginMode, Reason
from tradecopy_desktop.sim.histories_of_run import AccountHistory, HistoryDeal
from tradecopy_desktop.sim.oracle_masters import volume_deals

TOLERANCE_NS = 2_000_000_000
"""Longest time between a master's deal and its copy that does not count as late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """The deals of one instruction; or deals that nobody told the executor to make."""

    deals: tuple[HistoryDeal, ...]

    @property
    def first(self) -> HistoryDeal:
        """Return the deal that speaks for all: they share link, entry and symbol."""
        return self.deals[0]

    @property
    def begun_ns(self) -> int:
        """Return when the first deal was made."""
        return self.deals[0].at_ns

    @property
    def ended_ns(self) -> int:
        """Return when the last deal was made."""
        return self.deals[-1].at_ns

    @property
    def volume(self) -> Fraction:
        """Return the lots of all deals together."""
        return sum((Fraction(deal.volume) for deal in self.deals), Fraction(0))

    @property
    def linked(self) -> bool:
        """Tell whether the executor's journal knows for which copy this was."""
        return is_linked(self.first)

    def is_near(self, at_ns: int) -> bool:
        """Tell whether all deals lie within the tolerance of a moment, before or after it."""
        return max(abs(self.begun_ns - at_ns), abs(self.ended_ns - at_ns)) <= TOLERANCE_NS

    def is_late_for(self, at_ns: int) -> bool:
        """Tell whether a master's deal of that moment was followed too late."""
        return self.ended_ns - at_ns > TOLERANCE_NS


def is_linked(deal: HistoryDeal) -> bool:
    """Tell whether the executor's journal knows the deal's copy or source."""
    return deal.copy is not None or deal.source is not None


def actions_of(account: AccountHistory) -> list[Action]:
    """Return everything that happened on a follower, in the order in which it was finished."""
    groups: dict[Hashable, list[HistoryDeal]] = {}
    stops = _StopGroups(account)
    openings = {deal.instruction for deal in account.deals if deal.entry is DealEntry.IN}
    for deal in volume_deals(account):
        key = _instruction(deal, openings) if is_linked(deal) else stops.key(deal)
        groups.setdefault(key, []).append(deal)
    actions = [Action(deals=tuple(deals)) for deals in groups.values()]
    return sorted(actions, key=lambda action: action.ended_ns)


def _instruction(deal: HistoryDeal, openings: Container[str | None]) -> Hashable:
    # A closing that was carried out after its answer timed out has the name of its opening, by the
    # magic alone: two of those are not one.
    is_named = deal.entry is DealEntry.IN or deal.instruction not in openings
    name = deal.instruction if is_named and deal.instruction else f"deal {deal.ticket}"
    return (name, deal.copy, deal.route, deal.master, deal.source, deal.entry, deal.symbol)


class _StopGroups:
    """Puts the stops of one copy's several tickets together when they were hit at once."""

    def __init__(self, account: AccountHistory) -> None:
        self._hedging = account.margin_mode is MarginMode.HEDGING
        self._copies = {
            deal.position: deal.copy or deal.source
            for deal in account.deals
            if is_linked(deal) and deal.entry is DealEntry.IN
        }
        self._begun: dict[tuple[str, Reason], int] = {}

    def key(self, deal: HistoryDeal) -> Hashable:
        copy = self._copies.get(deal.position) if self._hedging else None
        if copy is None or deal.entry is DealEntry.IN or deal.reason is Reason.CLIENT:
            return ("deal", deal.ticket, deal.at_ns)
        cause = (copy, deal.reason)
        begun = self._begun.get(cause)
        if begun is None or deal.at_ns - begun > TOLERANCE_NS:
            begun = self._begun[cause] = deal.at_ns
        return ("stops", *cause, begun)
