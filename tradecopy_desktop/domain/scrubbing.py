"""Takes secrets out of a text that leaves the program. Knows no text in which they might stand.

Secrets that are known go in every spelling; addresses, mail addresses and long tokens go always.
"""

import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote, quote_plus

REMOVED: Final = "<removed>"
_LEAST_SECRET: Final = 3
# Shorter pieces of base64 stand in ordinary words.
_LEAST_PIECE: Final = 6
_SHOWN_DIGITS: Final = 3
_LETTER: Final = "[A-Za-z0-9+/_-]"
_NOTHING: Final = "(?!)"
_URL: Final = re.compile(r"\b(\w+)://(?!127\.0\.0\.1[:/]|localhost[:/])[^\s\"'<>]+")
# A login at a server that is masked already begins with dots.
_MAIL: Final = re.compile(r"(?<![\w.+\N{HORIZONTAL ELLIPSIS}-])[\w.+-]+@[\w-]+(\.[\w-]+)+")
# Keys of terminals have 43 letters, names of copies 32.
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{40,}={0,2}")


class Scrubber:
    """Scrubs texts. `logins` are shown with their last digits; `folders` get other names."""

    def __init__(
        self,
        *,
        secrets: Iterable[str] = (),
        logins: Iterable[str] = (),
        folders: Iterable[tuple[str, str]] = (),
    ) -> None:
        known = [secret for secret in secrets if len(secret) >= _LEAST_SECRET]
        self._secrets = _any_of(each for secret in known for each in _spellings(secret))
        # The letters at both ends hang on the secret and on what stands beside it.
        self._pieces = _any_of(
            (each for secret in known for each in _pieces(secret)),
            before=f"{_LETTER}?",
            after=f"{_LETTER}?={{0,2}}",
        )
        self._logins = {login: masked(login) for login in logins if login}
        self._folders = [each for each in folders if each[0]]
        self._login = _any_of(self._logins, before=r"(?<!\d)", after=r"(?!\d)")

    def scrub(self, text: str) -> str:
        """Return the text without secrets."""
        for spelled in (self._secrets, self._pieces):
            text = spelled.sub(REMOVED, text)
        for folder, name in self._folders:
            text = text.replace(folder, name)
        return scrub(self._login.sub(lambda match: self._logins[match.group()], text))


def scrub(text: str) -> str:
    """Return the text without what looks like a secret."""
    text = _URL.sub(rf"\1://{REMOVED}", text)
    return _TOKEN.sub(REMOVED, _MAIL.sub(REMOVED, text))


def masked(login: str) -> str:
    """Return a login of which the last three digits are left, fewer of a short one."""
    shown = min(_SHOWN_DIGITS, len(login) // 2)
    return f"\N{HORIZONTAL ELLIPSIS}{login[len(login) - shown :]}"


def _any_of(texts: Iterable[str], *, before: str = "", after: str = "") -> re.Pattern[str]:
    # The longest first: a short one may be a part of it.
    found = "|".join(re.escape(each) for each in sorted(set(texts), key=len, reverse=True))
    return re.compile(f"{before}(?:{found}){after}" if found else _NOTHING)


def _spellings(secret: str) -> Iterator[str]:
    plain = secret.encode()
    yield secret
    yield quote(secret, safe="")
    yield quote(secret)
    yield quote_plus(secret)
    yield repr(secret)[1:-1]
    yield secret.encode("unicode_escape").decode()
    yield plain.hex()
    yield plain.hex().upper()


def _pieces(secret: str) -> Iterator[str]:
    """Yield what base64 makes of a secret, wherever it stands in what is encoded."""
    plain = secret.encode()
    for encode in (b64encode, urlsafe_b64encode):
        for shift in range(3):
            piece = _inside(encode(bytes(shift) + plain).decode(), shift, len(plain))
            if len(piece) >= _LEAST_PIECE:
                yield piece


def _inside(encoded: str, shift: int, length: int) -> str:
    """Return the letters that depend on the secret alone, whatever stands around it."""
    first = (shift * 8 + 5) // 6
    last = (shift + length) * 8 // 6
    return encoded[first:last]
