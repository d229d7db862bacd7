"""Closes and reductions of copies of every state: gathering, waiting, imagined (rules S3, S4)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.samples import book, position, route, with_step
from tradecopy_desktop.domain.commands import SetVolume
from tradecopy_desktop.domain.decisions import Copied, Decision, NothingToDo, Step
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link, LinkState, PendingTerms
from tradecopy_desktop.domain.sizing import Remainder
from tradecopy_desktop.domain.values import ZERO, PendingKind
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import close_copy, follow_stops, reduce_copy


def _holding(link: Link = LIVE, instrument: Instrument | None = None) -> Book:
    known = book(instrument=instrument or with_step("0.01"))
    known.put(link)
    return known


def _link_of(decision: Decision) -> Link:
    assert decision.link is not None
    return decision.link


GATHERING = replace(
    LIVE,
    state=LinkState.GATHERING,
    opens=(),
    target=ZERO,
    filled=ZERO,
    base=Fraction(0),
    original=Fraction(0),
    accepted=Fraction(2, 5),
    master_volume=Decimal("0.4"),
    exact=Fraction(0),
    waiting=Fraction(1, 250),
)
WAITING = replace(
    LIVE,
    state=LinkState.PENDING,
    pending=PendingTerms(
        kind=PendingKind.LIMIT, price=Decimal("1.09"), limit_price=None, expires_at=None
    ),
)


def test_close_when_explained_then_says_what_is_closed() -> None:
    (decision,) = close_copy(_holding(), route(), "501", version="9701")

    assert isinstance(decision, Copied)
    assert decision.steps == (
        Step(
            rule="close",
            text="the master closed: nothing is kept",
            inputs=(("copy", "1"),),
            result="0",
        ),
    )
    assert (decision.master_lots, decision.settings_version) == (Decimal(1), 1)
    assert decision.link.exact == 0


def test_close_when_nothing_was_opened_yet_then_the_copy_ends_without_a_command() -> None:
    (decision,) = close_copy(_holding(GATHERING), route(), "501", version="9701")

    assert isinstance(decision, Copied)
    assert (decision.commands, decision.master_lots) == ((), Decimal("0.4"))
    link = decision.link
    assert (link.state, link.target, link.accepted) == (LinkState.CLOSED, ZERO, Fraction(0))
    assert (link.waiting, link.master_volume, link.version) == (Fraction(0), ZERO, "9701")
    assert link.reason == "the master closed before anything was opened"


def test_change_when_the_copys_order_still_waits_then_no_volume_is_set() -> None:
    known = _holding(WAITING)

    closing = close_copy(known, route(), "501", version="9701")
    reducing = reduce_copy(known, route(), position("0.5"), version="9601")

    expected = (NothingToDo(route="r1", link=None, detail="nothing of the copy is open yet"),)
    assert closing == reducing == expected


def test_partial_close_when_nothing_was_opened_yet_then_less_is_due() -> None:
    known = _holding(GATHERING)

    (decision,) = reduce_copy(known, route(), position("0.1"), version="9601")

    # A quarter is left of everything.
    assert isinstance(decision, NothingToDo)
    link = _link_of(decision)
    assert (link.accepted, link.waiting) == (Fraction(1, 10), Fraction(1, 1000))
    assert (link.master_volume, link.target) == (Decimal("0.1"), ZERO)
    assert (link.state, link.version) == (LinkState.GATHERING, "9601")


def test_s4_partial_close_when_reduced_then_what_was_not_rounded_shrinks_alike() -> None:
    # 1.234 lots were due and 1.23 opened, 0.004 waits: 30 % of each are left.
    known = _holding(
        replace(
            LIVE,
            base=Fraction("1.23"),
            target=Decimal("1.23"),
            filled=Decimal("1.23"),
            exact=Fraction("1.234"),
            waiting=Fraction("0.004"),
        )
    )

    (decision,) = reduce_copy(known, route(), position("0.3"), version="9601")

    # 1.23 x 0.3 = 0.369.
    assert isinstance(decision, Copied)
    assert decision.link.target == Decimal("0.37")
    assert decision.link.exact == Fraction("0.3702")
    assert decision.link.waiting == Fraction("0.0012")
    assert decision.master_lots == Decimal("0.7")
    assert decision.steps == (
        Step(
            rule="partial close",
            text="the copy's share of what the master keeps, to the nearest step",
            inputs=(
                ("copy", "1.23"),
                ("master keeps", "0.3"),
                ("of", "1"),
                ("step", "0.01"),
                ("minimum", "0.01"),
            ),
            result="0.37",
        ),
    )


def test_s4_partial_close_when_too_little_would_be_left_and_so_chosen_then_all_is_closed() -> None:
    # 1.00 in steps of 0.1 with a minimum of 0.5: 0.4 is below it.
    link = replace(LIVE, remainder=Remainder.CLOSE)
    known = _holding(link, with_step("0.1", low="0.5"))

    (half,) = reduce_copy(known, route(), position("0.5"), version="9601")
    (rest,) = reduce_copy(known, route(), position("0.4"), version="9602")

    assert _link_of(half).target == Decimal("0.5")
    assert isinstance(rest, Copied)
    (command,) = rest.commands
    assert isinstance(command, SetVolume)
    assert command.volume == ZERO
    ended = rest.link
    assert (ended.state, ended.accepted, ended.exact) == (
        LinkState.CLOSING,
        Fraction(0),
        Fraction(0),
    )
    assert ended.version == "9602"
    assert rest.master_lots == Decimal("0.6")
    assert rest.steps[-1].text == "less than the broker's minimum would be left: nothing is kept"
    known.put(ended)
    assert close_copy(known, route(), "501", version="9701") == ()


def test_changes_when_the_copy_is_only_imagined_then_are_decided_all_the_same() -> None:
    known = _holding(replace(LIVE, shadow=True))

    (reduced,) = reduce_copy(known, route(), position("0.5"), version="9601")
    (moved,) = follow_stops(known, route(), position("1", sl="1.095"))
    (closing,) = close_copy(known, route(), "501", version="9701")

    for decision in (reduced, moved, closing):
        assert isinstance(decision, Copied)
        assert (len(decision.commands), decision.link.shadow) == (1, True)
