"""Where alarms may go, and when warnings keep still."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tradecopy_desktop.domain.notices import (
    DeadManSettings,
    MailSettings,
    Notice,
    QuietHours,
    Security,
    Severity,
    WebhookSettings,
)


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example.com/in/s3cret?x=1",
        "https://hooks.example.com:8443/",
        "http://127.0.0.1:8080/in",
        "http://127.8.9.1/in",
        "http://localhost/in",
        "http://[::1]:80/in",
    ],
)
def test_webhook_when_safe_then_is_taken(url: str) -> None:
    assert WebhookSettings(url=url).url == url
    assert DeadManSettings(url=url).every_s == 60


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://hooks.example.com/s3cret", "must begin with https://, so that nobody"),
        ("http://127.0.0.1.example.com/s3cret", "must begin with https://"),
        ("http://10.0.0.1/s3cret", "must begin with https://"),
        ("ftp://localhost/s3cret", "must begin with https://"),
        ("file:///s3cret", "must be one such as https://host/path"),
        ("s3cret", "must be one such as https://host/path"),
        ("", "must be one such as https://host/path"),
        ("https:///s3cret", "must be one such as https://host/path"),
        ("https://host:99999/s3cret", "must be one such as https://host/path"),
        ("https://[::1/s3cret", "must be one such as https://host/path"),
        ("https://host/s3cret\r\nX: 1", "must be one such as https://host/path"),
        ("https://host/s3cret ", "must be one such as https://host/path"),
        ("https://höst/s3cret", "must be one such as https://host/path"),
        ("https://host/s3cret" + "x" * 1_000, "must be one such as https://host/path"),
        ("https://me:s3cret@host/", "must hold no user and no password before the host"),
    ],
)
def test_webhook_when_not_safe_then_says_why_and_repeats_nothing_of_it(url: str, why: str) -> None:
    for make, what in (
        (WebhookSettings, "the webhook's address"),
        (DeadManSettings, "the dead-man address"),
    ):
        with pytest.raises(ValueError, match=f"^{what} ") as refused:
            make(url=url)
        assert why in str(refused.value)
        assert "s3cret" not in str(refused.value)


def test_webhook_when_the_trader_allows_plain_http_then_it_is_taken_and_nothing_else() -> None:
    assert WebhookSettings(url="http://10.0.0.1/in", allow_plain=True).allow_plain
    with pytest.raises(ValueError, match="must begin with https://"):
        WebhookSettings(url="ftp://10.0.0.1/in", allow_plain=True)


def test_secret_addresses_when_shown_then_are_left_out() -> None:
    shown = f"{WebhookSettings(url='https://a/s3cret')} {DeadManSettings(url='https://a/s3cret')}"

    assert "s3cret" not in shown


def test_dead_man_when_asked_too_often_then_is_refused() -> None:
    with pytest.raises(ValueError, match="every_s must be >= 10, was 9"):
        DeadManSettings(url="https://a/b", every_s=9)


def mail(
    host: str = "mail.example.com",
    port: int = 587,
    sender: str = "copier@example.com",
    recipients: tuple[str, ...] = ("trader@example.com",),
) -> MailSettings:
    return MailSettings(
        host=host,
        port=port,
        security=Security.STARTTLS,
        user="copier",
        sender=sender,
        recipients=recipients,
    )


def test_mail_when_its_server_changes_then_needs_another_password() -> None:
    assert mail().secret_name == "mail copier at mail.example.com"
    assert mail(host="other.example.com").secret_name == "mail copier at other.example.com"


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: mail(host=""), "host must be the name of a mail server, was ''"),
        (lambda: mail(host="a b"), "host must be the name of a mail server, was 'a b'"),
        (lambda: mail(port=0), "port must be 1 to 65535, was 0"),
        (lambda: mail(port=65_536), "port must be 1 to 65535, was 65536"),
        (lambda: mail(recipients=()), "a mail needs at least one recipient"),
        (lambda: mail(sender="copier"), "a mail address is written name@host, was 'copier'"),
        (lambda: mail(recipients=("a@b", "@b")), "a mail address is written name@host, was '@b'"),
        (lambda: mail(recipients=("a@b,c@d",)), "name@host, was 'a@b,c@d'"),
        (lambda: mail(recipients=("a@b\nBcc:c@d",)), "a mail address is written name@host"),
    ],
)
def test_mail_when_its_settings_can_be_none_then_says_so(
    make: Callable[[], MailSettings], why: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        make()


# Prague is one hour ahead of UTC in winter and two in summer.
NIGHT = QuietHours(begins=22 * 60, ends=7 * 60, zone="Europe/Prague")
LUNCH = QuietHours(begins=12 * 60, ends=13 * 60)


@pytest.mark.parametrize(
    ("hours", "at", "silent"),
    [
        (NIGHT, "2025-01-14T20:59:59", False),  # 21:59:59
        (NIGHT, "2025-01-14T21:00:00", True),  # 22:00
        (NIGHT, "2025-01-14T23:30:00", True),  # 00:30
        (NIGHT, "2025-01-15T05:59:59", True),  # 06:59:59
        (NIGHT, "2025-01-15T06:00:00", False),  # 07:00
        (NIGHT, "2025-07-14T19:59:59", False),  # 21:59:59
        (NIGHT, "2025-07-14T20:00:00", True),  # 22:00
        (NIGHT, "2025-07-15T05:00:00", False),  # 07:00
        (LUNCH, "2025-01-14T11:59:59", False),
        (LUNCH, "2025-01-14T12:00:00", True),
        (LUNCH, "2025-01-14T12:59:59", True),
        (LUNCH, "2025-01-14T13:00:00", False),
    ],
)
def test_quiet_hours_when_a_warning_comes_then_silence_it_by_their_own_clock(
    hours: QuietHours, at: str, silent: bool
) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)

    def silenced(severity: Severity) -> bool:
        return hours.silence(Notice(title="Gold", text="", severity=severity, at=moment))

    assert silenced(Severity.WARNING) is silent
    assert silenced(Severity.ALARM) is False


@pytest.mark.parametrize(
    ("begins", "ends", "zone", "why"),
    [
        (-1, 60, "UTC", "begins must be 0 to 1439, was -1"),
        (0, 1_440, "UTC", "ends must be 0 to 1439, was 1440"),
        (60, 60, "UTC", "quiet hours must not end as they begin, at minute 60"),
        (0, 60, "Europe/Atlantis", "'Europe/Atlantis' is no known time zone"),
        (0, 60, "../etc", "'../etc' is no known time zone"),
        (0, 60, "", "'' is no known time zone"),
    ],
)
def test_quiet_hours_when_they_can_be_none_then_say_so(
    begins: int, ends: int, zone: str, why: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        QuietHours(begins=begins, ends=ends, zone=zone)
