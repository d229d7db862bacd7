"""The first message of a connection: who the terminal is and what it can still resend."""

from decimal import Decimal

from tradecopy_desktop import __version__
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.sim.broker.sim_broker import SimBroker
from tradecopy_desktop.sim.codec import MINOR, Message, exact
from tradecopy_desktop.sim.terminal import pictures
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.event_buffer import EventBuffer
from tradecopy_desktop.sim.terminal.setup import TerminalSetup

_QUARTER_MS = 900_000
_BUILD = {"mt4": 1420, "mt5": 4755}


def measured_offset_s(broker: SimBroker) -> int:
    """Return the server's clock minus UTC in seconds, rounded to a quarter of an hour."""
    ahead_ms = broker.now().at - broker.clock.utc_ms()
    return round(ahead_ms / _QUARTER_MS) * _QUARTER_MS // 1_000


def hello(
    role: Role, setup: TerminalSetup, view: AccountView, events: EventBuffer, ticks: int
) -> Message:
    """Return the `hello` of one role."""
    account = view.broker.setup
    return {
        "type": "hello",
        "minor": MINOR,
        "role": role.value,
        "platform": account.platform.value,
        "login": account.key.login,
        "server": account.key.server,
        "company": setup.company,
        "holder": setup.name,
        "currency": setup.currency,
        "kind": setup.kind.value,
        "margin_mode": account.margin_mode.value,
        "fifo": False,
        "leverage": account.leverage,
        "order_limit": 0,
        "stop_out_mode": "percent",
        "stop_out": exact(Decimal(account.stop_out_percent)),
        "build": _BUILD[account.platform.value],
        "ea_version": __version__,
        "utc_offset_s": measured_offset_s(view.broker),
        "permissions": pictures.permissions(view.permissions),
        "stream": events.stream,
        "last_seq": str(events.last),
        "first_seq": str(events.first),
        "ticks": ticks,
    }
