"""What the fields of one message or object must be to each other, beyond the form of each."""

from typing import Any

from tradecopy_desktop.sim.codec.forms import Rule, WireError, digits, name_128

Read = dict[str, Any]

_ENTRIES: dict[str, frozenset[str]] = {
    "opened": frozenset({"in"}),
    "added": frozenset({"in"}),
    "partly_closed": frozenset({"out", "out_by"}),
    "closed": frozenset({"out", "out_by"}),
    "reversed": frozenset({"inout"}),
    "balance": frozenset({"none"}),
}
_WITH_POSITION = frozenset(_ENTRIES) - {"balance"} | {"modified"}


def need(fits: object, field: str, message: str) -> None:
    """Raise WireError at `field` unless it fits."""
    if not fits:
        raise WireError(message, field=field)


def net_rule(read: Read, prefix: str) -> None:
    """Check that a side holds lots, and no side none."""
    need((read["side"] is None) == (not read["volume"]), f"{prefix}volume", "must fit the side")


def pending_rule(read: Read, prefix: str) -> None:
    """Check that a stop-limit order, and no other, has a limit price."""
    limited = read["kind"] == "stop_limit"
    need(
        limited == (read["limit_price"] is not None),
        f"{prefix}limit_price",
        "belongs to stop_limit alone",
    )


def order_rule(read: Read, prefix: str) -> None:
    """Check that a deal is not more than its order asked for."""
    fits = read["order_volume"] >= read["volume"]
    need(fits, f"{prefix}order_volume", "must not be below volume")


def session_rule(read: Read, prefix: str) -> None:
    """Check that a session ends after it began."""
    need(read["to"] > read["from"], f"{prefix}to", "must be after from")


def _hello(read: Read, prefix: str) -> None:
    hedging = read["platform"] == "mt5" or read["margin_mode"] == "hedging"
    need(hedging, f"{prefix}margin_mode", "must be hedging on mt4")
    offset = read["utc_offset_s"]
    need(offset is None or not offset % 900, f"{prefix}utc_offset_s", "must be rounded to 900")
    first, last = int(read["first_seq"]), int(read["last_seq"])
    need(first <= last, f"{prefix}first_seq", "must not be above last_seq")


def _pages(read: Read, prefix: str) -> None:
    need(read["page"] <= read["pages"], f"{prefix}page", "must not be above pages")


def _event(read: Read, prefix: str) -> None:
    kind = read["kind"]
    needed = {
        "position": kind in _WITH_POSITION,
        "deal": kind in _ENTRIES,
        "pending": kind.startswith("pending_"),
        "was": kind == "reversed",
        "amount": kind == "balance",
    }
    for field, must in needed.items():
        there = read[field] is not None
        need(there == must, f"{prefix}{field}", f"must {'' if must else 'not '}be there in {kind}")
    if needed["position"]:
        held = bool(read["position"]["volume"])
        fits = held == (kind != "closed")
        need(fits, f"{prefix}position.volume", f"does not fit {kind}")
    if needed["pending"] and kind != "pending_filled":
        need(read["pending"]["volume"], f"{prefix}pending.volume", "must be above 0")
    if needed["deal"]:
        entry, volume = read["deal"]["entry"], read["deal"]["volume"]
        need(entry in _ENTRIES[kind], f"{prefix}deal.entry", f"does not fit {kind}")
        need(volume or kind == "balance", f"{prefix}deal.volume", "must be above 0")


def _report(read: Read, prefix: str) -> None:
    fits = (read["copy"] is None) == (not read["revision"])
    need(fits, f"{prefix}revision", "must be 0 without a copy and above 0 with one")
    need(read["sent"] >= read["received"], f"{prefix}sent", "must not be before received")
    need(read["done"] >= read["sent"], f"{prefix}done", "must not be before sent")


def _flatten(read: Read, prefix: str) -> None:
    fits = read["scope"] == "copies" or not read["copies"]
    need(fits, f"{prefix}copies", "must be empty for the account")


def _inquire(read: Read, prefix: str) -> None:
    form = name_128 if read["by"] in {"id", "copy"} else digits
    form(read["value"], f"{prefix}value")


RULES: dict[str, Rule] = {
    "hello": _hello,
    "snapshot": _pages,
    "symbols": _pages,
    "event": _event,
    "report": _report,
    "place": pending_rule,
    "flatten": _flatten,
    "inquire": _inquire,
}
