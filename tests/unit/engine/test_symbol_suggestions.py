"""Names that are offered to a trader, the likest first."""

from tradecopy_desktop.engine.symbols.suggestions import suggestions


def test_suggestions_when_names_look_alike_then_come_by_likeness() -> None:
    names = ("GBPJPY", "XAUEUR", "XAUUSD_x10", "XAU/USD", "BITCOIN", "XAUUSD.m")

    # Letters in common, doubled, by all letters: 12/12, 12/13, 12/15, 8/12; the rest is below half.
    assert suggestions("XAUUSD", names) == ("XAU/USD", "XAUUSD.m", "XAUUSD_x10", "XAUEUR")


def test_suggestions_when_many_look_alike_then_ten_are_offered() -> None:
    names = [f"EURUSD{letter}" for letter in "abcdefghijklm"]

    assert suggestions("EURUSD", names) == tuple(f"EURUSD{letter}" for letter in "abcdefghij")


def test_suggestions_when_letters_are_the_same_in_another_order_then_are_not_offered() -> None:
    assert suggestions("ABCDEF", ["FEDCBA"]) == ()


def test_suggestions_when_exactly_half_is_alike_then_are_offered_and_less_is_not() -> None:
    # Letters in common, doubled, by all letters: 4/8 and 4/9.
    assert suggestions("ABCD", ["ABXY", "ABXYZ"]) == ("ABXY",)
