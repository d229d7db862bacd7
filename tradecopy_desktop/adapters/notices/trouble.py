"""What a failing connection means, in one sentence for the trader. Never repeats an address."""

import socket
import ssl
from http.client import HTTPException
from typing import Final
from urllib.error import URLError

# The first that fits: a kind stands before the kinds that it is one of.
_MEANINGS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (ssl.SSLError, "speaks no TLS that this program trusts: check the port and the security"),
    (TimeoutError, "gave no answer in time: check the address and the connection"),
    (socket.gaierror, "was not found: check its name and the connection"),
    (ConnectionRefusedError, "refused the connection: check the address and its port"),
    (ConnectionError, "broke the connection: check the address and its port"),
    (HTTPException, "gave an answer that is none of HTTP: check the address and its port"),
    (OSError, "could not be reached: check the connection"),
)


def of_connection(host: str, error: Exception) -> str:
    """Return what went wrong on the way to `host`, and what to do."""
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        return (
            f"{host} could not prove who it is ({reason.verify_message}), so nothing was sent: "
            "check the host's name and this machine's clock"
        )
    for kind, meaning in _MEANINGS:
        if isinstance(reason, kind):
            return f"{host} {meaning}"
    return f"{host} could not be asked ({type(reason).__name__}): check the address"
