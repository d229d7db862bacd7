"""The tables of the protocol: which fields the objects inside messages have, and their forms."""

from tradecopy_desktop.sim.codec.forms import (
    Form,
    amount,
    array,
    between,
    boolean,
    count,
    digits,
    integer,
    name,
    name_128,
    number,
    one_of,
    or_null,
    positive,
    table,
    text,
)
from tradecopy_desktop.sim.codec.rules import net_rule, order_rule, pending_rule, session_rule

side = one_of("buy", "sell")
kind_of_pending = one_of("limit", "stop", "stop_limit")
kind_of_order = one_of("market", "limit", "stop", "stop_limit")
reason = one_of("client", "expert", "sl", "tp", "stop_out", "rollover", "close_by", "other")
price_or_null = or_null(positive)
server_time = count
micros = count

PERMISSIONS: dict[str, Form] = {
    "connected": boolean,
    "terminal": boolean,
    "program": boolean,
    "account": boolean,
    "experts": boolean,
    "dlls": boolean,
}
FUNDS: dict[str, Form] = {
    "balance": number,
    "equity": number,
    "margin": number,
    "free_margin": number,
    "credit": number,
    "floating": number,
}
link = table(
    {"copy": name_128, "id": name_128, "route": name(64), "master": name(96), "source": name(64)}
)
_POSITION: dict[str, Form] = {
    "id": digits,
    "ticket": digits,
    "order": digits,
    "symbol": name(64),
    "side": side,
    "volume": amount,
    "price": amount,
    "sl": price_or_null,
    "tp": price_or_null,
    "magic": digits,
    "comment": text(64),
    "opened_at": server_time,
    "profit": number,
    "swap": number,
    "link": or_null(link),
}
position = table({**_POSITION, "volume": positive})
position_after = table(_POSITION)
_PENDING: dict[str, Form] = {
    "ticket": digits,
    "symbol": name(64),
    "side": side,
    "kind": kind_of_pending,
    "volume": positive,
    "price": positive,
    "limit_price": price_or_null,
    "sl": price_or_null,
    "tp": price_or_null,
    "magic": digits,
    "comment": text(64),
    "placed_at": server_time,
    "expires_at": or_null(server_time),
    "link": or_null(link),
}
pending = table(_PENDING, pending_rule)
pending_after = table({**_PENDING, "volume": amount}, pending_rule)
closing = table(
    {
        "id": digits,
        "order": digits,
        "deal": digits,
        "symbol": name(64),
        "side": side,
        "volume": positive,
        "closed_at": server_time,
        "reason": reason,
        "link": or_null(link),
    }
)
_DEAL: dict[str, Form] = {
    "ticket": digits,
    "order": digits,
    "entry": one_of("in", "out", "inout", "out_by", "none"),
    "side": side,
    "volume": amount,
    "price": amount,
    "reason": reason,
    "magic": digits,
    "comment": text(64),
    "profit": number,
    "swap": number,
    "commission": number,
}
deal = table(_DEAL)
deal_since_1 = table({**_DEAL, "order_volume": amount, "order_kind": kind_of_order}, order_rule)
was = table({"order": digits, "side": side, "volume": positive})
expected = table({"side": or_null(side), "volume": amount}, net_rule)
opens = array(
    table({"id": name_128, "magic": digits, "volume": amount, "since": or_null(server_time)}),
    least=1,
    most=64,
)
fill = table(
    {
        "ticket": digits,
        "deal": digits,
        "order": digits,
        "volume": amount,
        "price": amount,
        "at": server_time,
    }
)
echo = table({"ticks": micros, "held": micros})
state = table(
    {
        "connected": boolean,
        "trade_allowed": boolean,
        "balance": number,
        "equity": number,
        "margin": number,
        "free_margin": number,
        "credit": number,
        "positions": count,
        "pendings": count,
        "server_time": server_time,
    }
)
symbol = table(
    {
        "name": name(64),
        "description": text(128),
        "path": text(128),
        "digits": count,
        "point": number,
        "tick_size": number,
        "tick_value": number,
        "contract_size": number,
        "lot_min": amount,
        "lot_step": amount,
        "lot_max": amount,
        "lot_limit": amount,
        "stops_level": count,
        "freeze_level": count,
        "spread_floating": boolean,
        "trade_mode": one_of("full", "long_only", "short_only", "close_only", "disabled"),
        "execution": one_of("request", "instant", "market", "exchange"),
        "fillings": array(one_of("fok", "ioc", "return")),
        "calc_mode": text(32),
        "base": text(8),
        "profit": text(8),
        "margin": text(8),
        "selected": boolean,
        "pendings": array(kind_of_pending),
        "sessions": array(
            table(
                {"day": between(0, 6), "from": between(0, 1440), "to": between(0, 1440)},
                session_rule,
            )
        ),
    }
)
quote = table({"symbol": name(64), "bid": amount, "ask": amount, "at": server_time})
utc_offset = or_null(integer)
