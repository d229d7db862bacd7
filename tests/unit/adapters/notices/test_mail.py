"""A mail goes by TLS to every recipient, after a login; every failure is a sentence."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.unit.adapters.notices.http_server import trusting
from tests.unit.adapters.notices.smtp_server import SmtpServer
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.adapters.notices.mail import Mail
from tradecopy_desktop.domain.errors import DeliveredInPartError, TradeCopyError
from tradecopy_desktop.domain.notices import MailSettings, Notice, Security, Severity

NOTICE = Notice(
    title="Daily loss",
    text="500.00 of 500.00 € used",
    severity=Severity.ALARM,
    at=datetime(2025, 3, 14, 12, 0, 0, 250_000, tzinfo=UTC),
)
BOTH = ("trader@example.com", "partner@example.com")


def mail(
    server: SmtpServer, *, password: str | None = "correct horse", trusts: bool = True
) -> Mail:
    settings = MailSettings(
        host="localhost",
        port=server.port,
        security=Security.TLS if server.tls else Security.STARTTLS,
        user="copier@example.com",
        sender="copier@example.com",
        recipients=BOTH,
    )
    vault = MemoryVault()
    if password is not None:
        vault.put(settings.secret_name, password)
    return Mail(settings, vault, tls=trusting() if trusts else None, step_s=5.0)


async def refusal(courier: Mail) -> str:
    """Return what a courier says that could not send a notice."""
    with pytest.raises(TradeCopyError) as refused:
        await courier.send(NOTICE)
    return str(refused.value)


@pytest.mark.parametrize("tls", [True, False])
async def test_mail_when_sent_then_arrives_at_every_recipient(tls: bool) -> None:
    async with SmtpServer(tls=tls) as server:
        await mail(server).send(NOTICE)

        (got,) = server.mails
    assert (got.sender, got.recipients) == ("copier@example.com", list(BOTH))
    assert got.user == "copier@example.com"
    assert got.message["Subject"] == "TradeCopy: ALARM: Daily loss"
    assert got.message["To"] == "trader@example.com, partner@example.com"
    assert got.message["Date"] == "Fri, 14 Mar 2025 12:00:00 +0000"
    assert got.message.get_content().splitlines() == [
        "500.00 of 500.00 € used",
        "",
        "2025-03-14 12:00:00 UTC",
    ]


@pytest.mark.parametrize(
    ("severity", "title", "subject"),
    [
        (Severity.WARNING, "Terminal away", "TradeCopy: Warning: Terminal away"),
        (Severity.NOTE, "Test", "TradeCopy: Test"),
        # A line's end must not become another recipient.
        (Severity.NOTE, "Gold\r\nBcc: all@example.com", "TradeCopy: Gold Bcc: all@example.com"),
    ],
)
async def test_mail_when_its_notice_differs_then_its_subject_says_so(
    severity: Severity, title: str, subject: str
) -> None:
    async with SmtpServer(tls=True) as server:
        await mail(server).send(replace(NOTICE, severity=severity, title=title))

    assert [got.message["Subject"] for got in server.mails] == [subject]
    assert server.mails[0].message["Bcc"] is None


async def test_mail_when_no_user_is_set_then_is_sent_without_a_login() -> None:
    async with SmtpServer(tls=True) as server:
        courier = mail(server, password=None)
        courier._settings = replace(courier._settings, user="")

        await courier.send(NOTICE)

    assert (len(server.mails), server.logins) == (1, [])


async def test_mail_when_the_password_is_wrong_then_says_so_and_nothing_is_sent() -> None:
    async with SmtpServer() as server:
        said = await refusal(mail(server, password="wrong"))

    assert said == ("localhost refused the login of copier@example.com: check user and password")
    assert (server.mails, server.logins) == ([], ["copier@example.com"])


@pytest.mark.parametrize(
    ("password", "said"),
    [
        (
            None,
            "the password of copier@example.com is not in the keyring: enter it again",
        ),
        ("pässword", "a mail server takes plain letters alone in a password"),
    ],
)
async def test_mail_when_there_is_no_usable_password_then_no_login_is_tried(
    password: str | None, said: str
) -> None:
    async with SmtpServer() as server:
        assert await refusal(mail(server, password=password)) == said

    assert (server.mails, server.logins) == ([], [])


@pytest.mark.parametrize("tls", [True, False])
async def test_mail_when_the_certificate_is_not_trusted_then_no_login_is_tried(tls: bool) -> None:
    async with SmtpServer(tls=tls) as server:
        said = await refusal(mail(server, trusts=False))

    assert said.startswith("localhost could not prove who it is (")
    assert (server.mails, server.logins) == ([], [])


async def test_mail_when_the_server_offers_no_starttls_then_nothing_is_sent_in_the_clear() -> None:
    async with SmtpServer(starttls=False) as server:
        said = await refusal(mail(server))

    assert said == (
        "localhost does not offer what was asked of it (STARTTLS extension not supported by "
        "server.): check port and security"
    )
    assert (server.mails, server.logins) == ([], [])


async def test_mail_when_the_port_is_one_without_tls_then_says_so() -> None:
    async with SmtpServer() as server:
        courier = mail(server)
        courier._settings = replace(courier._settings, security=Security.TLS)

        said = await refusal(courier)

    assert said == (
        "localhost speaks no TLS that this program trusts: check the port and the security"
    )


@pytest.mark.parametrize("word", ["hello", "EHLO", "AUTH", "DATA"])
async def test_mail_when_the_server_falls_silent_then_gives_up_in_time(word: str) -> None:
    async with SmtpServer(silent_at=word) as server:
        courier = mail(server)
        courier._step_s = 0.3

        said = await refusal(courier)

    assert said == "localhost gave no answer in time: check the address and the connection"
    assert server.mails == []


async def test_mail_when_one_recipient_is_refused_then_says_which_and_the_other_has_it() -> None:
    async with SmtpServer(refuses=frozenset({"partner@example.com"})) as server:
        with pytest.raises(DeliveredInPartError) as refused:
            await mail(server).send(NOTICE)

    assert str(refused.value) == "localhost refused partner@example.com; the others have it"
    assert [got.recipients for got in server.mails] == [["trader@example.com"]]


async def test_mail_when_every_recipient_is_refused_then_is_not_sent() -> None:
    async with SmtpServer(refuses=frozenset(BOTH)) as server:
        said = await refusal(mail(server))

    assert said == (
        "localhost refused partner@example.com, trader@example.com: check the recipients"
    )


async def test_mail_when_the_server_refuses_it_then_says_why() -> None:
    async with SmtpServer(refuses_mail=True) as server:
        said = await refusal(mail(server))

    assert said == "localhost refused the mail (554 5.7.1 looks like spam)"


async def test_mail_when_nobody_listens_then_says_so() -> None:
    async with SmtpServer() as server:
        courier = mail(server)

    said = await refusal(courier)

    assert said == "localhost refused the connection: check the address and its port"
