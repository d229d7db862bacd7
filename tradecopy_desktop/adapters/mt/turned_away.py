"""Remembers the terminals that were not let in lately. Never holds a key."""

from collections import deque
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from tradecopy_desktop.adapters.mt.session import Session
from tradecopy_desktop.domain.errors import ProtocolError
from tradecopy_desktop.domain.refusals import Refusal
from tradecopy_desktop.ports import Clock

_MOST: Final = 64
UNKNOWN_KEY: Final = "unknown_key"
_CODES: Final = {
    HTTPStatus.UNAUTHORIZED: UNKNOWN_KEY,
    HTTPStatus.TOO_MANY_REQUESTS: "too_many",
}


class TurnedAway:
    """The last refusals, the newest last; one that repeats itself counts once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._refusals: deque[Refusal] = deque(maxlen=_MOST)

    def note_handshake(self, status: HTTPStatus, text: str) -> None:
        """Remember an answer to a handshake; what is no terminal at all is nobody's matter."""
        code = _CODES.get(status)
        if code is not None:
            self._add(Refusal(at=self._clock.now(), account=None, code=code, text=text))

    def note_hello(self, session: Session, error: ProtocolError) -> None:
        """Remember a terminal that came by a known key and was not welcomed."""
        switched = session.switched
        refusal = Refusal(
            at=self._clock.now(),
            account=session.key,
            code=error.code,
            text=error.message,
            shown=None if switched is None else switched.shown,
        )
        self._add(refusal)

    def refusals(self) -> Sequence[Refusal]:
        """Return who was not let in, the newest last."""
        return tuple(self._refusals)

    def _add(self, refusal: Refusal) -> None:
        # An Expert Advisor tries again every few seconds.
        for known in self._refusals:
            if _what(known) == _what(refusal):
                self._refusals.remove(known)
                break
        self._refusals.append(refusal)


def _what(refusal: Refusal) -> tuple[object, ...]:
    return refusal.account, refusal.code, refusal.shown
