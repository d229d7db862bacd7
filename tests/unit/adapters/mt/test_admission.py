"""Whom a handshake lets in, by its headers; the clock is set by hand."""

from http import HTTPStatus

import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request

from tests.contract.bridge_stand import HandClock, MemoryHost
from tests.e2e.rig import MASTER
from tradecopy_desktop.adapters.mt.admission import Admission

_WELL = {
    "Authorization": f"Bearer {MASTER.secret}",
    "Sec-WebSocket-Protocol": "tradecopy.v1",
}
_WRONG = _WELL | {"Authorization": "Bearer some-wrong-key-0123456"}


def _request(headers: dict[str, str], path: str = "/ea") -> Request:
    return Request(path, Headers(headers))


def _status(admission: Admission, request: Request) -> HTTPStatus | None:
    refusal = admission.refuse(request)
    return None if refusal is None else refusal[0]


@pytest.fixture
def clock() -> HandClock:
    """Return a clock that stands still."""
    return HandClock()


@pytest.fixture
def admission(clock: HandClock) -> Admission:
    """Return a door whose host knows the master's key."""
    return Admission(MemoryHost(), clock)


def test_refuse_when_all_is_well_then_none(admission: Admission) -> None:
    request = _request(_WELL)

    assert admission.refuse(request) is None
    account = admission.account_of(request)
    assert account is not None
    assert account.key == MASTER.key


def test_account_when_there_is_no_request_then_none(admission: Admission) -> None:
    assert admission.account_of(None) is None


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Bearer",
        "Bearer ",
        f"bearer {MASTER.secret}",
        f"Basic {MASTER.secret}",
        f"Bearer  {MASTER.secret}",
        f"Bearer {MASTER.secret} ",
        f"Bearer {MASTER.secret},",
        MASTER.secret,
        "Bearer key-\xfc-0123456789",
    ],
)
def test_refuse_when_key_is_not_as_registered_then_401(admission: Admission, value: str) -> None:
    request = _request(_WELL | {"Authorization": value})

    assert _status(admission, request) == 401
    assert admission.account_of(request) is None


def test_refuse_when_there_is_no_key_then_401(admission: Admission) -> None:
    request = _request({"Sec-WebSocket-Protocol": "tradecopy.v1"})

    assert _status(admission, request) == 401


def test_refuse_when_several_things_are_wrong_then_the_path_comes_first(
    admission: Admission,
) -> None:
    browser = _WRONG | {"Origin": "null"}
    bare = {name: value for name, value in browser.items() if name != "Sec-WebSocket-Protocol"}

    assert _status(admission, _request(bare, "/")) == 404
    assert _status(admission, _request(bare)) == 403
    assert _status(admission, _request({"Authorization": _WRONG["Authorization"]})) == 400


def test_refuse_when_wrong_keys_are_spread_over_time_then_never_429(
    admission: Admission, clock: HandClock
) -> None:
    for _ in range(40):
        assert _status(admission, _request(_WRONG)) == 401
        clock.set_forward(0.6)


def test_refuse_when_twenty_wrong_keys_then_429_until_ten_seconds_after_the_first(
    admission: Admission, clock: HandClock
) -> None:
    for _ in range(20):
        assert _status(admission, _request(_WRONG)) == 401
        clock.set_forward(0.1)

    # The first was 2 s ago.
    assert _status(admission, _request(_WRONG)) == 429
    clock.set_forward(7.9)
    assert _status(admission, _request(_WRONG)) == 429
    clock.set_forward(0.1)
    assert _status(admission, _request(_WRONG)) == 401


def test_refuse_when_others_try_wrong_keys_then_a_right_one_is_let_in(
    admission: Admission,
) -> None:
    for _ in range(20):
        admission.refuse(_request(_WRONG))
    assert _status(admission, _request(_WRONG)) == 429

    assert admission.refuse(_request(_WELL)) is None


def test_refuse_when_browsers_and_strangers_come_then_they_do_not_count_as_tries(
    admission: Admission,
) -> None:
    for _ in range(30):
        admission.refuse(_request(_WRONG | {"Origin": "http://127.0.0.1"}))
        admission.refuse(_request(_WRONG, "/favicon.ico"))

    assert _status(admission, _request(_WRONG)) == 401
