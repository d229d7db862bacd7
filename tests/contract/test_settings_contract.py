"""What every store of settings promises, in a database or in memory."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from tradecopy_desktop.adapters.storage.memory_settings import MemorySettings
from tradecopy_desktop.adapters.storage.open_database import open_database, writing
from tradecopy_desktop.adapters.storage.settings_forms import settings_of_text
from tradecopy_desktop.adapters.storage.settings_store import SqlSettings
from tradecopy_desktop.adapters.storage.tables import route_settings, routes
from tradecopy_desktop.domain.accounts import AccountKey, AccountKind, AccountProfile, Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.order_rules import OrderRules
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import (
    FixedLots,
    Multiplier,
    SameLots,
    SymbolOverride,
    VolumeRules,
)
from tradecopy_desktop.domain.stop_rules import NO_STOPS
from tradecopy_desktop.domain.values import MarginMode, Platform, Side
from tradecopy_desktop.ports import AccountRecord, Registry

MASTER = AccountKey(login="1001", server="Broker-Demo")
FOLLOWER = AccountKey(login="2002", server="Prop@Live 3")
ACCOUNT = AccountRecord(
    key=MASTER,
    name="my master",
    roles=frozenset({Role.MONITOR, Role.EXECUTOR}),
    key_hash="ab" * 32,
    secret_name="terminal 1001@Broker-Demo",
)
ROUTE = Route(
    id="7d1c",
    name="gold to prop",
    master=MASTER,
    follower=FOLLOWER,
    mode=RouteMode.SHADOW,
    settings=RouteSettings(
        version=1,
        sizing=Multiplier(factor=Decimal("0.50")),
        filters=Filters(
            symbols_allowed=frozenset({"XAUUSD", "EURUSD"}),
            symbols_denied=frozenset({"BTCUSD"}),
            sides=frozenset({Side.BUY}),
        ),
        volume=VolumeRules(max_lots=Decimal("1.00")),
        overrides=(SymbolOverride(symbol="XAUUSD", sizing=FixedLots(lots=Decimal("0.10"))),),
        stops=NO_STOPS,
        orders=OrderRules(max_slippage=20),
        symbol_map=(("XAUUSD", "GOLD"),),
        max_age_ms=3_000,
        literal_lots_confirmed=True,
    ),
)
PROFILE = AccountProfile(
    key=FOLLOWER,
    platform=Platform.MT5,
    margin_mode=MarginMode.HEDGING,
    kind=AccountKind.REAL,
    company="Broker Ltd",
    holder="Zoë",
    currency="EUR",
    fifo=False,
    leverage=30,
    order_limit=200,
    stop_out_mode="percent",
    stop_out=Decimal("50.00"),
    build=4885,
    ea_version="1.0.0",
    utc_offset_s=7200,
)
Reopen = Callable[[], Registry]


@pytest.fixture(params=["database", "memory"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reopen]:
    """Return how to get at what is stored, as a program does that starts."""
    if request.param == "memory":
        kept = MemorySettings()
        yield lambda: kept
        return
    engine = open_database(tmp_path / "settings.db")
    yield lambda: SqlSettings(engine)
    engine.dispose()


def test_settings_when_new_then_are_empty(reopen: Reopen) -> None:
    stored = reopen()

    assert (stored.accounts(), stored.routes(), stored.profiles()) == ((), (), ())


def test_account_when_saved_then_is_found(reopen: Reopen) -> None:
    reopen().save_account(ACCOUNT)

    assert reopen().accounts() == (ACCOUNT,)


def test_account_when_saved_again_then_is_replaced_with_its_roles(reopen: Reopen) -> None:
    changed = replace(ACCOUNT, name="new", roles=frozenset({Role.MONITOR}), key_hash="cd" * 32)
    reopen().save_account(ACCOUNT)

    reopen().save_account(changed)

    assert reopen().accounts() == (changed,)


def test_account_when_its_key_was_renewed_then_keeps_the_old_ones_until_it_is_saved_without(
    reopen: Reopen,
) -> None:
    old = {(Role.MONITOR, "ef" * 32), (Role.EXECUTOR, "ef" * 32), (Role.EXECUTOR, "01" * 32)}
    renewed = replace(ACCOUNT, old_keys=frozenset(old))

    reopen().save_account(renewed)
    during = reopen().accounts()
    reopen().save_account(ACCOUNT)

    assert during == (renewed,)
    assert reopen().accounts() == (ACCOUNT,)


def test_account_when_dropped_then_nothing_of_it_is_left_and_others_stay(reopen: Reopen) -> None:
    other = replace(ACCOUNT, key=FOLLOWER, name="other")
    renewed = replace(ACCOUNT, old_keys=frozenset({(Role.MONITOR, "ef" * 32)}))
    reopen().save_account(renewed)
    reopen().save_account(other)
    reopen().save_profile(PROFILE)
    reopen().save_profile(replace(PROFILE, key=MASTER))

    reopen().drop_account(MASTER)
    reopen().drop_account(MASTER)

    assert reopen().accounts() == (other,)
    assert reopen().profiles() == (PROFILE,)
    # Added again it is as new.
    reopen().save_account(ACCOUNT)
    assert set(reopen().accounts()) == {ACCOUNT, other}


def test_account_when_without_a_role_then_is_kept_so(reopen: Reopen) -> None:
    resting = replace(ACCOUNT, roles=frozenset())

    reopen().save_account(resting)

    assert reopen().accounts() == (resting,)


def test_account_when_its_login_exists_at_another_server_then_both_are_kept(
    reopen: Reopen,
) -> None:
    twin = replace(ACCOUNT, key=replace(MASTER, server="Another"))
    reopen().save_account(ACCOUNT)

    reopen().save_account(twin)

    assert reopen().accounts() == (twin, ACCOUNT)


def test_route_when_saved_then_is_found(reopen: Reopen) -> None:
    reopen().save_route(ROUTE)

    assert reopen().routes() == (ROUTE,)


def test_route_when_its_mode_changes_then_needs_no_new_version(reopen: Reopen) -> None:
    armed = replace(ROUTE, mode=RouteMode.LIVE, name="gold")
    reopen().save_route(ROUTE)

    reopen().save_route(armed)

    assert reopen().routes() == (armed,)


def test_route_when_its_settings_change_then_the_newest_are_found(reopen: Reopen) -> None:
    changed = replace(ROUTE, settings=RouteSettings(version=2, sizing=SameLots()))
    reopen().save_route(ROUTE)

    reopen().save_route(changed)

    assert reopen().routes() == (changed,)


@pytest.mark.parametrize("version", [1, 0])
def test_route_when_its_settings_change_without_a_higher_version_then_is_refused(
    reopen: Reopen, version: int
) -> None:
    changed = replace(ROUTE, settings=RouteSettings(version=version, sizing=SameLots()))
    reopen().save_route(ROUTE)

    with pytest.raises(ValueError, match=f"must be above 1, was {version}"):
        reopen().save_route(changed)

    assert reopen().routes() == (ROUTE,)


def test_routes_when_several_then_come_by_name(reopen: Reopen) -> None:
    other = replace(ROUTE, id="0a", name="a first one")
    reopen().save_route(ROUTE)

    reopen().save_route(other)

    assert [route.name for route in reopen().routes()] == ["a first one", "gold to prop"]


def test_profile_when_saved_again_then_the_last_is_found(reopen: Reopen) -> None:
    later = replace(PROFILE, leverage=100, utc_offset_s=None)
    reopen().save_profile(PROFILE)

    reopen().save_profile(later)

    assert reopen().profiles() == (later,)


def test_versions_when_settings_change_then_all_are_kept_in_the_database(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "settings.db")
    store = SqlSettings(engine)
    second = RouteSettings(version=2, sizing=SameLots())

    store.save_route(ROUTE)
    store.save_route(replace(ROUTE, settings=second))

    with engine.connect() as connection:
        rows = connection.execute(select(route_settings).order_by(route_settings.c.version)).all()
    assert [settings_of_text(row.body) for row in rows] == [ROUTE.settings, second]
    engine.dispose()


def test_database_when_locked_then_says_what_was_not_saved(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "settings.db", busy_ms=10)
    with writing(engine), pytest.raises(TradeCopyError, match="account 'my master' was not saved"):
        SqlSettings(engine).save_account(ACCOUNT)
    engine.dispose()


def test_settings_when_stored_text_is_wrong_then_says_so(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "settings.db")
    SqlSettings(engine).save_route(ROUTE)
    with writing(engine) as connection:
        connection.execute(route_settings.update().values(body='{"version":1}'))

    with pytest.raises(TradeCopyError, match="a route's stored settings cannot be read"):
        SqlSettings(engine).routes()
    engine.dispose()


def test_route_when_removed_then_is_left_out_and_the_others_stay(reopen: Reopen) -> None:
    other = replace(ROUTE, id="r2", name="other")
    reopen().save_route(ROUTE)
    reopen().save_route(other)

    reopen().drop_route(ROUTE.id)
    reopen().drop_route("nobody's")

    assert reopen().routes() == (other,)


def test_route_when_removed_then_the_database_keeps_its_name_and_settings(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "settings.db")
    SqlSettings(engine).save_route(ROUTE)

    SqlSettings(engine).drop_route(ROUTE.id)

    with engine.connect() as connection:
        (row,) = connection.execute(select(routes.c.name)).all()
        versions = connection.execute(select(route_settings.c.version)).scalars().all()
    engine.dispose()
    assert row.name == ROUTE.name
    assert versions == [ROUTE.settings.version]
