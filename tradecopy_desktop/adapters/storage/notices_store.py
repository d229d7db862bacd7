"""Where alarms go, in the database; addresses and passwords in the vault. Sends nothing."""

from collections.abc import Callable
from typing import Final, TypeVar

import msgspec
from sqlalchemy import Engine, delete, select

from tradecopy_desktop.adapters.storage.settings_access import reading, saving
from tradecopy_desktop.adapters.storage.tables import notice_settings
from tradecopy_desktop.adapters.storage.upsert import upsert
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.notices import (
    DEAD_MAN_SECRET,
    WEBHOOK_SECRET,
    DeadManSettings,
    MailSettings,
    NoticeRules,
    QuietHours,
    Security,
    WebhookSettings,
)
from tradecopy_desktop.guard_ports import StoredNotices
from tradecopy_desktop.ports import SecretVault

_Value = TypeVar("_Value")


class _Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class WebhookForm(_Form, frozen=True):
    """A stored WebhookSettings, without its address."""

    allow_plain: bool


class MailForm(_Form, frozen=True):
    """A stored MailSettings."""

    host: str
    port: int
    security: Security
    user: str
    sender: str
    recipients: tuple[str, ...]


class DeadManForm(_Form, frozen=True):
    """A stored DeadManSettings, without its address."""

    every_s: int


class QuietForm(_Form, frozen=True):
    """A stored QuietHours."""

    begins: int
    ends: int
    zone: str


class SqlNoticeSettings:
    """Where alarms go. Every call reads or writes disk and keyring: not for the loop."""

    def __init__(self, engine: Engine, vault: SecretVault) -> None:
        self._engine = engine
        self._vault = vault

    def load(self) -> StoredNotices:
        """Return what the trader set; raise TradeCopyError if the database fails."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(notice_settings)).all()
        bodies = {row.part: row.body for row in rows}
        troubles: list[str] = []

        def part(name: str, read: Callable[[str], _Value]) -> _Value | None:
            if name not in bodies:
                return None
            try:
                return read(bodies[name])
            except (ValueError, TradeCopyError) as error:
                troubles.append(f"the stored {_CALLED[name]} cannot be used: {error}")
                return None

        rules = NoticeRules(
            webhook=part("webhook", self._webhook),
            mail=part("mail", _mail),
            dead_man=part("dead_man", self._dead_man),
            quiet=part("quiet", _quiet),
        )
        return StoredNotices(rules=rules, unreadable=tuple(troubles))

    def save(self, rules: NoticeRules, *, password: str | None = None) -> None:
        """Replace what the trader set, and the mail's password unless it is None.

        Raise TradeCopyError if a login by mail has no password, or anything was not kept.
        """
        before = self.load().rules
        # Secrets come first and go last: what is stored must never lack the one that it needs.
        self._put_secrets(rules, password)
        with saving(self._engine, "where alarms go") as connection:
            connection.execute(delete(notice_settings))
            rows = [
                {"part": name, "body": _encoder.encode(form).decode()}
                for name, form in _forms_of(rules).items()
            ]
            upsert(connection, notice_settings, rows)
        for name in _secrets_of(before) - _secrets_of(rules):
            self._vault.drop(name)

    def _put_secrets(self, rules: NoticeRules, password: str | None) -> None:
        if rules.mail is not None and rules.mail.user:
            if password is not None:
                self._vault.put(rules.mail.secret_name, password)
            elif self._vault.get(rules.mail.secret_name) is None:
                raise TradeCopyError(f"enter the password of {rules.mail.user} for e-mail")
        if rules.webhook is not None:
            self._vault.put(WEBHOOK_SECRET, rules.webhook.url)
        if rules.dead_man is not None:
            self._vault.put(DEAD_MAN_SECRET, rules.dead_man.url)

    def _webhook(self, body: str) -> WebhookSettings:
        form = msgspec.json.decode(body, type=WebhookForm)
        return WebhookSettings(url=self._secret(WEBHOOK_SECRET), allow_plain=form.allow_plain)

    def _dead_man(self, body: str) -> DeadManSettings:
        form = msgspec.json.decode(body, type=DeadManForm)
        return DeadManSettings(url=self._secret(DEAD_MAN_SECRET), every_s=form.every_s)

    def _secret(self, name: str) -> str:
        secret = self._vault.get(name)
        if secret is None:
            raise TradeCopyError("its address is not in the keyring any more, enter it again")
        return secret


def _mail(body: str) -> MailSettings:
    form = msgspec.json.decode(body, type=MailForm)
    return msgspec.convert(form, MailSettings, from_attributes=True)


def _quiet(body: str) -> QuietHours:
    form = msgspec.json.decode(body, type=QuietForm)
    return msgspec.convert(form, QuietHours, from_attributes=True)


def _forms_of(rules: NoticeRules) -> dict[str, _Form]:
    parts = {
        "webhook": (rules.webhook, WebhookForm),
        "mail": (rules.mail, MailForm),
        "dead_man": (rules.dead_man, DeadManForm),
        "quiet": (rules.quiet, QuietForm),
    }
    return {
        name: msgspec.convert(value, form, from_attributes=True)
        for name, (value, form) in parts.items()
        if value is not None
    }


def _secrets_of(rules: NoticeRules) -> set[str]:
    names = {WEBHOOK_SECRET} if rules.webhook else set()
    names |= {DEAD_MAN_SECRET} if rules.dead_man else set()
    return names | ({rules.mail.secret_name} if rules.mail and rules.mail.user else set())


_CALLED: Final = {
    "webhook": "webhook",
    "mail": "e-mail",
    "dead_man": "dead-man ping",
    "quiet": "quiet hours",
}
_encoder = msgspec.json.Encoder(order="deterministic")
