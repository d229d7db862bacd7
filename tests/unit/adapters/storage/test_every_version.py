"""A database of every version comes to the present form with all it holds; none is lost."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.golden_databases import VERSIONS, restore_database, rows_of_all_tables
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.adapters.storage.audit_store import SqlAudit
from tradecopy_desktop.adapters.storage.codec import CODEC_VERSION
from tradecopy_desktop.adapters.storage.comparisons_store import SqlComparisons
from tradecopy_desktop.adapters.storage.damaged_database import open_or_set_aside
from tradecopy_desktop.adapters.storage.guards_store import SqlGuards
from tradecopy_desktop.adapters.storage.history_store import SqlHistory
from tradecopy_desktop.adapters.storage.ledger import load_state
from tradecopy_desktop.adapters.storage.notices_store import SqlNoticeSettings
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.adapters.storage.paces_store import SqlPaces
from tradecopy_desktop.adapters.storage.poison_store import SqlPoisons
from tradecopy_desktop.adapters.storage.rule_sets_store import SqlRuleSets
from tradecopy_desktop.adapters.storage.settings_store import SqlSettings
from tradecopy_desktop.adapters.storage.templates_store import SqlRouteTemplates
from tradecopy_desktop.adapters.system_clock import SystemClock
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.guarding import AccountGuard, GuardMemory, RuleSet, Rung
from tradecopy_desktop.domain.limits import Amount, Anchor, LossLimit, Period, Unit
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.notices import QuietHours
from tradecopy_desktop.domain.pace import Pace
from tradecopy_desktop.domain.route_templates import RouteTemplate
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.sizing import Multiplier, SameLots
from tradecopy_desktop.domain.stage_times import StageTimes
from tradecopy_desktop.domain.stop_rules import COPY_PRICES
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.history_ports import LogWanted

MASTER = AccountKey(login="1001", server="Master-Demo")
FOLLOWER = AccountKey(login="2001", server="Follower-Demo")


@pytest.fixture(params=VERSIONS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "tradecopy.sqlite"
    restore_database(request.param, path)
    return path


def test_versions_when_counted_then_every_revision_has_its_dump() -> None:
    folder = Path(__file__).parents[4] / "tradecopy_desktop/adapters/storage/migrations/versions"

    revisions = sorted(file.stem[1:5] for file in folder.glob("r[0-9]*.py"))

    assert revisions == VERSIONS


def test_codec_when_it_changes_then_the_database_has_a_revision_of_its_own() -> None:
    # An older program knows a file that it cannot understand by the revision alone.
    assert (CODEC_VERSION, VERSIONS[-1]) == (2, "0008")


def test_database_of_a_version_when_opened_then_keeps_every_row(path: Path) -> None:
    before = rows_of_all_tables(path)

    open_database(path).dispose()

    after = rows_of_all_tables(path)
    assert {table: after[table] for table in before} == before
    assert (before["links"], before["routes"], before["accounts"]) == (2, 1, 2)


def test_database_of_a_version_when_opened_then_its_copies_are_understood(path: Path) -> None:
    engine = open_database(path)

    with engine.connect() as connection:
        state = load_state(connection)
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    engine.dispose()

    live, closed = state.links
    assert revision == "0008"
    assert (live.position, live.state, live.filled) == ("10001", LinkState.LIVE, Decimal("0.10"))
    assert (closed.position, closed.state) == ("10003", LinkState.CLOSED)
    assert live.stops == COPY_PRICES
    # The copy was opened with order 10001 by deal 10002.
    assert live.orders == ("10001", "10001/10002")
    assert (str(MASTER), "monitor|opened|10001|10001|10002") in state.seen
    assert state.outstanding == ()
    # Deposit, two openings, a close, and the deposit that ended the scene; of the follower's
    # own events, none of which changed a copy, only its three reports are stored.
    assert [(c.account, c.seq, c.report) for c in state.cursors] == [
        (MASTER, 5, 0),
        (FOLLOWER, 0, 3),
    ]


def test_database_of_a_version_when_opened_then_its_settings_are_understood(path: Path) -> None:
    engine = open_database(path)

    settings = SqlSettings(engine)
    (route,) = settings.routes()
    accounts, profiles = settings.accounts(), settings.profiles()
    poisons = SqlPoisons(engine).poisons()
    engine.dispose()

    assert (route.mode, route.settings.sizing) == (RouteMode.LIVE, SameLots())
    assert [account.key for account in accounts] == [MASTER, FOLLOWER]
    assert [profile.key for profile in profiles] == [MASTER, FOLLOWER]
    assert poisons == ()


def test_database_of_the_present_version_when_opened_then_its_request_limits_are_understood(
    tmp_path: Path,
) -> None:
    path = tmp_path / "tradecopy.sqlite"
    restore_database("0007", path)
    engine = open_database(path)

    paces = SqlPaces(engine).paces()
    engine.dispose()

    assert paces == {
        FOLLOWER: Pace(per_minute=300, burst=20, reserve=5, daily_budget=2_000, day_starts=22)
    }


def test_database_of_the_present_version_when_opened_then_its_templates_are_understood(
    tmp_path: Path,
) -> None:
    path = tmp_path / "tradecopy.sqlite"
    restore_database("0008", path)
    engine = open_database(path)

    (template,) = SqlRouteTemplates(engine).templates().values()
    engine.dispose()

    assert isinstance(template, RouteTemplate)
    assert (template.name, template.settings.sizing) == (
        "Careful",
        Multiplier(factor=Decimal("0.1")),
    )


def test_database_of_the_present_version_when_opened_then_its_guards_are_understood(
    tmp_path: Path,
) -> None:
    path = tmp_path / "tradecopy.sqlite"
    restore_database("0007", path)
    engine = open_database(path)

    (guard,) = SqlGuards(engine).guards().values()
    (memory,) = SqlGuards(engine).memories().values()
    (rule_set,) = SqlRuleSets(engine).rule_sets().values()
    (entry,) = SqlAudit(engine).newest(10)
    notices = SqlNoticeSettings(engine, MemoryVault()).load()
    engine.dispose()

    daily = LossLimit(
        period=Period.DAY,
        amount=Amount(value=Decimal(5), unit=Unit.PERCENT_OF_ANCHOR),
        anchor=Anchor.GREATER,
    )
    assert isinstance(guard, AccountGuard)
    assert isinstance(memory, GuardMemory)
    assert isinstance(rule_set, RuleSet)
    assert [limit.rule for limit in guard.limits] == [daily]
    assert (rule_set.limits, rule_set.source) == (guard.limits, "my own")
    assert memory.starts[Period.DAY].balance == Decimal("10000.00")
    assert memory.rungs == {"daily": Rung.FINE}
    assert (entry.account, entry.what) == (FOLLOWER, "limits changed")
    assert notices.unreadable == ()
    assert notices.rules.mail is not None
    assert notices.rules.mail.recipients == ("trader@example.com",)
    assert notices.rules.quiet == QuietHours(begins=1_320, ends=420, zone="Europe/Prague")


def test_database_of_the_present_version_when_opened_then_its_past_is_understood(
    tmp_path: Path,
) -> None:
    path = tmp_path / "tradecopy.sqlite"
    restore_database("0007", path)
    engine = open_database(path)

    history = SqlHistory(engine)
    paused, copied = history.page(LogWanted(), newest=2, first=0, count=10)
    (compared,) = SqlComparisons(engine).compared_since(datetime(2026, 1, 1, tzinfo=UTC))
    engine.dispose()

    assert (paused.number, paused.outcome, paused.stages) == (2, "skipped", None)
    assert paused.reason == "the route is paused: closes only"
    assert (copied.follower, copied.side) == (FOLLOWER, Side.BUY)
    assert (copied.slippage_money, copied.currency) == (Decimal("0.20"), "USD")
    assert copied.stages == StageTimes(1.5, None, 0.25, 0.125, 40.0, 2.0)
    assert [step.rule for step in copied.steps] == ["same lots"]
    assert (compared.times, compared.found, compared.drift) == (3, 1, Decimal("0.01"))


def test_database_of_a_version_when_opened_then_can_shrink(path: Path) -> None:
    engine = open_database(path)

    with engine.connect() as connection:
        # 2 is INCREMENTAL.
        assert connection.exec_driver_sql("PRAGMA auto_vacuum").scalar_one() == 2
    engine.dispose()


def test_database_when_of_a_newer_version_then_is_refused_in_one_line_and_left_alone(
    path: Path,
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
        connection.commit()
    before = path.read_bytes()

    with pytest.raises(TradeCopyError) as refused:
        open_or_set_aside(path, at=SystemClock().now())

    assert str(refused.value) == (
        f"the database {path} was written by a newer version of TradeCopy Desktop: "
        "install that version again"
    )
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["tradecopy.sqlite"]
