"""A master and a follower side by side, and what is found between them."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.engine.deciding import commands_of
from tests.unit.engine.link_samples import COPY, LIVE
from tests.unit.engine.samples import FOLLOWER, MASTER, SETTINGS, book, carried, position, route
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.commands import SetVolume
from tradecopy_desktop.domain.findings import Finding
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.recovery_rules import LatePolicy, RecoveryRules
from tradecopy_desktop.domain.trades import ClosedPosition, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Reason, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.reconciling.findings import findings

NONE_BUSY: frozenset[str] = frozenset()
REFUSED = replace(
    LIVE,
    state=LinkState.REFUSED,
    target=ZERO,
    filled=ZERO,
    opens=(),
    entry=None,
    reason="not enough money",
)
GONE = ClosedPosition(
    id="501",
    order="501",
    deal="9701",
    symbol="EURUSD",
    side=Side.BUY,
    volume=Decimal(1),
    closed_at=1_741_953_700_000,
    reason=Reason.CLIENT,
)


def world(
    link: Link | None = LIVE,
    *,
    master: Position | None = None,
    follower: tuple[Position, ...] = (),
    closed: bool = False,
    late: LatePolicy = LatePolicy.SKIP,
    nets: bool = False,
) -> Book:
    """Return a book in which both ends are whole and show this."""
    settings = replace(SETTINGS, recovery=RecoveryRules(late=late))
    mode = MarginMode.NETTING if nets else MarginMode.HEDGING
    known = book(route(settings), follower=mode)
    known.baselines["r1"] = Baseline(route="r1")
    if link is not None:
        known.put(link)
    if master is not None:
        known.account(MASTER).positions[master.id] = master
    known.account(FOLLOWER).positions.update((each.id, each) for each in follower)
    if closed:
        known.account(MASTER).closed["501"] = GONE
    return known


def found(known: Book, busy: frozenset[str] = NONE_BUSY) -> list[Finding]:
    """Return what is found on the only route."""
    return list(findings(known, known.routes["r1"], busy))


def volume_of(finding: Finding) -> Decimal:
    """Return the lots that the correction orders."""
    (command,) = commands_of([*finding.decisions])
    assert isinstance(command, SetVolume)
    return command.volume


def held(volume: str = "1", *, sl: str | None = None) -> Position:
    """Return the follower's position of the copy."""
    return position(volume, id="7701", sl=sl, link=carried(COPY))


def commands_link(finding: Finding) -> Link:
    """Return the copy as the correction leaves it."""
    link = finding.decisions[0].link
    assert link is not None
    return link


def ids_of(finding: Finding) -> list[str]:
    """Return the ids that the correction sends."""
    return [command.id for command in commands_of([*finding.decisions])]
