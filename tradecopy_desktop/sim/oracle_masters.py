"""What a master did, position by position, by its broker's history; never what was made of it."""

from dataclasses import dataclass
from fractions import Fraction

from tradecopy_desktop.domain.values import DealEntry, MarginMode, Reason, Side
from tradecopy_desktop.sim.histories_of_run import AccountHistory, HistoryDeal


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterChange:
    """One change of volume on one side of a position; `before` and `after` are the whole side.

    `leg` names that side from flat to flat: a reversal ends one leg and begins another.
    """

    at_ns: int
    leg: str
    symbol: str
    side: Side
    source: str
    before: Fraction
    after: Fraction

    @property
    def volume(self) -> Fraction:
        """Return the lots that came or went."""
        return abs(self.after - self.before)

    @property
    def grows(self) -> bool:
        """Tell whether the side got larger."""
        return self.after > self.before


@dataclass(slots=True, kw_only=True)
class _Leg:
    name: str
    side: Side
    volume: Fraction


def volume_deals(account: AccountHistory) -> list[HistoryDeal]:
    """Return the deals that changed a volume, oldest first; a rollover only restates one."""
    deals = [d for d in account.deals if d.volume > 0 and d.reason is not Reason.ROLLOVER]
    return sorted(deals, key=lambda deal: deal.at_ns)


def changes_of(account: AccountHistory) -> list[MasterChange]:
    """Return every change of a master's positions; ValueError if the history contradicts itself."""
    return _Walk(account).changes()


class _Walk:
    def __init__(self, account: AccountHistory) -> None:
        self._account = account
        self._netting = account.margin_mode is MarginMode.NETTING
        self._legs: dict[str, _Leg] = {}
        self._begun = 0
        self._changes: list[MasterChange] = []

    def changes(self) -> list[MasterChange]:
        for deal in volume_deals(self._account):
            volume = Fraction(deal.volume)
            match deal.entry:
                case DealEntry.IN:
                    self._grow(deal, volume)
                case DealEntry.OUT | DealEntry.OUT_BY:
                    self._shrink(deal, volume)
                case DealEntry.INOUT:
                    self._reverse(deal, volume)
        return self._changes

    def _grow(self, deal: HistoryDeal, volume: Fraction) -> None:
        leg = self._legs.get(self._key(deal))
        if leg is None:
            self._begun += 1
            name = f"{self._account.key} {self._key(deal)} {self._begun}"
            leg = _Leg(name=name, side=deal.side, volume=Fraction(0))
            self._legs[self._key(deal)] = leg
        if deal.side is not leg.side:
            raise self._contradiction(deal, f"enters against a {leg.side} position")
        self._set(leg, deal, leg.volume + volume)

    def _shrink(self, deal: HistoryDeal, volume: Fraction) -> None:
        leg = self._legs.get(self._key(deal))
        if leg is None or deal.side is leg.side or volume > leg.volume:
            raise self._contradiction(deal, "leaves more than was open")
        self._set(leg, deal, leg.volume - volume)
        if leg.volume == 0:
            del self._legs[self._key(deal)]

    def _reverse(self, deal: HistoryDeal, volume: Fraction) -> None:
        leg = self._legs.get(self._key(deal))
        if leg is None or not self._netting or volume <= leg.volume:
            raise self._contradiction(deal, "reverses less than was open")
        rest = volume - leg.volume
        self._shrink(deal, leg.volume)
        self._grow(deal, rest)

    def _set(self, leg: _Leg, deal: HistoryDeal, after: Fraction) -> None:
        change = MasterChange(
            at_ns=deal.at_ns,
            leg=leg.name,
            symbol=deal.symbol,
            side=leg.side,
            source=self._source(deal),
            before=leg.volume,
            after=after,
        )
        leg.volume = after
        self._changes.append(change)

    def _key(self, deal: HistoryDeal) -> str:
        return deal.symbol if self._netting else deal.position

    def _source(self, deal: HistoryDeal) -> str:
        if self._netting or deal.order == deal.position:
            return deal.order
        return f"{deal.order}.{deal.position}"

    def _contradiction(self, deal: HistoryDeal, what: str) -> ValueError:
        return ValueError(
            f"master {self._account.name}: deal {deal.ticket} in {deal.symbol} {what}; "
            "hand over the whole history, from flat"
        )
