"""A small mail server on this machine: real sockets, TLS and logins, and faults at will."""

import asyncio
import base64
import ssl
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.unit.adapters.notices.http_server import CERTIFICATE

_PASSWORD = "correct horse"


@dataclass
class Mailbox:
    """A mail as the server took it."""

    sender: str
    recipients: list[str]
    message: EmailMessage
    user: str


@dataclass
class SmtpServer:
    """How the server behaves, and what it was given.

    `silent_at` is the word of a client after which it says nothing more.
    """

    tls: bool = False
    starttls: bool = True
    silent_at: str = ""
    refuses: frozenset[str] = frozenset()
    refuses_mail: bool = False
    mails: list[Mailbox] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    port: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _server: asyncio.Server | None = None

    async def __aenter__(self) -> "SmtpServer":
        self._server = await asyncio.start_server(
            self._accept, "127.0.0.1", 0, ssl=_context() if self.tls else None
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer), name="smtp session")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if self.silent_at == "hello":
                await asyncio.Event().wait()
            await _Session(self, reader, writer).run()
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            return
        finally:
            writer.close()


class _Session:
    def __init__(
        self, server: SmtpServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._server = server
        self._reader = reader
        self._writer = writer
        self._is_safe = server.tls
        self._user = ""
        self._sender = ""
        self._recipients: list[str] = []

    async def run(self) -> None:
        await self._say("220 post.example ready")
        while line := (await self._reader.readline()).decode("latin-1").rstrip("\r\n"):
            word = line.partition(" ")[0].upper()
            if word == self._server.silent_at:
                await asyncio.Event().wait()
            if word == "QUIT":
                await self._say("221 bye")
                return
            await self._answer(word, line)

    async def _answer(self, word: str, line: str) -> None:
        if word == "EHLO":
            await self._greet()
        elif word == "STARTTLS":
            await self._say("220 go on")
            await self._writer.start_tls(_context())
            self._is_safe = True
        elif word == "AUTH":
            await self._login(line)
        elif word in ("MAIL", "RCPT"):
            await self._address(word, line[line.index("<") + 1 : line.index(">")])
        elif word == "DATA":
            await self._take()
        else:
            await self._say("250 ok")

    async def _greet(self) -> None:
        lines = ["post.example", "8BITMIME"]
        lines += ["STARTTLS"] if self._server.starttls and not self._is_safe else []
        # A login is taken where nobody can read it, and nowhere else.
        lines += ["AUTH PLAIN"] if self._is_safe else []
        for line in lines[:-1]:
            await self._say(f"250-{line}")
        await self._say(f"250 {lines[-1]}")

    async def _login(self, line: str) -> None:
        _, user, password = base64.b64decode(line.rsplit(maxsplit=1)[-1]).decode().split("\0")
        self._server.logins.append(user)
        if password != _PASSWORD:
            await self._say("535 5.7.8 no such user or password")
            return
        self._user = user
        await self._say("235 welcome")

    async def _address(self, word: str, address: str) -> None:
        if word == "MAIL":
            self._sender, self._recipients = address, []
        elif address in self._server.refuses:
            await self._say("550 5.1.1 nobody of this name")
            return
        else:
            self._recipients.append(address)
        await self._say("250 ok")

    async def _take(self) -> None:
        if self._server.refuses_mail:
            await self._say("554 5.7.1 looks like spam")
            return
        await self._say("354 go on")
        content = await self._reader.readuntil(b"\r\n.\r\n")
        message = message_from_bytes(content[:-5], policy=policy.default)
        assert isinstance(message, EmailMessage)
        self._server.mails.append(Mailbox(self._sender, self._recipients, message, self._user))
        await self._say("250 taken")

    async def _say(self, line: str) -> None:
        self._writer.write(f"{line}\r\n".encode())
        await self._writer.drain()


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context
