"""The local WebSocket bridge. It moves frames; sessions read them, the host decides."""

import asyncio
import logging
import socket
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from websockets.asyncio.server import Server, ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from tradecopy_desktop.adapters.mt import encode
from tradecopy_desktop.adapters.mt.admission import Admission
from tradecopy_desktop.adapters.mt.long_gap import LongGap
from tradecopy_desktop.adapters.mt.quote_watch import QuoteWatch
from tradecopy_desktop.adapters.mt.session import Output, Session
from tradecopy_desktop.adapters.mt.turned_away import TurnedAway
from tradecopy_desktop.adapters.system_clock import wait_within
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.errors import ProtocolError, TradeCopyError
from tradecopy_desktop.domain.facts import TerminalLost
from tradecopy_desktop.domain.trades import NetPosition
from tradecopy_desktop.ports import Clock, TerminalHost

_log = logging.getLogger(__name__)

SUBPROTOCOL = "tradecopy.v1"
MOST_UNSENT = 1_048_576
_HELLO_WITHIN_S = 10
_MOST_WAITING = 100
_CLOSE_CODES = {"too_large": 1009, "utf8": 1007, "binary": 1003}


class MtServer:
    """Terminals connect here. One session per account and role; the newest life of an EA wins."""

    def __init__(self, clock: Clock, *, program: str) -> None:
        self._clock = clock
        self._program = program
        self._served: tuple[TerminalHost, Admission] | None = None
        self._sessions: dict[tuple[AccountKey, Role], tuple[Session, ServerConnection]] = {}
        self._watch = QuoteWatch()
        self._turned_away = TurnedAway(clock)
        self.refusals = self._turned_away.refusals
        self._claimed: socket.socket | None = None
        self._server: Server | None = None
        self._sweeper: asyncio.Task[None] | None = None

    def claim(self, address: str, port: int) -> int:
        """Take the port and return it; terminals that come before `serve` wait, unanswered.

        Raise TradeCopyError where it is taken.
        """
        try:
            self._claimed = socket.create_server((address, port), backlog=_MOST_WAITING)
        except OSError as error:
            raise _unusable(address, port, error) from error
        return int(self._claimed.getsockname()[1])

    async def serve(self, host: TerminalHost) -> None:
        """Serve all terminals that come to the claimed port, for `host`."""
        if self._claimed is None:
            raise RuntimeError("no port was claimed")
        self._served = (host, Admission(host, self._clock))
        self._server = await serve(
            self._serve,
            sock=self._claimed,
            backlog=_MOST_WAITING,
            process_request=self._check,
            subprotocols=[SUBPROTOCOL],  # type: ignore[list-item]
            compression=None,
            max_size=MOST_UNSENT,
            ping_interval=None,
            open_timeout=_HELLO_WITHIN_S,
            close_timeout=1,
            server_header=None,
            logger=_quiet_logger(),
        )
        self._sweeper = asyncio.create_task(self._sweep(), name="bridge heartbeats")

    async def start(self, host: TerminalHost, address: str, port: int) -> int:
        """Claim a port and serve at once; return the port, raise TradeCopyError if it is taken."""
        claimed = self.claim(address, port)
        await self.serve(host)
        return claimed

    async def stop(self) -> None:
        """Say goodbye to every terminal and stop listening."""
        if self._sweeper is not None:
            self._sweeper.cancel()
            await asyncio.gather(self._sweeper, return_exceptions=True)
        connections = [connection for _, connection in self._sessions.values()]
        broadcast(connections, encode.encode_bye(reason="closing"))
        # After a bye the close is the ordinary one; the library's own would be another (1001).
        await asyncio.gather(*(connection.close() for connection in connections))
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
        elif self._claimed is not None:
            self._claimed.close()

    def send(self, command: Command, *, expected: NetPosition | None) -> bool:
        """Put a command on the follower's wire; False if it is not connected."""
        found = self._sessions.get((command.follower, Role.EXECUTOR))
        if found is None:
            return False
        session, connection = found
        frame = session.instruct(command, expected, self._clock.monotonic_ns())
        return frame is not None and self._put(connection, frame)

    def ask_picture(self, account: AccountKey, role: Role = Role.EXECUTOR) -> None:
        """Ask a terminal for a full picture of its account."""
        found = self._sessions.get((account, role))
        if found is not None:
            self._put(found[1], found[0].picture_request())

    def watch_quotes(self, account: AccountKey, symbols: Sequence[str]) -> tuple[str, ...]:
        """Ask for the quotes of these symbols alone, now and from every later terminal.

        Return those beyond the first 256, which are not quoted; raise ValueError for a name that
        no symbol can have.
        """
        beyond = self._watch.want(account, symbols)
        self._ask_quotes(account)
        return beyond

    def acknowledge_event(self, account: AccountKey, role: Role, stream: str, seq: int) -> None:
        """Tell a terminal that its events up to `seq` are stored."""
        found = self._sessions.get((account, role))
        if found is not None and found[0].stream == stream:
            self._put(found[1], encode.encode_ack(seq=seq))

    def acknowledge_report(self, account: AccountKey, number: int) -> None:
        """Tell an executor that its reports up to `number` are stored."""
        found = self._sessions.get((account, Role.EXECUTOR))
        if found is not None:
            self._put(found[1], encode.encode_report_ack(number=number))

    def offer_key(self, account: AccountKey, role: Role, key: str) -> bool:
        """Ask a terminal to come by another key from now on; False if it is not connected."""
        found = self._sessions.get((account, role))
        return found is not None and self._put(found[1], encode.encode_new_key(key=key))

    def notify(self, text: str) -> bool:
        """Have one terminal push a message to the trader's phone; False if none is connected."""
        # The same terminal each time, and no executor that may be waiting for its broker.
        places = sorted(self._sessions, key=lambda place: (place[1] is Role.EXECUTOR, place[0]))
        frame = encode.encode_notify(text=text)
        return any(self._put(self._sessions[place][1], frame) for place in places)

    def flatten(self, account: AccountKey, id: str, copies: Sequence[str] | None) -> bool:
        """Have everything closed and every order cancelled; of these copies alone, unless None."""
        found = self._sessions.get((account, Role.EXECUTOR))
        if found is None:
            return False
        scope: Literal["account", "copies"] = "account" if copies is None else "copies"
        frame = encode.encode_flatten(id=id, scope=scope, copies=copies or (), cancel_pendings=True)
        return self._put(found[1], frame)

    def set_floor(
        self, account: AccountKey, floor: Decimal | None, *, flattens: bool, block_after_ms: int
    ) -> bool:
        """Tell an executor the equity below which it opens nothing, and may close everything."""
        found = self._sessions.get((account, Role.EXECUTOR))
        frame = encode.encode_guard(
            floor=floor, block_after_ms=block_after_ms, flatten_at_floor=flattens
        )
        return found is not None and self._put(found[1], frame)

    def _ask_quotes(self, account: AccountKey) -> None:
        # An executor's quotes are those that copies are filled at, so it is asked before a monitor.
        places = ((account, role) for role in (Role.EXECUTOR, Role.MONITOR))
        present = [self._sessions[place] for place in places if place in self._sessions]
        for connection, frame in self._watch.due(account, present):
            self._put(connection, frame)

    @property
    def _host(self) -> TerminalHost:
        if self._served is None:
            raise RuntimeError("the bridge was not started")
        return self._served[0]

    @property
    def _admission(self) -> Admission:
        if self._served is None:
            raise RuntimeError("the bridge was not started")
        return self._served[1]

    def _check(self, connection: ServerConnection, request: Request) -> Response | None:
        refusal = self._admission.refuse(request)
        if refusal is None:
            return None
        self._turned_away.note_handshake(*refusal)
        return connection.respond(refusal[0], refusal[1] + "\n")

    async def _serve(self, connection: ServerConnection) -> None:
        account = self._admission.account_of(connection.request)
        if account is None or connection.subprotocol != SUBPROTOCOL:
            await connection.close(1008, "not admitted")
            return
        session = Session(account, self._host, program=self._program)
        try:
            if await self._welcome(session, connection):
                await self._listen(session, connection)
        except ProtocolError as error:
            if session.switched is not None:
                self._host.deliver(session.switched)
            if not session.is_open:
                self._turned_away.note_hello(session, error)
            await self._refuse(connection, error)
            _log.info("%s sent a frame that is not as specified: %s", account.name, error)
        except (ConnectionClosed, TimeoutError):
            pass
        finally:
            self._end(session, connection)

    async def _welcome(self, session: Session, connection: ServerConnection) -> bool:
        frame = await wait_within(connection.recv(), _HELLO_WITHIN_S)
        now = self._clock.monotonic_ns()
        hello = session.hello(_text(frame), now)
        place = (session.key, hello.role)
        present = self._sessions.get(place)
        if present is not None:
            if present[0].stream != hello.stream:
                raise ProtocolError(
                    "already running on another chart", field="role", code="already_running"
                )
            # The same life of the EA came back before its broken link was noticed.
            self._sessions.pop(place)
            present[1].transport.abort()
        self._sessions[place] = (session, connection)
        self._give(session, connection, session.welcome(hello, now))
        self._ask_quotes(session.key)
        self._host.entered(session.account, hello.role)
        return True

    async def _listen(self, session: Session, connection: ServerConnection) -> None:
        is_master = session.role is Role.MONITOR
        async for frame in connection:
            if not self._is_present(session):
                # Its EA came back on another link; what this one still held is told there.
                return
            output = session.receive(_text(frame), self._clock.monotonic_ns())
            self._give(session, connection, output)
            if output.ended:
                return
            if is_master:
                session.is_unread = True
                await self._host.wait_for_room()
                session.is_unread = False

    def _give(self, session: Session, connection: ServerConnection, output: Output) -> None:
        for frame in output.frames:
            self._put(connection, frame)
        for fact in output.facts:
            self._host.deliver(fact)
        for complaint in output.complaints:
            _log.warning("the terminal of %s says: %s", session.account.name, complaint)
        if session.role is not None:
            for latest in output.latest:
                self._host.show(session.key, session.role, latest)

    def _put(self, connection: ServerConnection, frame: str) -> bool:
        if connection.transport.is_closing():
            return False
        if connection.transport.get_write_buffer_size() > MOST_UNSENT:
            # A terminal that does not read must not fill the memory; it comes back and resumes.
            connection.transport.abort()
            return False
        broadcast([connection], frame)
        return True

    async def _refuse(self, connection: ServerConnection, error: ProtocolError) -> None:
        frame = encode.encode_error(code=error.code, message=error.message, field=error.field)
        self._put(connection, frame)
        await connection.close(_CLOSE_CODES.get(error.code, 1008), error.code)

    def _end(self, session: Session, connection: ServerConnection) -> None:
        if session.role is None or not self._is_present(session):
            return
        del self._sessions[session.key, session.role]
        self._host.deliver(
            TerminalLost(account=session.key, role=session.role, reason="the connection ended")
        )
        # What is left of the account's terminals may have to quote in its place.
        self._ask_quotes(session.key)

    def _is_present(self, session: Session) -> bool:
        if session.role is None:
            return False
        present = self._sessions.get((session.key, session.role))
        return present is not None and present[0] is session

    async def _sweep(self) -> None:
        gap = LongGap(self._clock)
        while True:
            await self._clock.sleep(1)
            now = self._clock.monotonic_ns()
            # What terminals last said is old, though their links may not know: they come again,
            # and each shows its whole account before anything is opened on it.
            slept = gap.was_long()
            for session, connection in tuple(self._sessions.values()):
                output = None if slept else session.tick(now)
                if output is None:
                    connection.transport.abort()
                else:
                    self._give(session, connection, output)


def _unusable(address: str, port: int, error: OSError) -> TradeCopyError:
    return TradeCopyError(
        f"port {port} on {address} cannot be used ({error.strerror or error}); "
        "close the program that uses it or choose another with --port"
    )


def _text(frame: str | bytes) -> str:
    if isinstance(frame, bytes):
        raise ProtocolError("a frame must be text", code="binary")
    return frame


def _quiet_logger() -> logging.Logger:
    # Handshakes that fail are ordinary here; what matters is said by our own log.
    logger = logging.getLogger("tradecopy_desktop.websockets")
    logger.setLevel(logging.CRITICAL)
    return logger
