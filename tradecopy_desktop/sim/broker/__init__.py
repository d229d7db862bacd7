"""Brokers made of memory: accounts, tickets, prices and refusals. They do no I/O."""

from tradecopy_desktop.sim.broker.clock import SimClock, WallClock
from tradecopy_desktop.sim.broker.faults import Faults
from tradecopy_desktop.sim.broker.records import (
    BalanceChange,
    BookedDeal,
    Change,
    PendingChange,
)
from tradecopy_desktop.sim.broker.requests import (
    CancelRequest,
    ChangeRequest,
    CloseRequest,
    MarketRequest,
    PlaceRequest,
    Request,
    StopsRequest,
    TradeAnswer,
)
from tradecopy_desktop.sim.broker.setup import BrokerSetup
from tradecopy_desktop.sim.broker.sim_broker import SimBroker

__all__ = [
    "BalanceChange",
    "BookedDeal",
    "BrokerSetup",
    "CancelRequest",
    "Change",
    "ChangeRequest",
    "CloseRequest",
    "Faults",
    "MarketRequest",
    "PendingChange",
    "PlaceRequest",
    "Request",
    "SimBroker",
    "SimClock",
    "StopsRequest",
    "TradeAnswer",
    "WallClock",
]
