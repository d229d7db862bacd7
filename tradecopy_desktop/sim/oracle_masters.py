"""What a master did, position by position, by its broker's history; never what was made of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.values import DealEntry, MarginMode, Reason, Side
from tradecopy_desktop.sim.histories_of_run import AccountHistory, HistoryDeal


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterChange:
    """One change of volume on one side of a position; `before` and `after` are the whole side.

    `leg` names that side from flat to flat: a reversal ends one leg and begins another.
    `order_volume` is what the whole order asked for on this side; `price` is the deal's. The last
    three are the position's after the deal, `held_at` its average price.
    """

    at_ns: int
    leg: str
    symbol: str
    side: Side
    source: str
    before: Fraction
    after: Fraction
    order: str
    order_volume: Fraction
    price: Decimal
    stop_loss: Decimal | None
    take_profit: Decimal | None
    held_at: Decimal

    @property
    def volume(self) -> Fraction:
        """Return the lots that came or went."""
        return abs(self.after - self.before)

    @property
    def grows(self) -> bool:
        """Tell whether the side got larger."""
        return self.after > self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Masters:
    """The masters of a run: their accounts, and their changes by account and by leg."""

    accounts: Mapping[AccountKey, AccountHistory]
    changes: Mapping[AccountKey, Sequence[MasterChange]]
    legs: Mapping[str, Sequence[MasterChange]]


@dataclass(slots=True, kw_only=True)
class _Leg:
    name: str
    side: Side
    volume: Fraction


def volume_deals(account: AccountHistory) -> list[HistoryDeal]:
    """Return the deals that changed a volume, oldest first; a rollover only restates one."""
    deals = [d for d in account.deals if d.volume > 0 and d.reason is not Reason.ROLLOVER]
    return sorted(deals, key=lambda deal: deal.at_ns)


def masters_of(accounts: Mapping[AccountKey, AccountHistory]) -> Masters:
    """Return what these accounts did; ValueError if a history contradicts itself."""
    changes = {key: changes_of(account) for key, account in accounts.items()}
    legs: defaultdict[str, list[MasterChange]] = defaultdict(list)
    for made in changes.values():
        for change in made:
            legs[change.leg].append(change)
    return Masters(accounts=accounts, changes=changes, legs=legs)


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
                    self._grow(deal, volume, _whole(deal))
                case DealEntry.OUT | DealEntry.OUT_BY:
                    self._shrink(deal, volume)
                case DealEntry.INOUT:
                    self._reverse(deal, volume)
        return self._changes

    def _grow(self, deal: HistoryDeal, volume: Fraction, whole: Fraction) -> None:
        leg = self._legs.get(self._key(deal))
        if leg is None:
            self._begun += 1
            name = f"{self._account.key} {self._key(deal)} {self._begun}"
            leg = _Leg(name=name, side=deal.side, volume=Fraction(0))
            self._legs[self._key(deal)] = leg
        if deal.side is not leg.side:
            raise self._contradiction(deal, f"enters against a {leg.side} position")
        self._set(leg, deal, leg.volume + volume, max(volume, whole))

    def _shrink(self, deal: HistoryDeal, volume: Fraction) -> None:
        leg = self._legs.get(self._key(deal))
        if leg is None or deal.side is leg.side or volume > leg.volume:
            raise self._contradiction(deal, "leaves more than was open")
        self._set(leg, deal, leg.volume - volume, volume)
        if leg.volume == 0:
            del self._legs[self._key(deal)]

    def _reverse(self, deal: HistoryDeal, volume: Fraction) -> None:
        leg = self._legs.get(self._key(deal))
        if leg is None or not self._netting or volume <= leg.volume:
            raise self._contradiction(deal, "reverses less than was open")
        ended = leg.volume
        self._shrink(deal, ended)
        # What of the order closed the old side does not open the new one.
        self._grow(deal, volume - ended, _whole(deal) - ended)

    def _set(self, leg: _Leg, deal: HistoryDeal, after: Fraction, whole: Fraction) -> None:
        change = MasterChange(
            at_ns=deal.at_ns,
            leg=leg.name,
            symbol=deal.symbol,
            side=leg.side,
            source=self._source(deal),
            before=leg.volume,
            after=after,
            order=deal.order,
            order_volume=whole,
            price=deal.price,
            stop_loss=deal.stop_loss,
            take_profit=deal.take_profit,
            held_at=deal.price if deal.held_at is None else deal.held_at,
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


def _whole(deal: HistoryDeal) -> Fraction:
    return Fraction(deal.volume if deal.order_volume is None else deal.order_volume)
