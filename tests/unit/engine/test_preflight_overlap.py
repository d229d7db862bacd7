"""Which symbols filters take, and whether two routes can meet in one (C10, R3.2)."""

import pytest

from tests.unit.engine.samples import SETTINGS
from tests.unit.engine.topology_samples import A, B, C, all_but, between, only
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.engine.preflight.overlap import apart, matches, takes


@pytest.mark.parametrize(
    ("pattern", "symbol", "meant"),
    [
        ("EURUSD", "EURUSD", True),
        ("EURUSD", "EURUSDm", False),
        ("eurusd", "EURUSD", True),
        ("EUR*", "EURUSD", True),
        ("EUR*", "GBPEUR", False),
        ("*USD", "EURUSD", True),
        ("*USD", "USDJPY", False),
        ("*", "US30", True),
        ("E*U*D", "EURUSD", True),
        ("E*X*D", "EURUSD", False),
        ("*UR*US*", "EURUSD", True),
        ("*EUR*USD", "EURUSD", True),
        ("*US*UR*", "EURUSD", False),
        ("EUR*RUSD", "EURUSD", False),  # the R is needed twice
        ("EURUSD*", "EURUSD", True),
        ("XAU[1]", "XAU1", False),
    ],
)
def test_pattern_when_asked_means_whole_names_in_any_case(
    pattern: str, symbol: str, meant: bool
) -> None:
    assert matches(pattern, symbol) is meant


@pytest.mark.parametrize(
    ("allowed", "denied", "taken"),
    [
        ((), (), True),
        (("EUR*",), (), True),
        (("XAUUSD",), (), False),
        ((), ("*USD",), False),
        (("EURUSD",), ("EURUSD",), False),
    ],
)
def test_symbol_when_filtered_is_taken_if_allowed_and_not_denied(
    allowed: tuple[str, ...], denied: tuple[str, ...], taken: bool
) -> None:
    filters = Filters(symbols_allowed=frozenset(allowed), symbols_denied=frozenset(denied))

    assert takes(filters, "EURUSD") is taken


def _mapped(settings: RouteSettings, *pairs: tuple[str, str]) -> RouteSettings:
    return RouteSettings(
        version=1, sizing=settings.sizing, filters=settings.filters, symbol_map=pairs
    )


@pytest.mark.parametrize(
    ("one", "other", "separate"),
    [
        (SETTINGS, SETTINGS, False),
        (only("EURUSD"), SETTINGS, False),
        (only("EURUSD"), only("XAUUSD"), True),
        (only("EURUSD"), only("EURUSD", "XAUUSD"), False),
        (only("EURUSD"), only("eurusd"), False),
        (only("EUR*"), only("EURUSD"), False),
        (only("EUR*"), only("*USD"), False),
        (only("EUR*"), only("GBP*"), True),
        (only("*EUR"), only("EU"), True),
        (only("*EUR"), only("*GBP"), True),
        (only("EUR*"), only("EUR"), False),
        (only("EU"), only("EUR*"), True),
        (only("A*C"), only("AB*"), False),
        (only("A*"), only("*"), False),
        (only("XAUUSD"), all_but("XAUUSD"), True),
        (only("XAUUSD"), all_but("XAU*"), True),
        (only("XAU*"), all_but("XAUUSD"), False),
        (only("XAUUSD", "EURUSD"), all_but("XAUUSD"), False),
        (all_but("XAUUSD"), all_but("EURUSD"), False),
        # The map makes two names of the master one of the follower.
        (_mapped(only("GOLD"), ("GOLD", "XAUUSD")), only("XAUUSD"), False),
        (_mapped(only("GO*"), ("GOLD", "XAUUSD")), only("XAUUSD"), False),
        (_mapped(only("SILVER"), ("GOLD", "XAUUSD")), only("XAUUSD"), True),
    ],
)
def test_routes_of_one_master_when_compared_are_apart_only_by_their_symbols(
    one: RouteSettings, other: RouteSettings, separate: bool
) -> None:
    first, second = between(A, C, one, id="1"), between(A, C, other, id="2")

    assert apart(first, second) is separate
    assert apart(second, first) is separate


def test_routes_of_two_masters_when_one_denies_what_the_other_takes_are_not_apart() -> None:
    # XAUUSD here may be called GOLD there.
    assert not apart(between(A, C, only("XAUUSD")), between(B, C, all_but("XAUUSD")))


def test_routes_of_two_masters_when_they_take_different_symbols_are_apart() -> None:
    assert apart(between(A, C, only("XAUUSD")), between(B, C, only("EURUSD")))
