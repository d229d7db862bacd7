"""Lines of the trade log as rows of its table, and back. Never touches a database."""

from decimal import Decimal
from typing import Final

import msgspec
from sqlalchemy import Row

from tradecopy_desktop.adapters.storage.codec import steps_of_text
from tradecopy_desktop.adapters.storage.rows import microseconds, moment_of
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.stage_times import StageTimes
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.history_ports import LogLine

_NO_STAGES: Final = StageTimes(None, None, None, None, None, None)
_encode = msgspec.json.Encoder(decimal_format="string").encode


def row_of(line: LogLine) -> dict[str, object]:
    """Return the row of a line; its number is the database's to give."""
    stages = line.stages or _NO_STAGES
    return {
        "key": line.key,
        "at_us": microseconds(line.at),
        "route": line.route,
        "route_name": line.route_name,
        "follower": None if line.follower is None else str(line.follower),
        "follower_name": line.follower_name,
        "action": line.action,
        "side": line.side,
        "master_symbol": line.master_symbol,
        "symbol": line.symbol,
        "master_lots": _text(line.master_lots),
        "lots": _text(line.lots),
        "master_price": _text(line.master_price),
        "price": _text(line.price),
        "slippage_points": _text(line.slippage_points),
        "slippage_money": _text(line.slippage_money),
        "currency": line.currency,
        "outcome": line.outcome,
        "reason": line.reason,
        "detect_ms": stages.detect,
        "transit_ms": stages.transit,
        "decide_ms": stages.decide,
        "send_ms": stages.send,
        "execute_ms": stages.execute,
        "confirm_ms": stages.confirm,
        "total_ms": line.total_ms,
        "steps": _encode(line.steps).decode(),
        "words": words_of(line),
    }


def words_of(line: LogLine) -> str:
    """Return all that is searched of a line, in one case; a line break keeps fields apart."""
    fields = (
        line.master_symbol,
        line.symbol,
        line.route_name,
        line.follower_name,
        line.action,
        line.reason,
    )
    return "\n".join(fields).casefold()


def line_of(row: Row[tuple[object, ...]]) -> LogLine:
    """Return the line of a row; raise TradeCopyError where it cannot be understood."""
    stages = StageTimes(
        row.detect_ms,
        row.transit_ms,
        row.decide_ms,
        row.send_ms,
        row.execute_ms,
        row.confirm_ms,
    )
    try:
        return LogLine(
            number=row.number,
            key=row.key,
            at=moment_of(row.at_us),
            route=row.route,
            route_name=row.route_name,
            follower=None if row.follower is None else AccountKey.parse(row.follower),
            follower_name=row.follower_name,
            action=row.action,
            side=None if row.side is None else Side(row.side),
            master_symbol=row.master_symbol,
            symbol=row.symbol,
            master_lots=_decimal(row.master_lots),
            lots=_decimal(row.lots),
            master_price=_decimal(row.master_price),
            price=_decimal(row.price),
            slippage_points=_decimal(row.slippage_points),
            slippage_money=_decimal(row.slippage_money),
            currency=row.currency,
            outcome=row.outcome,
            reason=row.reason,
            stages=None if row.total_ms is None else stages,
            total_ms=row.total_ms,
            steps=steps_of_text(row.steps),
        )
    except (ValueError, ArithmeticError) as e:
        raise TradeCopyError(f"line {row.number} of the trade log cannot be read: {e}") from e


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
