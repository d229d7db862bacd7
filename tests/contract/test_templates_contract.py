"""What every store of templates of routes promises, in a database or in memory."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tradecopy_desktop.adapters.storage.open_database import open_database, writing
from tradecopy_desktop.adapters.storage.tables import route_templates
from tradecopy_desktop.adapters.storage.templates_store import (
    MemoryRouteTemplates,
    SqlRouteTemplates,
)
from tradecopy_desktop.domain.filters import Filters, Sessions, SessionWindow
from tradecopy_desktop.domain.route_templates import RouteTemplate, template_of
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import RiskPercent, SymbolOverride
from tradecopy_desktop.template_ports import RouteTemplates

Reopen = Callable[[], RouteTemplates]
HOURS = Sessions(
    zone="Europe/London",
    windows=(SessionWindow(weekdays=frozenset({0, 4}), start=480, end=1_440),),
)
CAREFUL = RouteTemplate(
    name="Careful",
    settings=RouteSettings(
        version=1,
        sizing=RiskPercent(percent=Decimal("0.5")),
        overrides=(SymbolOverride(symbol="XAUUSD", max_lots=Decimal(1)),),
        filters=Filters(symbols_allowed=frozenset({"XAU*"}), sessions=HOURS),
        symbol_map=(("XAUUSD", "GOLD.m"),),
    ),
)
BOLD = replace(CAREFUL, name="Bold")


@pytest.fixture(params=["database", "memory"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reopen]:
    """Return how to get at what is stored, as a program does that starts."""
    if request.param == "memory":
        kept = MemoryRouteTemplates()
        yield lambda: kept
        return
    engine = open_database(tmp_path / "settings.db")
    yield lambda: SqlRouteTemplates(engine)
    engine.dispose()


def test_templates_when_saved_then_are_found_by_name_in_their_order(reopen: Reopen) -> None:
    reopen().save_template(CAREFUL)

    reopen().save_template(BOLD)

    assert list(reopen().templates().items()) == [("Bold", BOLD), ("Careful", CAREFUL)]


def test_template_when_saved_again_then_is_replaced(reopen: Reopen) -> None:
    reopen().save_template(CAREFUL)
    other = replace(CAREFUL, settings=replace(CAREFUL.settings, reverse=True))

    reopen().save_template(other)

    assert reopen().templates() == {"Careful": other}


def test_template_when_dropped_then_is_gone_and_the_others_stay(reopen: Reopen) -> None:
    reopen().save_template(CAREFUL)
    reopen().save_template(BOLD)

    reopen().drop_template("Careful")
    reopen().drop_template("Nobody's")

    assert list(reopen().templates()) == ["Bold"]


def test_template_when_it_cannot_be_read_then_the_others_can(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "settings.db")
    SqlRouteTemplates(engine).save_template(CAREFUL)
    with writing(engine) as connection:
        connection.execute(route_templates.insert().values(name="Broken", body="{}"))

    found = SqlRouteTemplates(engine).templates()
    engine.dispose()

    assert found == {"Broken": None, "Careful": CAREFUL}


def test_template_when_made_of_a_route_then_leaves_out_what_is_the_routes_own() -> None:
    settings = replace(CAREFUL.settings, version=7, literal_lots_confirmed=True)

    assert template_of("Careful", settings) == CAREFUL


def test_template_when_it_has_no_name_then_is_none() -> None:
    with pytest.raises(ValueError, match="a template needs a name"):
        replace(CAREFUL, name=" ")
