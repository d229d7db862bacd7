"""Sends notices by e-mail through the trader's own server. Never sends a word without TLS."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Final

from tradecopy_desktop.adapters.notices.errand import STEP_S, WHOLE_S, Errand
from tradecopy_desktop.adapters.notices.trouble import of_connection
from tradecopy_desktop.domain.errors import DeliveredInPartError, TradeCopyError
from tradecopy_desktop.domain.notices import MailSettings, Notice, Security, Severity
from tradecopy_desktop.ports import SecretVault

# What we call ourselves: the machine's real name is nobody's business, and may take long to find.
_OURSELVES: Final = "[127.0.0.1]"


class Mail:
    """A courier that writes to every recipient; the password is asked of the vault each time."""

    def __init__(
        self,
        settings: MailSettings,
        vault: SecretVault,
        *,
        tls: ssl.SSLContext | None = None,
        step_s: float = STEP_S,
        whole_s: float = WHOLE_S,
    ) -> None:
        self._settings = settings
        self._vault = vault
        self._tls = tls
        self._step_s = step_s
        self._errand = Errand("the mail server", whole_s=whole_s)

    @property
    def name(self) -> str:
        """Return what the trader calls it."""
        return "e-mail"

    async def send(self, notice: Notice) -> None:
        """Send a notice; raise TradeCopyError unless the server took it for every recipient."""
        message = _message(notice, self._settings)
        await self._errand.run(lambda: self._deliver(message))

    def _deliver(self, message: EmailMessage) -> None:
        with self._told(), self._connected() as server:
            if self._settings.user:
                server.login(self._settings.user, self._password())
            refused = server.send_message(
                message, self._settings.sender, list(self._settings.recipients)
            )
        if refused:
            raise DeliveredInPartError(
                f"{self._settings.host} refused {', '.join(sorted(refused))}; the others have it"
            )

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        host, port = self._settings.host, self._settings.port
        tls = self._tls or ssl.create_default_context()
        if self._settings.security is Security.TLS:
            with smtplib.SMTP_SSL(
                host, port, _OURSELVES, timeout=self._step_s, context=tls
            ) as server:
                yield server
            return
        with smtplib.SMTP(host, port, _OURSELVES, timeout=self._step_s) as server:
            server.starttls(context=tls)
            yield server

    @contextmanager
    def _told(self) -> Iterator[None]:
        host = self._settings.host
        try:
            yield
        except smtplib.SMTPAuthenticationError as e:
            text = f"{host} refused the login of {self._settings.user}: check user and password"
            raise TradeCopyError(text) from e
        except smtplib.SMTPNotSupportedError as e:
            text = f"{host} does not offer what was asked of it ({e}): check port and security"
            raise TradeCopyError(text) from e
        except smtplib.SMTPRecipientsRefused as e:
            refused = ", ".join(sorted(e.recipients))
            raise TradeCopyError(f"{host} refused {refused}: check the recipients") from e
        except smtplib.SMTPResponseException as e:
            said = e.smtp_error if isinstance(e.smtp_error, str) else _text(e.smtp_error)
            raise TradeCopyError(f"{host} refused the mail ({e.smtp_code} {said})") from e
        except smtplib.SMTPServerDisconnected as e:
            if isinstance(e.__context__, OSError):
                # It did not end: smtplib ended it, because of this.
                raise TradeCopyError(of_connection(host, e.__context__)) from e
            raise TradeCopyError(f"{host} ended the connection: check port and security") from e
        except (OSError, smtplib.SMTPException) as e:
            raise TradeCopyError(of_connection(host, e)) from e

    def _password(self) -> str:
        password = self._vault.get(self._settings.secret_name)
        if password is None:
            raise TradeCopyError(
                f"the password of {self._settings.user} is not in the keyring: enter it again"
            )
        if not password.isascii():
            raise TradeCopyError("a mail server takes plain letters alone in a password")
        return password


def _message(notice: Notice, settings: MailSettings) -> EmailMessage:
    message = EmailMessage()
    loud = {Severity.ALARM: "ALARM: ", Severity.WARNING: "Warning: "}.get(notice.severity, "")
    # A line's end would begin another header.
    message["Subject"] = " ".join(f"TradeCopy: {loud}{notice.title}".split())
    message["From"] = settings.sender
    message["To"] = ", ".join(settings.recipients)
    message["Date"] = format_datetime(notice.at)
    message["Message-ID"] = make_msgid(domain=settings.sender.rpartition("@")[2])
    message.set_content(f"{notice.text}\n\n{notice.at:%Y-%m-%d %H:%M:%S} UTC\n")
    return message


def _text(said: bytes) -> str:
    return " ".join(said.decode("utf-8", "replace").split())
