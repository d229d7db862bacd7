"""One follower's run against its routes, in the order of time: which deal belongs to which copy."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

from tradecopy_desktop.domain.values import DealEntry, MarginMode, Reason
from tradecopy_desktop.sim.histories_of_run import AccountHistory, HistoryDeal, RouteUnderTest
from tradecopy_desktop.sim.oracle_actions import TOLERANCE_NS, Action, actions_of
from tradecopy_desktop.sim.oracle_books import book_differences, open_strays
from tradecopy_desktop.sim.oracle_choice import lots_asked
from tradecopy_desktop.sim.oracle_copies import Change, Copy
from tradecopy_desktop.sim.oracle_findings import Findings, FollowerEnd
from tradecopy_desktop.sim.oracle_masters import MasterChange, Masters
from tradecopy_desktop.sim.oracle_orderings import (
    Faults,
    Grown,
    Lost,
    Shrunk,
    Step,
    Taken,
    best_ordering,
)
from tradecopy_desktop.sim.oracle_orders import Order
from tradecopy_desktop.sim.oracle_outages import UNDER_WAY_NS, Outages
from tradecopy_desktop.sim.oracle_setbacks import CLOSE_WITHIN_NS, Setbacks
from tradecopy_desktop.sim.oracle_sizes import in_lots, needs_size

_NS_PER_S = 1_000_000_000
_HEARD_WITHIN_NS = TOLERANCE_NS
"""What a terminal needs at most to tell of something, where nothing is in its way."""


class FollowerTrial:
    """Judges one follower; `magics` are those of our orders."""

    def __init__(
        self,
        account: AccountHistory,
        routes: Sequence[RouteUnderTest],
        masters: Masters,
        magics: frozenset[str],
        findings: Findings,
    ) -> None:
        """Begin with an empty account."""
        self._account = account
        self._netting = account.margin_mode is MarginMode.NETTING
        self._routes = routes
        self._masters = masters
        self._magics = magics
        self._findings = findings
        self._all: list[Copy] = []
        self._current: dict[tuple[str, str], Copy] = {}
        self._by_source: dict[tuple[str | None, str | None], Copy] = {}
        self._by_name: dict[str | None, Copy] = {}
        self._owners: dict[str, Copy] = {}
        self._openings: dict[str, HistoryDeal] = {}
        self._live: dict[int, Copy] = {}
        self._now_ns = 0
        self._strays: set[str | None] = set()
        self._foreign: defaultdict[str, Fraction] = defaultdict(Fraction)
        self._steps: defaultdict[int, list[Step]] = defaultdict(list)
        self._setbacks = Setbacks(account)
        self._outages = {
            route.id: Outages(account.away, masters.accounts[route.master].away) for route in routes
        }
        self._actions = actions_of(account)
        self._made: defaultdict[tuple[str | None, str | None], list[Action]] = defaultdict(list)
        for action in self._actions:
            if action.linked and action.first.entry is DealEntry.IN:
                self._made[action.first.route, action.first.source].append(action)

    def judge(self) -> FollowerEnd:
        """Walk through the run, report to the findings, and return how the follower ended."""
        before = self._findings.counts.copy()
        steps: list[tuple[int, Callable[[], None]]] = [
            (change.at_ns, partial(self._prescribe, route, change))
            for route in self._routes
            for change in self._masters.changes[route.master]
        ]
        # The sort is stable: of one moment, the master's deals come first.
        steps += [(self._asked_ns(a), partial(self._act, a)) for a in self._actions]
        for at_ns, step in sorted(steps, key=lambda timed: timed[0]):
            self._pass_time(at_ns)
            step()
        self._all = [self._conclude(copy) for copy in self._all]
        return self._end(self._findings.counts - before)

    def _asked_ns(self, action: Action) -> int:
        """Return when the broker was last asked for these deals, as far as it kept that."""
        if not action.linked:
            return action.ended_ns
        first, opens = action.first, action.first.entry is DealEntry.IN
        return self._setbacks.asked_ns(first.route, first.source, action, opens=opens)

    def _conclude(self, copy: Copy) -> Copy:
        """Report what became of a copy, in the order in which it may have been heard of."""
        if any(self._faults(copy)):
            ordered = best_ordering(copy, self._steps[id(copy)], self._faults)
            ordered.wrong, copy = copy.wrong, ordered
        for wrong, action in copy.wrongs:
            self._wrong(wrong, action)
        if copy.ended_by is not None:
            sentence = f"{self._text(copy.ended_by)} ({copy.ended_by.first.reason})"
            self._findings.add("ended_early", copy.ended_by.begun_ns, sentence)
        self._findings.conclude(copy, partial(self._is_slow, copy))
        return copy

    def _faults(self, copy: Copy) -> Faults:
        found = Findings()
        found.conclude(copy, partial(self._is_slow, copy))
        return found.faults + len(copy.wrongs), copy.ended, found.counts["late"]

    def _wrong(self, wrong: str, action: Action) -> None:
        if wrong == "duplicated":
            return  # Counted with the change that was done twice.
        self._findings.add(wrong.replace(" ", "_"), action.begun_ns, self._text(action))
        if wrong == "wrong side":
            self._findings.counts["wrong_volume"] += 1

    def _do(self, copy: Copy, step: Step) -> None:
        self._steps[id(copy)].append(step)
        step.apply(copy)

    def _pass_time(self, now_ns: int) -> None:
        self._now_ns = now_ns
        for copy in tuple(self._live.values()):
            copy.pass_time(now_ns)
            if not (copy.size.target or copy.held):
                del self._live[id(copy)]

    def _heard(self, account: AccountHistory, at_ns: int) -> int:
        """Return when the copier had surely heard of something on an account."""
        return Outages(account.away).whole_from(at_ns, _HEARD_WITHIN_NS) + _HEARD_WITHIN_NS

    def _touch(self, copy: Copy) -> Copy:
        if self._live.setdefault(id(copy), copy) is copy and copy.seen_ns < self._now_ns:
            copy.seen_ns = self._now_ns
        return copy

    def _is_slow(self, copy: Copy, change: Change) -> bool:
        if change.grows or change.taken or (change.settled and not change.late):
            return False
        return self._setbacks.has_record and not self._was_tried(copy, change)

    def _was_tried(self, copy: Copy, change: Change) -> bool:
        whole_ns = self._outages[copy.route.id].whole_from(change.at_ns, CLOSE_WITHIN_NS)
        return self._setbacks.closed_in_time(copy.route.id, copy.source, change.at_ns, whole_ns)

    def _was_coming(self, copy: Copy, action: Action, change: Change) -> bool:
        """Tell whether a closing was tried before something else took the lots, or still had time.

        It has time while an end is away, and for a moment after.
        """
        if self._was_tried(copy, change):
            return True
        whole_ns = self._outages[copy.route.id].whole_from(change.at_ns, CLOSE_WITHIN_NS)
        return change.at_ns < whole_ns and action.begun_ns <= whole_ns + CLOSE_WITHIN_NS

    def _prescribe(self, route: RouteUnderTest, change: MasterChange) -> None:
        copy = self._current.get((route.id, change.leg))
        if not change.grows:
            if copy is not None:
                heard_ns = self._heard(self._masters.accounts[route.master], change.at_ns)
                self._do(copy, Shrunk(change=change, heard_ns=heard_ns))
            return
        if copy is not None and copy.over and change.order in copy.orders:
            return  # The rest of an order does not bring its copy back (rule C2).
        order = self._order(route, change)
        if copy is None or copy.over:
            copy = self._new_copy(order)
            self._all.append(copy)
        self._by_source[route.id, change.source] = copy
        self._touch(copy).asked |= change.source in self._account.asked
        if self._grow(copy, order):
            self._current[route.id, change.leg] = copy

    def _grow(self, copy: Copy, order: Order) -> bool:
        change, asked = order.change, None
        if needs_size(copy.size, change, order.bounds.rules):
            leg = self._masters.legs[change.leg]
            coming = leg[leg.index(change) :]
            asked = lots_asked(order, copy.size, coming, self._openings_since(copy, coming))
            if asked is None:
                self._findings.owe_unknown(copy, change)
                return False
        size, prescribed = copy.size, len(copy.changes)
        accepted, gone = copy.grow(change, asked), Fraction(0)
        self._findings.counts["skipped_expected"] += not accepted
        if len(copy.changes) > prescribed:
            lots = copy.changes[-1].volume
            gone = self._not_given(copy, change, lots)
            if gone:
                copy.forgo(gone, size, change.source)
            accepted = gone < lots
        self._steps[id(copy)].append(Grown(change=change, asked=asked, gone=gone))
        return accepted

    def _not_given(self, copy: Copy, change: MasterChange, lots: Fraction) -> Fraction:
        """Return what of an opening the broker, or an outage, did not let happen."""
        leg = self._masters.legs[change.leg]
        gone = self._setbacks.refused(copy.route.id, change.source, lots, leg[leg.index(change) :])
        if self._is_in_the_way(copy, change):
            gone = lots
        if gone:
            self._findings.counts["refused_by_broker"] += 1
        elif self._was_away(copy, change):
            gone = self._setbacks.unopened(copy.route.id, change.source, lots)
            self._findings.counts["missed_while_away"] += gone > 0
        return gone

    def _was_away(self, copy: Copy, change: MasterChange) -> bool:
        return self._outages[copy.route.id].touch(change.at_ns, change.at_ns + UNDER_WAY_NS)

    def _is_in_the_way(self, copy: Copy, change: MasterChange) -> bool:
        """Tell whether a netting account still held the other side, by its broker's fault."""
        if not self._netting or self._setbacks.was_asked(copy.route.id, change.source):
            return False
        return any(
            other.symbol == copy.symbol
            and other.side is not copy.side
            and self._setbacks.held_up(other.route.id, other.source, change.at_ns)
            for other in self._all
        )

    def _openings_since(self, copy: Copy, changes: Sequence[MasterChange]) -> list[Action]:
        # An addition may go out under its own source or under its copy's.
        sources = {copy.source, *(change.source for change in changes if change.grows)}
        made = (action for source in sources for action in self._made[copy.route.id, source])
        since = [action for action in made if action.begun_ns >= changes[0].at_ns]
        return sorted(since, key=lambda action: action.ended_ns)

    def _order(self, route: RouteUnderTest, change: MasterChange) -> Order:
        symbol = route.symbol_map.get(change.symbol, change.symbol)
        instrument = self._account.instruments.get(symbol)
        if instrument is None:
            raise ValueError(
                f"follower {self._account.name} has no symbol {symbol}: "
                f"map {change.symbol} in route {route.name}"
            )
        return Order(
            route=route,
            change=change,
            master=self._masters.accounts[route.master],
            follower=self._account,
            instrument=instrument,
        )

    def _new_copy(self, order: Order) -> Copy:
        return Copy(
            route=order.route,
            leg=order.change.leg,
            source=order.change.source,
            symbol=order.instrument.name,
            side=order.side,
            bounds=order.bounds,
        )

    def _act(self, action: Action) -> None:
        entry = action.first.entry
        if not action.linked:
            if entry is DealEntry.IN:
                self._strange_opening(action)
            else:
                self._loss(action)
        elif entry is DealEntry.IN:
            self._opening(action)
        elif entry is DealEntry.INOUT:
            self._reversal(action)
        else:
            self._closing(action)

    def _opening(self, action: Action) -> None:
        deal = action.first
        copy = self._by_source.get((deal.route, deal.source))
        if copy is None or deal.master not in {None, str(copy.route.master)}:
            self._stray(action, "follows no order of a master")
            return
        named = self._by_name.setdefault(deal.copy, copy) if deal.copy is not None else copy
        if named is not copy and not named.ended:
            self._unlinked(action, f"is named as the copy of order {named.source}")
        for part in action.deals:
            self._owners[part.position] = copy
            self._openings[part.position] = part
        copy.opening = deal
        right = all(copy.opens_rightly(part) for part in action.deals)
        self._take(copy, action, opens=True, wrong_side=not right)

    def _closing(self, action: Action) -> None:
        deal = action.first
        named = self._named(action)
        owner = named if self._netting else self._owners.get(deal.position)
        positions = {part.position for part in action.deals}
        known = deal.copy in self._strays or bool(positions & self._strays)
        mixed = not self._netting and any(self._owners.get(p) is not owner for p in positions)
        if (owner is None or owner is not named or mixed) and not known:
            self._unlinked(action, "closes what is not its own")
        if owner is None:
            self._foreign[deal.symbol] -= action.volume
            return
        wrong = any(self._closes_wrongly(part, owner) for part in action.deals)
        self._take(owner, action, opens=False, wrong_side=wrong)

    def _closes_wrongly(self, deal: HistoryDeal, copy: Copy) -> bool:
        opening = copy.opening if self._netting else self._openings.get(deal.position)
        # What was opened wrongly is rightly closed as it is.
        return opening is not None and (deal.side is opening.side or deal.symbol != opening.symbol)

    def _reversal(self, action: Action) -> None:
        copy = self._named(action)
        if copy is None:
            self._stray(action, "reverses a position for no copy")
            return
        opens = action.first.side is copy.side
        self._take(copy, action, opens=opens, wrong_side=True)

    def _named(self, action: Action) -> Copy | None:
        deal = action.first
        if deal.copy in self._by_name:
            return self._by_name[deal.copy]
        return self._by_source.get((deal.route, deal.source))

    def _take(self, copy: Copy, action: Action, *, opens: bool, wrong_side: bool) -> None:
        taken = Taken(action=action, opens=opens, wrong_side=wrong_side)
        self._do(self._touch(copy), taken)

    def _strange_opening(self, action: Action) -> None:
        deal = action.first
        by_program = (
            deal.reason is Reason.EXPERT and self._account.key not in self._masters.accounts
        )
        if by_program or deal.magic in self._magics:
            self._stray(action, "stands in no journal")
        else:
            self._foreign[deal.symbol] += action.volume

    def _stray(self, action: Action, what: str) -> None:
        self._unlinked(action, what)
        self._strays.add(action.first.copy)
        self._strays.update(part.position for part in action.deals if not self._netting)
        self._strays.discard(None)
        self._foreign[action.first.symbol] += action.volume

    def _unlinked(self, action: Action, what: str) -> None:
        self._findings.add("unlinked", action.begun_ns, f"{self._text(action)} {what}")

    def _loss(self, action: Action) -> None:
        heard_ns = self._heard(self._account, action.ended_ns)
        for copy, lots in self._losers(action):
            was_tried = partial(self._was_coming, copy, action)
            lost = Lost(lots=lots, action=action, heard_ns=heard_ns, was_tried=was_tried)
            self._do(self._touch(copy), lost)

    def _losers(self, action: Action) -> list[tuple[Copy, Fraction]]:
        symbol, lots = action.first.symbol, action.volume
        if not self._netting:
            owner = self._owners.get(action.first.position)
            return [(owner, lots)] if owner is not None else []
        # The trader's own lots go first, then the oldest copy: nobody can tell them apart.
        own = min(lots, max(self._foreign[symbol], Fraction(0)))
        self._foreign[symbol] -= own
        lots -= own
        losers = []
        for copy in self._all:
            if copy.symbol == symbol and copy.held > 0 and lots > 0:
                losers.append((copy, min(lots, copy.held)))
                lots -= losers[-1][1]
        self._foreign[symbol] += lots
        return losers

    def _text(self, action: Action) -> str:
        deal = action.first
        lots = format(in_lots(action.volume).normalize(), "f")
        return f"{self._account.name}: deal {deal.ticket}, {deal.side} {lots} {deal.symbol}"

    def _end(self, counts: Counter[str]) -> FollowerEnd:
        at_ns = max((deal.at_ns for deal in self._account.deals), default=0)
        strays = open_strays(self._account, self._magics, self._owners.keys())
        for position in strays:
            if position.id not in self._strays and not self._netting:
                sentence = f"{self._account.name}: position {position.id} is open without a link"
                self._findings.add("unlinked", at_ns, sentence)
        for difference in book_differences(self._account):
            self._findings.add("wrong_volume", at_ns, f"{self._account.name}: {difference}")
        drift = sum((copy.drift for copy in self._all), Fraction(0))
        drift += sum((Fraction(position.volume) for position in strays), Fraction(0))
        wrong = sum((copy.wrong for copy in self._all), Fraction(0))
        return FollowerEnd(
            wrong_lot_seconds=round(float(wrong / _NS_PER_S), 3),
            name=self._account.name,
            prescribed=counts["prescribed"],
            copies=counts["copies"],
            open_positions=len(self._account.open_positions),
            drift_lots=in_lots(drift),
        )
