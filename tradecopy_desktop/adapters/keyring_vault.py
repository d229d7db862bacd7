"""Secrets in the operating system's keyring, or nowhere. Never falls back to a file."""

from collections.abc import Callable
from typing import Final, TypeVar

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend

from tradecopy_desktop.adapters.secret_length import check_secret
from tradecopy_desktop.domain.errors import TradeCopyError

# By keyring's own word, what has a lower priority is not meant for secrets: files, the null ring.
_LOWEST_PRIORITY: Final = 1

_Result = TypeVar("_Result")

_NO_KEYRING: Final = (
    "no keyring was found to keep keys in: on Windows start the Credential Manager service, "
    "on Linux install and unlock gnome-keyring or KWallet"
)


class KeyringVault:
    """Keeps each secret under `service` and its name. Calls may block: not for the loop."""

    def __init__(self, service: str = "TradeCopy Desktop") -> None:
        self._service = service

    def get(self, name: str) -> str | None:
        """Return the secret, or None where there is none."""
        ring = _ring()
        return _asked(lambda: ring.get_password(self._service, name), f"read {name!r} from")

    def put(self, name: str, secret: str) -> None:
        """Store a secret; raise TradeCopyError if it is empty, too long, or was not kept."""
        check_secret(name, secret)
        ring = _ring()
        _asked(lambda: ring.set_password(self._service, name, secret), f"store {name!r} in")
        if self.get(name) != secret:
            raise TradeCopyError(f"the keyring {ring.name} did not keep {name!r}: unlock it")

    def drop(self, name: str) -> None:
        """Forget a secret; nothing happens where there is none."""
        if self.get(name) is not None:
            ring = _ring()
            _asked(lambda: ring.delete_password(self._service, name), f"remove {name!r} from")


def _ring() -> KeyringBackend:
    ring = keyring.get_keyring()
    # Several keyrings at once would include those that are not meant for secrets.
    rings = ring.backends if isinstance(ring, ChainerBackend) else [ring]
    for each in rings:
        if each.priority >= _LOWEST_PRIORITY:
            return each
    raise TradeCopyError(_NO_KEYRING)


def _asked(ask: Callable[[], _Result], what: str) -> _Result:
    try:
        return ask()
    # Every keyring fails in its own way.
    except Exception as e:
        raise TradeCopyError(
            f"could not {what} the keyring: unlock it and try again ({type(e).__name__}: {e})"
        ) from e
