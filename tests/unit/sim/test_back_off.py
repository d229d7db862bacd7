"""How long a terminal waits before it tries again."""

from random import Random

import pytest
from websockets.datastructures import Headers
from websockets.exceptions import InvalidStatus
from websockets.http11 import Response

from tradecopy_desktop.sim.terminal import Pace
from tradecopy_desktop.sim.terminal.connecting import BackOff
from tradecopy_desktop.sim.terminal.session import BridgeRefusedError


def _refusal(status: int) -> InvalidStatus:
    return InvalidStatus(Response(status, "refused", Headers(), b""))


def _back_off() -> BackOff:
    return BackOff(Pace(), Random(1))


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_wait_when_the_refusal_will_last_is_half_a_minute(status: int) -> None:
    assert _back_off().after(_refusal(status)) == 30


def test_wait_when_there_were_too_many_tries_is_ten_seconds() -> None:
    assert _back_off().after(_refusal(429)) == 10


def test_wait_when_refused_after_the_hello_is_half_a_minute() -> None:
    assert _back_off().after(BridgeRefusedError("already_running")) == 30


def test_wait_when_the_bridge_is_away_grows_to_five_seconds_and_begins_anew() -> None:
    back_off = _back_off()

    waits = [back_off.after(ending) for ending in (OSError(), None, _refusal(503)) for _ in "ab"]
    back_off.succeeded()
    first_again = back_off.after(None)

    # The upper end doubles from 0.5 to 5; the wait lies between half of it and all of it.
    uppers = [0.5, 1, 2, 4, 5, 5]
    assert all(u / 2 <= wait <= u for wait, u in zip(waits, uppers, strict=True))
    assert 0.25 <= first_again <= 0.5
