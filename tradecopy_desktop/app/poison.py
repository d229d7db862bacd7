"""Events that made a route fail, and what may still be tried with them (rule W6).

An event that failed once is tried once more when it is told again after a restart; after that it
is passed over. Never stops another route, and never holds back the rest of the stream.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.event_keys import event_key
from tradecopy_desktop.domain.facts import TradeEvent
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.ports import PoisonRecord

_MOST_TIMES = 2

_Place = tuple[AccountKey, str, str]


class PoisonEvents:
    """What failed, by account, event and route. Its listeners write it down."""

    def __init__(self) -> None:
        self._known: dict[_Place, PoisonRecord] = {}
        # What failed before this start and may be tried once more.
        self._to_try: set[_Place] = set()
        self._told: set[_Place] = set()
        self.on_failed: Callable[[PoisonRecord], None] = lambda _: None
        self.on_went_well: Callable[[PoisonRecord], None] = lambda _: None
        # Told of the route as it is before it is paused.
        self.on_paused: Callable[[Route], None] = lambda _: None

    def restore(self, poisons: Iterable[PoisonRecord]) -> None:
        """Take over what failed in earlier lives."""
        for poison in poisons:
            place = (poison.account, poison.event, poison.route)
            self._known[place] = poison
            if poison.times < _MOST_TIMES:
                self._to_try.add(place)

    def failed(self, route: Route, event: TradeEvent, error: Exception) -> Route:
        """Count a failure and return its route, paused: closes go on, openings do not."""
        place = _place(route, event)
        before = self._known.get(place)
        poison = PoisonRecord(
            account=place[0],
            event=place[1],
            route=place[2],
            times=before.times + 1 if before else 1,
            text=f"{type(error).__name__}: {error}",
        )
        self._known[place] = poison
        self._to_try.discard(place)
        self.on_failed(poison)
        self.on_paused(route)
        return replace(route, mode=RouteMode.CLOSE_ONLY)

    def went_well(self, route: Route, event: TradeEvent) -> None:
        """Forget an event that a route could decide about after all."""
        if not self._known:
            return
        poison = self._known.pop(_place(route, event), None)
        if poison is not None:
            self._to_try.discard(_place(route, event))
            self.on_went_well(poison)

    def is_given_up(self, route: Route, event: TradeEvent) -> bool:
        """Tell whether a route failed at an event too often to be asked again."""
        if not self._known:
            return False
        poison = self._known.get(_place(route, event))
        return poison is not None and poison.times >= _MOST_TIMES

    def is_to_try(self, route: Route, event: TradeEvent) -> bool:
        """Tell whether a route may be asked once more about an event that was received before."""
        return bool(self._to_try) and _place(route, event) in self._to_try

    def given_up(self, routes: Iterable[Route], event: TradeEvent) -> list[str]:
        """Return what the trader is to be told, once, about an event that is passed over."""
        texts: list[str] = []
        if not self._known:
            return texts
        for route in routes:
            place = _place(route, event)
            if place not in self._told and self.is_given_up(route, event):
                self._told.add(place)
                texts.append(
                    f"route {route.name} failed twice at the same event and passes it over "
                    f"({self._known[place].text}): compare the positions of both ends"
                )
        return texts


def _place(route: Route, event: TradeEvent) -> _Place:
    name = event_key(event) or f"{event.role}|{event.stream}|{event.seq}"
    return event.account, name, route.id
