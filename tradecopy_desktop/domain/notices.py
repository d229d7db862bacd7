"""Alarms that leave the machine: what they say, where they go, when they keep still (rule G7).

Values only. An address to which anybody could post is a secret; it is in no text of an error here.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MINUTES_OF_DAY: Final = 1_440
_LARGEST_PORT: Final = 65_535
_LEAST_PING_S: Final = 10
# The keyrings of all systems take this, and no service gives longer addresses.
_LONGEST_ADDRESS: Final = 1_000


class Severity(StrEnum):
    """How much a notice matters: good to know, a warning, or a breach and the like."""

    NOTE = "note"
    WARNING = "warning"
    ALARM = "alarm"

    @property
    def height(self) -> int:
        """Return a number that rises with the severity."""
        return tuple(Severity).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the trader is told, at a time in UTC."""

    title: str
    text: str
    severity: Severity
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """An address that takes notices as JSON. `allow_plain`: also by http to another machine."""

    url: str = field(repr=False)
    allow_plain: bool = False

    def __post_init__(self) -> None:
        _check_address("the webhook's address", self.url, allow_plain=self.allow_plain)


class Security(StrEnum):
    """How a mail server is spoken to: by TLS from the first byte, or from STARTTLS on."""

    TLS = "tls"
    STARTTLS = "starttls"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """A mail server and who writes to whom. With `user` "" the server asks for no login."""

    host: str
    port: int
    security: Security
    user: str
    sender: str
    recipients: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.host or _has_gaps(self.host):
            raise ValueError(f"host must be the name of a mail server, was {self.host!r}")
        if not 0 < self.port <= _LARGEST_PORT:
            raise ValueError(f"port must be 1 to {_LARGEST_PORT}, was {self.port}")
        if not self.recipients:
            raise ValueError("a mail needs at least one recipient")
        for each in (self.sender, *self.recipients):
            name, at, domain = each.rpartition("@")
            if not (name and at and domain) or _has_gaps(each) or set(each) & set("<>,;:"):
                raise ValueError(f"a mail address is written name@host, was {each!r}")

    @property
    def secret_name(self) -> str:
        """Return under which name the password is kept; it is never sent to another server."""
        return f"mail {self.user} at {self.host}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadManSettings:
    """An address that is asked for while the program runs, and that raises alarm when it is not."""

    url: str = field(repr=False)
    every_s: int = 60

    def __post_init__(self) -> None:
        _check_address("the dead-man address", self.url, allow_plain=False)
        if self.every_s < _LEAST_PING_S:
            raise ValueError(f"every_s must be >= {_LEAST_PING_S}, was {self.every_s}")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """From `begins` to `ends`, minutes of the day on the wall clocks of `zone`, over midnight too.

    Warnings keep still then; a breach never does.
    """

    begins: int
    ends: int
    zone: str = "UTC"

    def __post_init__(self) -> None:
        for name, minute in (("begins", self.begins), ("ends", self.ends)):
            if not 0 <= minute < _MINUTES_OF_DAY:
                raise ValueError(f"{name} must be 0 to 1439, was {minute}")
        if self.begins == self.ends:
            raise ValueError(f"quiet hours must not end as they begin, at minute {self.ends}")
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as e:
            raise ValueError(f"{self.zone!r} is no known time zone") from e

    def silence(self, notice: Notice) -> bool:
        """Tell whether a notice is one that is not sent because of its time."""
        if notice.severity is Severity.ALARM:
            return False
        at = notice.at.astimezone(ZoneInfo(self.zone))
        minute = at.hour * 60 + at.minute
        if self.begins < self.ends:
            return self.begins <= minute < self.ends
        return minute >= self.begins or minute < self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRules:
    """Everything that the trader set about alarms that leave the machine; None: not used."""

    webhook: WebhookSettings | None = None
    mail: MailSettings | None = None
    dead_man: DeadManSettings | None = None
    quiet: QuietHours | None = None


WEBHOOK_SECRET: Final = "webhook address"  # noqa: S105 - the name of a secret, not the secret
DEAD_MAN_SECRET: Final = "dead-man address"  # noqa: S105 - the same


def is_this_machine(host: str) -> bool:
    """Tell whether a host is the machine that the program runs on."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _check_address(what: str, url: str, *, allow_plain: bool) -> None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if not url.isascii() or _has_gaps(url) or not host or len(url) > _LONGEST_ADDRESS:
        raise ValueError(f"{what} must be one such as https://host/path, in plain letters")
    if parts.username is not None or parts.password is not None:
        raise ValueError(f"{what} must hold no user and no password before the host")
    if parts.scheme == "https":
        return
    if parts.scheme != "http" or not (allow_plain or is_this_machine(host)):
        raise ValueError(
            f"{what} must begin with https://, so that nobody on the way can read what is sent"
        )


def _has_gaps(text: str) -> bool:
    return any(each.isspace() or not each.isprintable() for each in text)
