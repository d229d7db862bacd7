"""What the first version wrote is read into what it means now. The files beside are its own."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zlib import crc32

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from tests.unit.adapters.storage.samples import (
    NOON,
    close_command,
    copied,
    event_record,
    filled,
    link,
    open_command,
    outcome_record,
)
from tradecopy_desktop.adapters.storage.codec import decode_record, link_of_text
from tradecopy_desktop.adapters.storage.intents_file import IntentsFile
from tradecopy_desktop.adapters.storage.ledger import SqlLedger
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.adapters.storage.settings_forms import settings_of_text
from tradecopy_desktop.adapters.storage.settings_store import SqlSettings
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.decisions import NothingToDo, Skipped, SkipReason, Step
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.order_rules import OrderRules
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import Multiplier, SameLots, VolumeRules
from tradecopy_desktop.domain.stop_rules import COPY_PRICES, NO_STOPS
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.ports import EventRecord

FILES = Path(__file__).parent / "version_1"
MIGRATIONS = Path(__file__).parents[4] / "tradecopy_desktop" / "adapters" / "storage" / "migrations"
# The sample's route copies no stops; its copy holds 0.17 lots.
WITHOUT_STOPS = replace(
    link(3, route="r3", state=LinkState.LIVE), stops=NO_STOPS, filled=Decimal("0.17")
)


def stored(name: str) -> str:
    return (FILES / f"{name}.json").read_text(encoding="utf-8").rstrip("\n")


def expected_event() -> EventRecord:
    decisions = (
        copied(1),
        copied(2, route="r5"),
        Skipped(
            route="r2",
            reason=SkipReason.ROUTE_OFF,
            detail="would copy 0.50 lots",
            steps=(Step(rule="S1", text="same lots"),),
        ),
        Skipped(
            route="r3",
            reason=SkipReason.TOO_OLD,
            detail="7 s old",
            link=WITHOUT_STOPS,
            alarming=True,
        ),
        NothingToDo(route="r4", link=None, detail="no copy of it"),
    )
    return replace(event_record(1, decisions=decisions), links=(link(1),))


def test_event_of_version_1_when_read_then_is_what_it_means_now() -> None:
    read = decode_record(stored("event").encode())

    # repr tells 0.5 from 0.50, which == does not.
    assert repr(read) == repr(expected_event())


def test_outcome_of_version_1_when_read_then_is_what_it_means_now() -> None:
    read = decode_record(stored("outcome").encode())

    assert read == outcome_record(
        2, filled(31, seq=1), links=(WITHOUT_STOPS,), commands=(close_command(1),)
    )


def test_link_of_version_1_when_read_then_has_rules_and_an_exact_volume() -> None:
    with_stops = link_of_text(stored("link"))
    without = link_of_text(stored("link_without_stops"))

    assert with_stops == link(1, state=LinkState.LIVE)
    assert without == WITHOUT_STOPS
    assert (with_stops.stops, without.stops) == (COPY_PRICES, NO_STOPS)
    # A ratio of 1/3 of the 1/2 lot that was taken.
    assert with_stops.exact == without.exact == Fraction(1, 6)


@pytest.mark.parametrize(
    ("damage", "instead"),
    [
        ('"stop_policy":"none"', '"stop_policy":"some"'),
        ('"ratio":"1/3"', '"ratio":"2/6"'),
        ('"reason":"too_old"', '"reason":"too_odd"'),
        ('"link":0', '"link":1'),
        ('"ordinal":1', '"ordinal":1,"surprise":1'),
    ],
)
def test_record_of_version_1_when_damaged_then_is_refused(damage: str, instead: str) -> None:
    content = stored("event")
    assert damage in content

    with pytest.raises(TradeCopyError, match="a stored record cannot be read"):
        decode_record(content.replace(damage, instead).encode())


def test_journal_of_version_1_when_opened_then_its_records_are_found(tmp_path: Path) -> None:
    content = stored("event").encode()
    # Marker, version 1, ordinal 1, length, and the sum of all but the marker and itself.
    summed = b"\x01" + (1).to_bytes(8, "big")
    total = crc32(content, crc32(summed))
    (tmp_path / "intents.1").write_bytes(
        b"\xabTCI" + summed + len(content).to_bytes(4, "big") + total.to_bytes(4, "big") + content
    )

    journal = IntentsFile(tmp_path / "intents")
    journal.write(event_record(2))

    assert journal.pending(0) == [expected_event(), event_record(2)]
    journal.close()


def test_settings_of_version_1_when_read_then_flat_fields_are_in_their_rules() -> None:
    read = settings_of_text(stored("settings"))

    assert read == RouteSettings(
        version=3,
        sizing=Multiplier(factor=Decimal("0.50")),
        volume=VolumeRules(max_lots=Decimal("1.00")),
        filters=Filters(
            symbols_allowed=frozenset({"XAUUSD", "EURUSD"}),
            symbols_denied=frozenset({"BTCUSD"}),
            sides=frozenset({Side.BUY}),
        ),
        stops=NO_STOPS,
        orders=OrderRules(max_slippage=20),
        symbol_map=(("XAUUSD", "GOLD"),),
        max_age_ms=3_000,
        literal_lots_confirmed=True,
    )


def test_settings_of_version_1_when_nothing_was_limited_then_are_the_defaults() -> None:
    read = settings_of_text(stored("plain_settings"))

    assert read == RouteSettings(version=1, sizing=SameLots())


@pytest.mark.parametrize(
    ("field", "instead", "complaint"),
    [
        ('"max_lots":"1.00"', '"max_lots":"0"', "most lots must be above 0, was 0"),
        ('"max_slippage":20', '"max_slippage":-1', "slippage must be >= 0 points, was -1"),
        ('"factor":"0.50"', '"factor":"0"', "a multiplier must be above 0, was 0"),
        ('"stops":"none"', '"stops":"some"', r"\$\.stops"),
    ],
)
def test_settings_of_version_1_when_no_route_can_have_them_then_says_why(
    field: str, instead: str, complaint: str
) -> None:
    content = stored("settings")
    assert field in content

    with pytest.raises(TradeCopyError, match=f"stored settings cannot be read: .*{complaint}"):
        settings_of_text(content.replace(field, instead))


def test_database_of_version_1_when_opened_then_is_upgraded_with_all_it_holds(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ledger.db"
    make_database_of_version_1(path)

    engine = open_database(path)

    routes = SqlSettings(engine).routes()
    ledger = SqlLedger(engine, lambda _: None)
    state = ledger.load()
    ledger.close()
    with engine.connect() as connection:
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        empty = connection.execute(text("SELECT count(*) FROM baselines")).scalar_one()
    engine.dispose()
    assert (revision, empty) == ("0008", 0)
    assert [(route.id, route.master, route.settings.stops) for route in routes] == [
        ("r3", AccountKey(login="1001", server="Broker-Demo"), NO_STOPS)
    ]
    assert state.ordinal == 1
    assert state.links == (WITHOUT_STOPS,)
    assert state.outstanding == (open_command(3, route="r3"),)


def make_database_of_version_1(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    microseconds = round(NOON.timestamp() * 1e6)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for table, *values in (
            ("routes", "r3", "gold", "1001@Broker-Demo", "2002@Prop-Live", "live"),
            ("route_settings", "r3", 3, stored("settings")),
            ("records", 1, microseconds),
            (
                "links",
                "copy-r3-3",
                "r3",
                "1001@Broker-Demo",
                "2002@Prop-Live",
                "5003",
                "EURUSD.pro",
                "live",
                None,
                1,
                stored("link_without_stops"),
            ),
            (
                "attempts",
                "open-r3-3",
                1,
                "open",
                "open-r3-3",
                1,
                0,
                "copy-r3-3",
                "2002@Prop-Live",
                None,
                stored("command"),
            ),
        ):
            marks = ", ".join("?" * len(values))
            connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({marks})", tuple(values))
    engine.dispose()
