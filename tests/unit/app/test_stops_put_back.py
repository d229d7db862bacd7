"""Stops that somebody moved on the follower, as the route has it (rule C7)."""

from dataclasses import replace

import pytest

from tests.unit.app.bench import Bench
from tests.unit.engine.samples import (
    FOLLOWER,
    MASTER,
    SETTINGS,
    carried,
    event,
    opened,
    position,
    route,
)
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.stop_rules import MovedByHand, StopRules


def _moved(bench: Bench, sl: str | None) -> TradeEvent:
    link = bench.the_link()
    shown = replace(position("1", id="7700", sl=sl), link=carried(link.copy))
    return event(EventKind.MODIFIED, shown, None, account=FOLLOWER, role=Role.EXECUTOR)


@pytest.mark.parametrize(
    ("rule", "sent"),
    [
        (MovedByHand.NEVER, ["stops 1.09000"]),
        (MovedByHand.UNTIL_NEXT, []),
        (MovedByHand.ALWAYS, []),
    ],
)
def test_c7_stop_when_widened_by_hand_then_is_put_back_only_where_the_route_says_so(
    rule: MovedByHand, sent: list[str]
) -> None:
    bench = Bench(route(replace(SETTINGS, stops=StopRules(moved_by_hand=rule))))
    bench.handle(opened("1", sl="1.09000"))
    bench.answer()

    bench.handle(_moved(bench, "1.08000"))

    assert bench.sent() == ["open buy 1", *sent]


def test_c7_stop_when_an_answer_is_still_to_come_then_is_not_judged() -> None:
    bench = Bench(route(replace(SETTINGS, stops=StopRules(moved_by_hand=MovedByHand.NEVER))))
    bench.handle(opened("1", sl="1.09000"))

    bench.handle(_moved(bench, "1.08000"))

    assert bench.sent() == ["open buy 1"]
    assert bench.book.routes_of(MASTER) != ()
