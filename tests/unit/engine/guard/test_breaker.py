"""Orders of a route that were refused one after another (R6.6)."""

import pytest

from tradecopy_desktop.engine.guard.breaker import (
    FRESH_BREAKER,
    Breaker,
    broken,
    filled,
    refused,
)


def after(*orders: str, route: str = "r1", breaker: Breaker = FRESH_BREAKER) -> Breaker:
    for order in orders:
        breaker = refused(breaker, route, order, f"no money for {order}")
    return breaker


@pytest.mark.parametrize(
    ("orders", "why"),
    [
        ((), None),
        (("501", "502"), None),
        (
            ("501", "502", "503"),
            "3 orders in a row were refused, the last one: no money for 503",
        ),
        (
            ("501", "502", "503", "504"),
            "4 orders in a row were refused, the last one: no money for 504",
        ),
    ],
)
def test_route_when_so_many_orders_were_refused_then_is_broken(
    orders: tuple[str, ...], why: str | None
) -> None:
    assert broken(after(*orders), "r1", 3) == why


def test_route_when_one_refusal_is_enough_then_says_so() -> None:
    assert broken(after("501"), "r1", 1) == "an order was refused: no money for 501"


def test_s2_order_when_it_is_refused_in_parts_or_again_then_counts_once() -> None:
    tried = after("501", "501", "502", "501")

    assert tried.refused_in_a_row("r1") == 2


def test_route_when_something_was_opened_then_counts_anew() -> None:
    counted = after("503", breaker=filled(after("501", "502"), "r1"))

    assert counted.refused_in_a_row("r1") == 1


def test_routes_when_one_is_refused_then_the_other_is_not_counted() -> None:
    both = after("601", route="r2", breaker=after("501", "502"))

    assert (both.refused_in_a_row("r1"), both.refused_in_a_row("r2")) == (2, 1)
    assert filled(both, "r1").refused_in_a_row("r2") == 1
    assert filled(both, "r3") == both


def test_route_when_no_number_is_set_then_never_breaks() -> None:
    assert broken(after("501", "502", "503"), "r1", None) is None
