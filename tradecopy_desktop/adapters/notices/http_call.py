"""One request to an address that the trader gave. Its text never holds more of it than the host.

Follows a redirect within the host alone, with the same method: an address that leads elsewhere
would carry the trader's alarms to somebody whom nobody chose.
"""

import ssl
from http.client import HTTPException, HTTPMessage
from typing import IO, Final
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from tradecopy_desktop.adapters.notices.errand import STEP_S
from tradecopy_desktop.adapters.notices.trouble import of_connection
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.notices import is_this_machine

_MOST_READ: Final = 1_024
_MOST_REDIRECTS: Final = 3
_AGAIN: Final = frozenset({301, 302, 307, 308})


class HttpCall:
    """Posts a text to an address, or asks for it. Calls block: not for the loop."""

    def __init__(
        self, url: str, *, tls: ssl.SSLContext | None = None, step_s: float = STEP_S
    ) -> None:
        self._url = url
        self._host = urlsplit(url).hostname or ""
        self._tls = tls
        self._step_s = step_s

    def post(self, body: bytes) -> None:
        """Post JSON; raise TradeCopyError unless the host says that all is well."""
        self._ask(Request(self._url, body, _HEADERS, method="POST"))  # noqa: S310 - http only

    def get(self) -> None:
        """Ask for the address; raise TradeCopyError unless the host says that all is well."""
        self._ask(Request(self._url, None, _ASKING, method="GET"))  # noqa: S310 - http only

    def _ask(self, request: Request) -> None:
        try:
            with self._opener().open(request, timeout=self._step_s) as answer:
                answer.read(_MOST_READ)
        except HTTPError as e:
            e.close()
            reason = f" ({e.reason})" if e.reason else ""
            raise TradeCopyError(
                f"{self._host} answered {e.code}{reason}: check the address"
            ) from None
        except (URLError, OSError, HTTPException, ValueError) as e:
            # "from None": the cause may hold the whole address, and the log shows causes.
            raise TradeCopyError(of_connection(self._host, e)) from None

    def _opener(self) -> OpenerDirector:
        tls = self._tls or ssl.create_default_context()
        handlers = [HTTPSHandler(context=tls), _WithinHost()]
        if is_this_machine(self._host):
            # No proxy can reach what listens on this machine alone.
            return build_opener(ProxyHandler({}), *handlers)
        return build_opener(*handlers)


class _WithinHost(HTTPRedirectHandler):
    max_redirections = _MOST_REDIRECTS
    max_repeats = _MOST_REDIRECTS

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the same request to the new address, or None, which makes it an error."""
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        if _place(before) != _place(after):
            fp.close()
            raise TradeCopyError(
                f"{before.hostname} sends everything on to {after.hostname}, which was not "
                "followed: enter the final address if you trust it"
            )
        if code not in _AGAIN:
            return None
        return Request(newurl, req.data, req.headers, method=req.get_method())  # noqa: S310


def _place(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port


_ASKING: Final = {"User-Agent": "TradeCopy-Desktop"}
_HEADERS: Final = _ASKING | {"Content-Type": "application/json; charset=utf-8"}
