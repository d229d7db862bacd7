"""What a check-up says about accounts, terminals and routes, by facts that are made up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.app.doctor.test_machine_checks import MACHINE
from tradecopy_desktop.app.clock_watch import ClockWatch
from tradecopy_desktop.app.doctor.account_checks import check_account, check_route
from tradecopy_desktop.app.doctor.all_checks import check_up
from tradecopy_desktop.app.doctor.lines_text import (
    lines_of_text,
    printed,
    status_of,
    text_of_lines,
)
from tradecopy_desktop.app.doctor.terminal_checks import check_terminals
from tradecopy_desktop.domain.accounts import (
    AccountKey,
    AccountKind,
    AccountProfile,
    Permissions,
    Role,
)
from tradecopy_desktop.domain.checkup import CheckLine, Unknown, Verdict, fine, hint, wrong
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.machine_facts import AccountFacts, RouteFacts, TerminalFacts
from tradecopy_desktop.domain.refusals import Refusal
from tradecopy_desktop.domain.terminals import FoundTerminal
from tradecopy_desktop.domain.values import MarginMode, Platform

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
KEY = AccountKey(login="2001", server="Broker-Demo")
ALLOWED = Permissions(
    connected=True, terminal=True, program=True, account=True, experts=True, dlls=False
)
PROFILE = AccountProfile(
    key=KEY,
    platform=Platform.MT5,
    margin_mode=MarginMode.HEDGING,
    kind=AccountKind.DEMO,
    company="Broker",
    holder="",
    currency="USD",
    fifo=False,
    leverage=100,
    order_limit=0,
    stop_out_mode="percent",
    stop_out=Decimal(50),
    build=4153,
    ea_version="0.4.0",
    utc_offset_s=7200,
)
ACCOUNT = AccountFacts(
    key=KEY,
    name="Mine",
    roles=frozenset({Role.EXECUTOR}),
    profile=PROFILE,
    connected=frozenset({Role.EXECUTOR}),
    permissions=ALLOWED,
    clock_s=0.4,
    refusals=(),
    now=NOW,
)
TERMINAL = TerminalFacts(
    found=FoundTerminal(
        data_folder=Path("T"),
        program=Path("P"),
        platform=Platform.MT5,
        title="Broker MT5",
        portable=False,
        running=True,
        experts="0.4.0",
    ),
    stops_experts=False,
    starts_alone=True,
)


def said(facts: AccountFacts) -> dict[str, str]:
    """Return the verdict of each line about an account."""
    return {line.title: line.verdict.value for line in check_account(facts, "0.4.0")}


def refusal(code: str, *, ago_s: int) -> Refusal:
    """Return a refusal of the account's key."""
    at = NOW - timedelta(seconds=ago_s)
    return Refusal(at=at, account=KEY, code=code, text=f"told {code}")


def test_account_when_all_is_well_then_every_line_is_fine() -> None:
    assert said(ACCOUNT) == {
        "Mine: connection": "fine",
        "Mine: version": "fine",
        "Mine: clock": "fine",
        "Mine: permissions": "fine",
    }


def test_account_when_a_role_is_away_then_says_which() -> None:
    both = replace(ACCOUNT, roles=frozenset(Role))

    line = next(iter(check_account(both, "0.4.0")))

    assert (line.verdict.value, line.text) == ("wrong", "not connected: monitor")


def test_account_when_the_program_does_not_run_then_only_its_version_is_known() -> None:
    why = Unknown("not running")

    assert said(replace(ACCOUNT, connected=why, permissions=why, clock_s=why)) == {
        "Mine: connection": "unknown",
        "Mine: version": "fine",
    }


def test_account_when_its_expert_is_older_then_is_hinted_at() -> None:
    older = replace(ACCOUNT, profile=replace(PROFILE, ea_version="0.3.0"))

    lines = {line.title: line for line in check_account(older, "0.4.0")}

    assert lines["Mine: version"].text == (
        "its Expert Advisor is version 0.3.0, this program is 0.4.0"
    )
    assert lines["Mine: version"].verdict is Verdict.HINT


@pytest.mark.parametrize(
    ("clock", "verdict", "text"),
    [
        (1.0, "fine", "agree within 1 s"),
        (1.5, "hint", "this machine's clock is 1.5 s behind the broker's"),
        (-3.0, "hint", "this machine's clock is 3.0 s ahead of the broker's"),
    ],
)
def test_clock_when_it_differs_then_says_which_way(clock: float, verdict: str, text: str) -> None:
    lines = {line.title: line for line in check_account(replace(ACCOUNT, clock_s=clock), "0.4.0")}

    assert lines["Mine: clock"].verdict.value == verdict
    assert text in lines["Mine: clock"].text


def test_permissions_when_something_is_off_then_names_it() -> None:
    off = replace(ACCOUNT, permissions=replace(ALLOWED, terminal=False))

    lines = {line.title: line for line in check_account(off, "0.4.0")}

    assert lines["Mine: permissions"].text == (
        "no copies can be made: algo trading is off in the terminal"
    )


def test_refusals_when_lately_then_each_has_its_line() -> None:
    refused = (
        refusal("already_running", ago_s=9_000),
        refusal("wrong_account", ago_s=119),
        refusal("wrong_role", ago_s=119),
    )

    verdicts = said(replace(ACCOUNT, refusals=refused))

    assert verdicts["Mine: twice"] == "hint"
    assert verdicts["Mine: wrong account"] == "wrong"
    assert verdicts["Mine: wrong role"] == "wrong"


def test_refusals_when_long_ago_then_they_are_over() -> None:
    refused = (refusal("wrong_account", ago_s=121), refusal("wrong_role", ago_s=121))

    assert "Mine: wrong account" not in said(replace(ACCOUNT, refusals=refused))


def test_terminal_when_all_is_well_then_every_line_is_fine() -> None:
    lines = list(check_terminals((TERMINAL,), "0.4.0"))

    assert [line.verdict.value for line in lines] == ["fine", "fine", "fine"]


@pytest.mark.parametrize(
    ("experts", "verdicts"),
    [("0.3.0", ["wrong", "fine", "fine"]), ("", ["hint"])],
)
def test_terminal_when_its_experts_are_old_or_missing_then_says_so(
    experts: str, verdicts: list[str]
) -> None:
    changed = replace(TERMINAL, found=replace(TERMINAL.found, experts=experts))

    assert [line.verdict.value for line in check_terminals((changed,), "0.4.0")] == verdicts


def test_terminal_when_it_stops_experts_and_does_not_start_then_is_hinted_at() -> None:
    changed = replace(TERMINAL, stops_experts=True, starts_alone=False)

    lines = list(check_terminals((changed,), "0.4.0"))

    assert [line.verdict.value for line in lines] == ["fine", "hint", "hint"]


def test_terminal_when_its_settings_do_not_say_then_look_yourself() -> None:
    changed = replace(TERMINAL, stops_experts=Unknown("not said"))

    line = list(check_terminals((changed,), "0.4.0"))[2]

    assert line.verdict is Verdict.UNKNOWN
    assert line.remedy.startswith("look yourself: Tools > Options")


def test_route_when_symbols_are_unmapped_then_names_them() -> None:
    facts = RouteFacts(name="One", symbols=("XAUUSD has no match",), sizes=())

    lines = list(check_route(facts))

    assert [(line.title, line.verdict.value, line.text) for line in lines] == [
        ("One: symbols", "wrong", "XAUUSD has no match"),
        ("One: lots", "fine", "the follower's broker takes the sizes that the route would ask for"),
    ]


def test_check_up_when_told_then_what_is_wrong_comes_first() -> None:
    away = replace(ACCOUNT, connected=frozenset())

    lines = check_up(MACHINE, [away], [])

    assert [line.verdict.value for line in lines] == [
        "wrong",
        "hint",
        "hint",
        "unknown",
        *["fine"] * 9,
    ]
    assert lines[0].title == "Mine: connection"


def test_lines_when_told_to_another_process_then_arrive_whole() -> None:
    lines = [fine("A", "b"), wrong("C", "d \u2713", "e")]

    assert lines_of_text(text_of_lines(lines)) == lines


@pytest.mark.parametrize(
    "text", ["", "{}x", '[{"title": "A"}]', '[{"title":"","verdict":"?"}]', "3"]
)
def test_lines_when_they_are_none_then_says_so(text: str) -> None:
    with pytest.raises(TradeCopyError, match="is it another version"):
        lines_of_text(text)


def test_line_when_printed_then_has_its_remedy() -> None:
    assert printed(hint("A", "b", "do c")) == "hint     A: b -> do c"


@pytest.mark.parametrize(
    ("line", "status"), [(wrong("A", "b", "c"), 1), (hint("A", "b", "c"), 0), (fine("A", "b"), 0)]
)
def test_status_when_something_is_wrong_then_is_1(line: CheckLine, status: int) -> None:
    assert status_of([fine("X", "y"), line]) == status


def quote(at: int) -> Quote:
    """Return a quote that was made at a time of the broker's clock."""
    return Quote(symbol="EURUSD", bid=Decimal(1), ask=Decimal(2), at=at)


def test_clock_when_quotes_come_late_then_the_soonest_counts() -> None:
    watch = ClockWatch()
    # The broker's clock is two hours and 1.5 s ahead; most quotes are up to 0.9 s late.
    for number, late_ms in enumerate([900, 300, 700, 0, 500, 900, 800, 700, 600, 400]):
        utc_ms = 1_000_000 + number * 1_000
        quotes = (quote(utc_ms + 7_200_000 + 1_500 - late_ms),)
        watch.note(KEY, quotes, utc_ms=utc_ms, now_ns=number * 1_000_000_000)

    assert watch.ahead_s(KEY, 7_200) == 1.5


def test_clock_when_few_quotes_came_then_is_not_known() -> None:
    watch = ClockWatch()
    for number in range(9):
        watch.note(KEY, (quote(number),), utc_ms=number, now_ns=number)

    assert isinstance(watch.ahead_s(KEY, 0), Unknown)
    assert isinstance(watch.ahead_s(KEY, None), Unknown)


def test_clock_when_it_was_set_right_then_the_old_difference_is_forgotten() -> None:
    watch = ClockWatch()
    second = 1_000_000_000
    for number in range(20):
        watch.note(KEY, (quote(9_000),), utc_ms=0, now_ns=number * second)
    for number in range(70, 200):
        watch.note(KEY, (quote(0),), utc_ms=0, now_ns=number * second)

    assert watch.ahead_s(KEY, 0) == 0.0
