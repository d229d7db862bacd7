"""What a broker's return code means for openings, for closes, and in words."""

import pytest

from tradecopy_desktop.engine.outcomes.return_codes import RETURN_CODES, Until, Verdict, meaning_of


@pytest.mark.parametrize(
    ("code", "verdict", "words"),
    [
        ("10004", Verdict.NOW, "requote"),
        ("10024", Verdict.LATER, "too many requests"),
        ("10012", Verdict.SEARCH, "the broker did not answer in time"),
        ("10030", Verdict.REPAIR, "the broker does not fill orders in this way"),
        ("10019", Verdict.FINAL, "not enough money"),
        ("138", Verdict.NOW, "requote"),
        ("146", Verdict.LATER, "another EA was trading"),
        ("128", Verdict.SEARCH, "the broker did not answer in time"),
        ("130", Verdict.REPAIR, "the broker calls SL or TP invalid"),
        ("134", Verdict.FINAL, "not enough money"),
    ],
)
def test_code_when_a_broker_gives_it_then_has_a_class_and_words(
    code: str, verdict: Verdict, words: str
) -> None:
    found = meaning_of(code)

    assert (found.verdict, found.words) == (verdict, words)


def test_code_when_it_is_in_no_table_then_is_final_and_has_no_words() -> None:
    assert meaning_of("99999") == (Verdict.FINAL, "", Until.TIME)


@pytest.mark.parametrize("code", ["10018", "132"])
def test_c4_close_when_the_market_is_closed_then_waits_for_a_quote(code: str) -> None:
    assert meaning_of(code).until is Until.QUOTE


@pytest.mark.parametrize("code", ["10017", "10026", "10027", "4752", "64", "133", "4109"])
def test_c4_close_when_trading_is_off_then_waits_for_the_permission(code: str) -> None:
    assert meaning_of(code).until is Until.PERMISSION


def test_codes_when_an_order_may_be_in_the_market_then_are_never_tried_again_unseen() -> None:
    unsure = {code for code, each in RETURN_CODES.items() if each.verdict is Verdict.SEARCH}

    # MT5 reject, error, time-out, no connection, not sent; MT4 common error to "in process".
    assert unsure == {
        *("10006", "10011", "10012", "10031", "4756"),
        *("2", "9", "128", "142", "143"),
    }
