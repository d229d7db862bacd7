"""What was settled when routes were armed, in the database. Resolves no symbol itself."""

import msgspec
from sqlalchemy import Engine, Row, delete, select

from tradecopy_desktop.adapters.storage.rows import microseconds
from tradecopy_desktop.adapters.storage.settings_access import reading, saving
from tradecopy_desktop.adapters.storage.tables import baselines, mappings
from tradecopy_desktop.adapters.storage.upsert import upsert
from tradecopy_desktop.adapters.system_clock import SystemClock
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.ports import Clock


class SqlRouteMemory:
    """Baselines and confirmed symbols. Every call reads or writes the disk: not for the loop."""

    def __init__(self, engine: Engine, *, clock: Clock | None = None) -> None:
        self._engine = engine
        self._clock = clock or SystemClock()

    def baselines(self) -> tuple[Baseline, ...]:
        """Return what each route's master held before it, by route."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(baselines).order_by(baselines.c.route)).all()
        return tuple(_baseline(row) for row in rows)

    def save_baseline(self, baseline: Baseline) -> None:
        """Add or replace a route's baseline."""
        with saving(self._engine, f"baseline of route {baseline.route}") as connection:
            row = {
                "route": baseline.route,
                "positions": _encoder.encode(baseline.positions).decode(),
                "pendings": _encoder.encode(baseline.pendings).decode(),
                "made_us": microseconds(self._clock.now()),
            }
            upsert(connection, baselines, [row])

    def mappings(self) -> dict[tuple[str, str], str]:
        """Return the follower's symbol for each (route, master's symbol) that was confirmed."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(mappings)).all()
        return {(row.route, row.master_symbol): row.symbol for row in rows}

    def save_mapping(self, route: str, master_symbol: str, symbol: str, reason: str = "") -> None:
        """Remember which symbol a master's symbol is copied to, and why it is the one."""
        with saving(self._engine, f"symbol {symbol} for {master_symbol}") as connection:
            row = {
                "route": route,
                "master_symbol": master_symbol,
                "symbol": symbol,
                "reason": reason,
                "confirmed_us": microseconds(self._clock.now()),
            }
            upsert(connection, mappings, [row])

    def drop_route_memory(self, route: str) -> None:
        """Forget a route's baseline and mappings; nothing happens where there are none."""
        with saving(self._engine, f"end of route {route}") as connection:
            for table in (baselines, mappings):
                connection.execute(delete(table).where(table.c.route == route))


def _baseline(row: Row[tuple[str, ...]]) -> Baseline:
    try:
        return Baseline(
            route=row.route,
            positions=_decoder.decode(row.positions),
            pendings=_decoder.decode(row.pendings),
        )
    except msgspec.DecodeError as e:
        raise TradeCopyError(f"the stored baseline of route {row.route} cannot be read: {e}") from e


# Sets in an order of their own, so that one value has one text.
_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(frozenset[str])
