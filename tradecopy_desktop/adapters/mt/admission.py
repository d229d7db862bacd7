"""Who may open a connection, by the headers of the handshake alone."""

from collections import deque
from http import HTTPStatus

from websockets.http11 import Request

from tradecopy_desktop.ports import AccountRecord, Clock, TerminalHost

PATH = "/ea"
_FAILURES = 20
_WINDOW_NS = 10_000_000_000
_BEARER = "Bearer "


class Admission:
    """Checks handshakes. After twenty wrong keys within ten seconds wrong ones are put off."""

    def __init__(self, host: TerminalHost, clock: Clock) -> None:
        self._host = host
        self._clock = clock
        self._failures: deque[int] = deque(maxlen=_FAILURES)

    def refuse(self, request: Request) -> tuple[HTTPStatus, str] | None:
        """Return the HTTP answer to a handshake that is not let in, None if it is."""
        headers = request.headers
        if request.path != PATH:
            return HTTPStatus.NOT_FOUND, f"terminals connect to {PATH}"
        if "Origin" in headers:
            return HTTPStatus.FORBIDDEN, "not for browsers"
        if not headers.get_all("Sec-WebSocket-Protocol"):
            return HTTPStatus.BAD_REQUEST, "the subprotocol tradecopy.v1 is missing"
        # A right key is let in whatever others try: its terminal may have copies to close.
        if self.account_of(request) is not None:
            return None
        now = self._clock.monotonic_ns()
        if len(self._failures) == _FAILURES and now - self._failures[0] < _WINDOW_NS:
            return HTTPStatus.TOO_MANY_REQUESTS, "too many wrong keys, wait ten seconds"
        self._failures.append(now)
        return HTTPStatus.UNAUTHORIZED, "the key is missing or unknown"

    def account_of(self, request: Request | None) -> AccountRecord | None:
        """Return the account of a handshake's key, None for a missing or unknown key."""
        if request is None:
            return None
        values = request.headers.get_all("Authorization")
        if len(values) != 1 or not values[0].startswith(_BEARER):
            return None
        return self._host.admit(values[0].removeprefix(_BEARER))
