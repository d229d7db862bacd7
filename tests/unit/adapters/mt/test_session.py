"""One session without a socket: hello, heartbeats, silence, instructions. Times are given."""

import json
from decimal import Decimal

import pytest

from tests.contract.bridge_stand import BOTH, FOLLOWER, MemoryHost, hello_of
from tests.e2e import terminal_frames as frames
from tests.e2e.bridge_forms import read_bridge_frame
from tests.e2e.rig import MASTER, Terminal
from tests.e2e.terminal_frames import Json
from tradecopy_desktop.adapters.mt.session import Output, Session
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.commands import OpenPosition, VoidInstruction
from tradecopy_desktop.domain.errors import ProtocolError
from tradecopy_desktop.domain.facts import TerminalConnected
from tradecopy_desktop.domain.trades import NetPosition
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.ports import RoundTrip

_S = 1_000_000_000
_ID = "5f3c0a9be1d24708a6c1f20b7d9e4431"
_COPY = "9a70d1c25b8e4f63907ab1c4d8e2f516"
_EXECUTING = json.dumps({"type": "executing", "id": _ID, "ticks": 5_000})
_REPORT = json.dumps(frames.report(n=1, id=_ID, copy=_COPY))


def _session(who: Terminal) -> Session:
    account = MemoryHost().admit(who.secret)
    assert account is not None
    return Session(account, MemoryHost(), program="test")


def _opened(who: Terminal = FOLLOWER, role: str = "executor", *, at_s: int = 100) -> Session:
    session = _session(who)
    hello = session.hello(json.dumps(hello_of(who, role, ticks=40_000_000)), at_s * _S)
    session.welcome(hello, at_s * _S)
    return session


def _frames(output: Output | None) -> list[Json]:
    assert output is not None
    return [read_bridge_frame(frame) for frame in output.frames]


def _opening(life_ms: int) -> OpenPosition:
    return OpenPosition(
        id=_ID,
        copy=_COPY,
        revision=1,
        route="00000000-0000-4000-8000-000000000001",
        master=MASTER.key,
        follower=FOLLOWER.key,
        source="10001",
        symbol="EURUSD",
        side=Side.BUY,
        volume=Decimal("0.10"),
        stop_loss=None,
        take_profit=None,
        magic="123",
        life_ms=life_ms,
        max_slippage=None,
    )


def test_session_when_new_then_not_open() -> None:
    session = _session(MASTER)

    assert not session.is_open
    assert (session.key, session.role, session.stream) == (MASTER.key, None, "")


def test_welcome_when_hello_is_right_then_three_frames_and_the_connection_told() -> None:
    session = _session(MASTER)
    hello = session.hello(json.dumps(hello_of(MASTER, "monitor", stream="77")), 100 * _S)

    output = session.welcome(hello, 100 * _S)

    assert _frames(output) == [
        {
            "type": "welcome",
            "minor": 0,
            "program": "test",
            "resume_after": "0",
            "heartbeat_ms": 5_000,
            "dead_after_ms": 15_000,
            "report_after": "0",
            "ticks": 100_000_000,
        },
        {"type": "get_symbols", "request": "1", "names": []},
        {"type": "heartbeat", "ticks": 100_000_000, "echo": None},
    ]
    (fact,) = output.facts
    assert isinstance(fact, TerminalConnected)
    assert (fact.profile.key, fact.role, fact.stream) == (MASTER.key, Role.MONITOR, "77")
    assert session.is_open


@pytest.mark.parametrize(("offered", "agreed"), [(0, 0), (1, 1), (2, 1), (9_007, 1)])
def test_welcome_when_a_minor_is_offered_then_the_lower_one_rules(
    offered: int, agreed: int
) -> None:
    session = _session(MASTER)
    hello = session.hello(json.dumps(hello_of(MASTER, "monitor", minor=offered)), 100 * _S)

    output = session.welcome(hello, 100 * _S)

    assert _frames(output)[0]["minor"] == agreed
    assert session.minor == agreed


@pytest.mark.parametrize(
    ("who", "changes", "code", "field"),
    [
        (MASTER, {"login": "1002"}, "wrong_account", "login"),
        (MASTER, {"server": "Master-Live"}, "wrong_account", "login"),
        (MASTER, {"role": "executor"}, "wrong_role", "role"),
        (FOLLOWER, {"role": "monitor"}, "wrong_role", "role"),
        # Who speaks for the wrong account is told that first.
        (MASTER, {"login": "1002", "role": "executor"}, "wrong_account", "login"),
        (MASTER, {"utc_offset_s": 100}, "protocol", "utc_offset_s"),
    ],
)
def test_hello_when_not_for_this_key_then_refused(
    who: Terminal, changes: Json, code: str, field: str
) -> None:
    session = _session(who)
    role = "monitor" if who is MASTER else "executor"

    with pytest.raises(ProtocolError) as refused:
        session.hello(json.dumps(hello_of(who, role) | changes), 0)

    assert (refused.value.code, refused.value.field) == (code, field)
    assert not session.is_open


@pytest.mark.parametrize("role", ["monitor", "executor"])
def test_hello_when_account_has_both_roles_then_either_is_taken(role: str) -> None:
    session = _session(BOTH)

    assert session.hello(json.dumps(hello_of(BOTH, role)), 0).role == role


def test_second_hello_when_session_is_open_then_refused() -> None:
    session = _opened(MASTER, "monitor")

    with pytest.raises(ProtocolError) as refused:
        session.receive(json.dumps(hello_of(MASTER, "monitor")), 101 * _S)

    assert refused.value.field == "type"


# Heartbeats


def test_tick_when_five_seconds_passed_then_a_heartbeat_and_the_next_five_later() -> None:
    session = _opened(at_s=100)

    assert _frames(session.tick(105 * _S - 1)) == []
    assert _frames(session.tick(105 * _S)) == [
        {"type": "heartbeat", "ticks": 105_000_000, "echo": None}
    ]
    assert _frames(session.tick(109 * _S)) == []
    assert _frames(session.tick(112 * _S)) == [
        {"type": "heartbeat", "ticks": 112_000_000, "echo": None}
    ]
    assert _frames(session.tick(114 * _S)) == []


def test_tick_when_terminal_sent_heartbeats_then_the_newest_is_echoed_with_its_age() -> None:
    session = _opened(at_s=100)
    session.receive(json.dumps(frames.heartbeat(ticks=41_000_000, echo=None)), 101 * _S)
    session.receive(json.dumps(frames.heartbeat(ticks=43_500_000, echo=None)), 103 * _S + 2_000)

    (beat,) = _frames(session.tick(105 * _S))

    # 105 s less 103.000002 s.
    assert beat["echo"] == {"ticks": 43_500_000, "held": 1_999_998}


def test_heartbeat_when_it_echoes_ours_then_the_round_trip_is_shown_in_ms() -> None:
    session = _opened(at_s=100)
    answer = frames.heartbeat(ticks=40_012_000, echo={"ticks": 100_000_000, "held": 2_000})

    output = session.receive(json.dumps(answer), 100 * _S + 14_500_000)

    # 14.5 ms after our heartbeat, held for 2 ms.
    assert output.latest[0] == RoundTrip(ms=12.5)


# Silence


@pytest.mark.parametrize(("silent_ns", "dead"), [(15 * _S, False), (15 * _S + 1, True)])
def test_tick_when_silent_then_dead_after_fifteen_seconds(silent_ns: int, dead: bool) -> None:
    session = _opened(at_s=100)

    assert (session.tick(100 * _S + silent_ns) is None) is dead


def test_tick_when_anything_was_received_then_silence_begins_anew() -> None:
    session = _opened(at_s=100)
    session.receive('{"type":"symbols_changed","names":["EURUSD"]}', 110 * _S)

    assert session.tick(125 * _S) is not None
    assert session.tick(125 * _S + 1) is None


@pytest.mark.parametrize(("silent_ns", "dead"), [(180 * _S, False), (180 * _S + 1, True)])
def test_tick_when_in_a_trade_call_then_dead_after_180_seconds(silent_ns: int, dead: bool) -> None:
    session = _opened(at_s=100)
    session.receive(_EXECUTING, 101 * _S)

    assert (session.tick(101 * _S + silent_ns) is None) is dead


def test_tick_when_trade_call_was_reported_then_dead_after_fifteen_seconds_again() -> None:
    session = _opened(at_s=100)
    session.receive(_EXECUTING, 101 * _S)
    session.receive(_REPORT, 150 * _S)

    assert session.tick(165 * _S) is not None
    assert session.tick(165 * _S + 1) is None


def test_tick_when_an_older_report_came_during_a_trade_call_then_still_180_seconds() -> None:
    session = _opened(at_s=100)
    session.receive(_EXECUTING, 101 * _S)
    other = json.dumps(frames.report(n=1, id="0" * 32, copy=_COPY))
    session.receive(other, 102 * _S)

    assert session.tick(282 * _S) is not None
    assert session.tick(282 * _S + 1) is None


def test_tick_when_we_did_not_read_then_silence_begins_when_we_do() -> None:
    session = _opened(MASTER, "monitor", at_s=100)
    session.is_unread = True

    assert session.tick(130 * _S) is not None
    session.is_unread = False
    assert session.tick(145 * _S) is not None
    assert session.tick(145 * _S + 1) is None


# Instructions


def test_instruct_when_only_the_hello_was_heard_then_expires_by_its_ticks() -> None:
    # At 100 s here the terminal's clock read 40 s.
    session = _opened(at_s=100)

    frame = session.instruct(_opening(5_000), None, 103 * _S)

    assert frame is not None
    # 43 s there, and 5 s to live.
    assert read_bridge_frame(frame)["expires"] == 48_000_000


def test_instruct_when_offset_is_known_then_expires_by_it() -> None:
    session = _opened(at_s=100)
    # The hello had been on its way for half a second: 40.5 s there at 100 s here.
    echo = {"ticks": 100_000_000, "held": 0}
    session.receive(json.dumps(frames.heartbeat(ticks=40_500_000, echo=echo)), 100 * _S)

    frame = session.instruct(_opening(250), None, 101 * _S)

    assert frame is not None
    assert read_bridge_frame(frame)["expires"] == 41_750_000


def test_l9_instruct_when_no_life_is_left_then_it_is_over_by_any_clock() -> None:
    session = _opened(at_s=100)

    frame = session.instruct(_opening(0), None, 100 * _S)

    assert frame is not None
    assert read_bridge_frame(frame)["expires"] == 0


def test_instruct_when_nothing_was_heard_then_no_opening_but_other_commands() -> None:
    session = _session(FOLLOWER)
    void = VoidInstruction(id=_ID, copy=_COPY, follower=FOLLOWER.key)

    assert session.instruct(_opening(5_000), None, 0) is None
    assert session.instruct(void, None, 0) == f'{{"type":"void","id":"{_ID}"}}'


def test_instruct_when_account_nets_then_the_expected_position_is_told() -> None:
    session = _opened(at_s=100)
    expected = NetPosition(side=Side.SELL, volume=Decimal("0.50"))

    frame = session.instruct(_opening(5_000), expected, 100 * _S)

    assert frame is not None
    told = read_bridge_frame(frame)["expected"]
    assert (told["side"], Decimal(told["volume"])) == ("sell", Decimal("0.50"))
