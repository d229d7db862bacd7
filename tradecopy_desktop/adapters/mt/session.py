"""One terminal's session, without a socket: frames in, frames and facts out. It holds no book."""

from dataclasses import dataclass, field

from tradecopy_desktop.adapters.mt import decode, encode
from tradecopy_desktop.adapters.mt.clock_offset import ClockOffset
from tradecopy_desktop.adapters.mt.wire import instruction_frames as instructions
from tradecopy_desktop.adapters.mt.wire import market_frames as market
from tradecopy_desktop.adapters.mt.wire import session_frames as session
from tradecopy_desktop.adapters.mt.wire import trade_frames as trades
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import Command, OpenPosition, PlacePending
from tradecopy_desktop.domain.errors import ProtocolError
from tradecopy_desktop.domain.facts import AccountSwitched, Fact
from tradecopy_desktop.domain.trades import NetPosition
from tradecopy_desktop.ports import AccountRecord, Latest, RoundTrip, TerminalHost

SILENCE_NS = 15_000_000_000
BUSY_SILENCE_NS = 180_000_000_000
HEARTBEAT_NS = 5_000_000_000
_COMMENT = "TradeCopy"


@dataclass(slots=True)
class Output:
    """What one step gives: frames to send, facts to deliver, newest values to show.

    `complaints` of the terminal are for the log only.
    """

    frames: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    latest: list[Latest] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    ended: bool = False


class Session:
    """The bridge's side of the protocol for one connection, from hello to the end.

    While it `is_unread` we do not listen, so that its silence says nothing about the terminal.
    `minor` is the one agreed upon, `watched` the symbols whose quotes it was asked for. `switched`
    is set where the terminal was refused because it is logged in to another account.
    """

    def __init__(self, account: AccountRecord, host: TerminalHost, *, program: str) -> None:
        self.account = account
        self._host = host
        self._program = program
        self._offset = ClockOffset()
        self._pages = decode.SnapshotPages()
        self._ea_beat: tuple[int, int] | None = None
        self._next_beat_ns = 0
        self._heard_ns = 0
        self._executing: str | None = None
        self._request = 0
        self.role: Role | None = None
        self.stream = ""
        self.minor = 0
        self.watched: tuple[str, ...] = ()
        self.is_unread = False
        self.switched: AccountSwitched | None = None

    @property
    def key(self) -> AccountKey:
        """Return the account that the session is for."""
        return self.account.key

    @property
    def is_open(self) -> bool:
        """Tell whether the terminal was welcomed."""
        return self.role is not None

    def hello(self, frame: str | bytes, now_ns: int) -> session.Hello:
        """Return the first frame, checked against the account that the key is registered for."""
        hello = decode.decode_from_ea(frame)
        if not isinstance(hello, session.Hello):
            raise ProtocolError("the first frame must be a hello", field="type")
        told = AccountKey(login=hello.login, server=hello.server)
        if told != self.account.key:
            self.switched = AccountSwitched(account=self.key, role=hello.role, shown=told)
            raise ProtocolError(
                f"this key is for {self.account.key}, the terminal is logged in to {told}",
                field="login",
                code="wrong_account",
            )
        if hello.role not in self.account.roles:
            raise ProtocolError(
                f"this key is not for a {hello.role.value}", field="role", code="wrong_role"
            )
        self._offset.note_hello(ea_us=hello.ticks, received_us=now_ns // 1_000)
        return hello

    def welcome(self, hello: session.Hello, now_ns: int) -> Output:
        """Open the session: answer the hello, ask for symbols, begin the heartbeat."""
        self.role, self.stream = hello.role, hello.stream
        self.minor = min(hello.minor, session.MINOR)
        self._heard_ns = now_ns
        resume, report = self._host.resume_point(self.key, hello.role, hello.stream)
        output = Output(facts=[decode.terminal_connected(hello)])
        output.frames.append(
            encode.encode_welcome(
                minor=self.minor,
                program=self._program,
                resume_after=resume,
                report_after=report,
                ticks=now_ns // 1_000,
            )
        )
        self._request += 1
        output.frames.append(encode.encode_get_symbols(request=self._request, names=()))
        self._beat(output, now_ns)
        return output

    def receive(self, frame: str | bytes, now_ns: int) -> Output:
        """Take in one frame of an open session; raise ProtocolError if it is not as specified."""
        self._heard_ns = now_ns
        output = Output()
        self._take(decode.decode_from_ea(frame, minor=self.minor), now_ns, output)
        return output

    def _take(self, frame: decode.EaFrame, now_ns: int, output: Output) -> None:
        match frame:
            case trades.Event():
                output.facts.append(decode.trade_event(frame, self._at(now_ns, frame.ticks)))
            case instructions.Report():
                if frame.id == self._executing:
                    self._executing = None
                at = self._at(now_ns, frame.done)
                output.facts.append(decode.instruction_reported(frame, at, confirm_us=None))
            case instructions.Executing():
                self._executing = frame.id
                at = self._at(now_ns, frame.ticks)
                output.facts.append(decode.instruction_executing(frame, at))
            case trades.Snapshot():
                picture = self._pages.add(frame, self._at(now_ns, frame.ticks))
                if picture is not None:
                    output.facts.append(picture)
                    output.latest.append(picture.funds)
            case session.Hello():
                raise ProtocolError("a second hello", field="type")
            case _:
                self._take_other(frame, now_ns, output)

    def _take_other(self, frame: decode.EaFrame, now_ns: int, output: Output) -> None:
        match frame:
            case session.EaHeartbeat():
                self._take_beat(frame, now_ns, output)
            case market.Quotes():
                output.latest.append(decode.quotes(frame))
            case market.FundsChange():
                output.latest.append(decode.to_funds(frame))
            case market.Symbols():
                output.facts.append(decode.symbols_listed(frame, self._at(now_ns, None)))
            case session.PermissionsChange():
                output.facts.append(decode.permissions_changed(frame, self._at(now_ns, None)))
            case market.SymbolsChanged():
                self._request += 1
                names = tuple(frame.names)
                output.frames.append(encode.encode_get_symbols(request=self._request, names=names))
            case session.Bye() | session.ErrorFrame():
                self._take_word(frame, output)
            case _:
                pass

    def _take_word(self, frame: session.Bye | session.ErrorFrame, output: Output) -> None:
        if isinstance(frame, session.Bye):
            output.ended = True
        else:
            output.complaints.append(f"{frame.message} ({frame.code})")

    def _take_beat(self, frame: session.EaHeartbeat, now_ns: int, output: Output) -> None:
        self._ea_beat = (frame.ticks, now_ns)
        if frame.echo is not None:
            round_trip = self._offset.note_echo(
                sent_us=frame.echo.ticks,
                held_us=frame.echo.held,
                ea_us=frame.ticks,
                received_us=now_ns // 1_000,
            )
            output.latest.append(RoundTrip(ms=round_trip / 1_000))
        output.latest.append(decode.account_confirmed(frame, self._at(now_ns, None)))

    def tick(self, now_ns: int) -> Output | None:
        """Return what is due at this time; None if the terminal is dead."""
        if self.is_unread:
            self._heard_ns = now_ns
        silence = BUSY_SILENCE_NS if self._executing else SILENCE_NS
        if now_ns - self._heard_ns > silence:
            return None
        output = Output()
        if now_ns >= self._next_beat_ns:
            self._beat(output, now_ns)
        return output

    def _beat(self, output: Output, now_ns: int) -> None:
        echo = None
        if self._ea_beat is not None:
            ticks, came_ns = self._ea_beat
            echo = (ticks, (now_ns - came_ns) // 1_000)
        output.frames.append(encode.encode_heartbeat(ticks=now_ns // 1_000, echo=echo))
        self._next_beat_ns = now_ns + HEARTBEAT_NS

    def _at(self, now_ns: int, ea_us: int | None) -> decode.Reception:
        transit = None
        if ea_us is not None:
            transit = self._offset.transit_us(ea_us=ea_us, received_us=now_ns // 1_000)
        return decode.Reception(
            account=self.key,
            role=self.role or Role.MONITOR,
            stream=self.stream,
            received_ns=now_ns,
            transit_us=transit,
        )

    def picture_request(self) -> str:
        """Return the frame that asks for a full picture."""
        self._request += 1
        return encode.encode_get_snapshot(request=self._request)

    def instruct(self, command: Command, expected: NetPosition | None, now_ns: int) -> str | None:
        """Return the frame for a command; None while the EA's clock is not known."""
        if not isinstance(command, OpenPosition | PlacePending):
            return encode.encode_command(command, expected=expected)
        ea_us = self._offset.ea_time(now_ns // 1_000)
        if ea_us is None:
            return None
        # What is only asked about must not be opened: the offset may be a little ahead.
        last_us = ea_us + command.life_ms * 1_000 if command.life_ms else 0
        return encode.encode_command(
            command,
            expires=last_us,
            expected=expected,
            comment=_COMMENT,
        )
