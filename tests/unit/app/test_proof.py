"""The proof finds what is wrong in a ledger, and nothing else (rules L5, L9, C4, S4, T1)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.adapters.storage.samples import NOON, copied, filled, link, open_command
from tests.unit.app.proof_ledger import LOTS, ProofLedger, deal, unfilled
from tradecopy_desktop.app.history_views import Proof
from tradecopy_desktop.domain.commands import PlacePending, VoidInstruction
from tradecopy_desktop.domain.decisions import Skipped, SkipReason
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.values import ZERO, PendingKind


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[ProofLedger]:
    ledger = ProofLedger(tmp_path)
    yield ledger
    ledger.engine.dispose()


def counted(proof: Proof) -> tuple[int, int, int]:
    """Return how many copies were prescribed, made, and skipped."""
    return proof.whole.prescribed, proof.whole.copies, proof.whole.skipped


def faults(proof: Proof) -> tuple[int, int, int]:
    """Return how many were missed, duplicated and wrong; each has its sentence."""
    found = (proof.whole.missed, proof.whole.duplicated, proof.whole.wrong)
    assert len(proof.faults) == sum(found)
    return found


def test_ledger_when_empty_then_nothing_was_due_and_every_route_is_named(
    ledger: ProofLedger,
) -> None:
    proof = ledger.proof()

    assert (counted(proof), faults(proof)) == ((0, 0, 0), (0, 0, 0))
    assert [row.route_name for row in proof.routes] == ["Master to Prop"]
    assert (proof.comparisons, proof.compared) == (0, None)


def test_copy_when_opened_and_closed_as_prescribed_then_two_were_due_and_made(
    ledger: ProofLedger,
) -> None:
    ledger.open(1)
    ledger.fill(1)
    ledger.close(1)
    ledger.closed(1)

    proof = ledger.proof()

    assert (counted(proof), faults(proof)) == ((2, 2, 0), (0, 0, 0))
    assert (proof.whole.events, proof.routes[0].events) == (2, 2)


def test_opening_when_no_answer_came_then_is_missed_after_a_minute(ledger: ProofLedger) -> None:
    ledger.open(1)

    soon = ledger.proof(after=timedelta(seconds=59))
    late = ledger.proof(after=timedelta(seconds=62))

    assert (counted(soon), faults(soon)) == ((0, 0, 0), (0, 0, 0))
    assert (counted(late), faults(late)) == ((1, 0, 0), (1, 0, 0))
    (fault,) = late.faults
    assert (fault.route_name, fault.follower_name) == ("Master to Prop", "Prop")
    assert fault.text == (
        "missed: opening of EURUSD.pro for the master's EURUSD: 0.17 lots were ordered, "
        "and no fill is known"
    )


def test_opening_when_the_terminal_cannot_tell_then_is_missed_until_it_is_voided(
    ledger: ProofLedger,
) -> None:
    ledger.open(1)
    unknown = unfilled(Outcome.UNKNOWN)(filled(1, seq=1))
    void = VoidInstruction(id="open-r1-1", copy="copy-r1-1", follower=unknown.account)
    ledger.answer(unknown, link(1, state=LinkState.UNKNOWN), commands=(void,))

    before = ledger.proof()
    taken_back = replace(unknown, outcome=Outcome.DONE, revision=0, copy=None)
    refused = replace(link(1, state=LinkState.REFUSED), opens=(), target=ZERO)
    ledger.answer(taken_back, refused)
    after = ledger.proof()

    assert (counted(before), faults(before)) == ((1, 0, 0), (1, 0, 0))
    assert before.faults[0].text.endswith("the terminal cannot tell whether it was carried out")
    assert (counted(after), faults(after)) == ((0, 0, 1), (0, 0, 0))


def test_opening_when_the_broker_refused_it_then_is_skipped_with_its_close(
    ledger: ProofLedger,
) -> None:
    ledger.open(1)
    over = {"opens": (), "target": ZERO, "state": LinkState.REFUSED, "reason": "no money"}
    ledger.fill(1, edit=unfilled(Outcome.REFUSED), **over)

    proof = ledger.proof()

    assert (counted(proof), faults(proof)) == ((0, 0, 1), (0, 0, 0))


def test_opening_when_it_expired_before_it_was_sent_then_is_skipped(ledger: ProofLedger) -> None:
    ledger.open(1)
    ledger.find(replace(link(1, state=LinkState.REFUSED), opens=(), target=ZERO, reason="too old"))

    proof = ledger.proof()

    assert (counted(proof), faults(proof)) == ((0, 0, 1), (0, 0, 0))


def test_opening_when_a_route_refused_it_then_is_skipped_with_its_reason(
    ledger: ProofLedger,
) -> None:
    late = Skipped(route="r1", reason=SkipReason.TOO_OLD, detail="the signal is too old")
    waits = Skipped(route="r1", reason=SkipReason.PENDING_NOT_COPIED, detail="an order")
    ledger.open(1, decisions=(late,))
    ledger.open(2, decisions=(waits,))

    proof = ledger.proof()

    assert (counted(proof), faults(proof)) == ((0, 0, 1), (0, 0, 0))
    assert proof.whole.events == 2


def test_opening_when_repeated_after_a_refusal_then_was_due_once(ledger: ProofLedger) -> None:
    ledger.open(1)
    again = replace(open_command(1), id="open-again", revision=2)
    opening = replace(link(1).opens[0], id="open-again")
    repeated = replace(link(1), opens=(opening,), revision=2)
    requoted = unfilled(Outcome.REFUSED)(filled(1, seq=1))
    ledger.answer(requoted, repeated, commands=(again,))
    done = replace(filled(2, seq=1), id="open-again", revision=2)
    ledger.answer(done, replace(repeated, filled=LOTS, state=LinkState.LIVE))

    proof = ledger.proof()

    assert (counted(proof), faults(proof)) == ((1, 1, 0), (0, 0, 0))


def test_opening_when_its_repeat_and_itself_were_filled_then_is_duplicated(
    ledger: ProofLedger,
) -> None:
    ledger.open(1)
    again = replace(open_command(1), id="open-again", revision=2)
    twice = replace(link(1, state=LinkState.LIVE), filled=Decimal("0.34"))
    ledger.answer(filled(1, seq=1), twice, commands=(again,))
    second = replace(filled(2, seq=1), id="open-again", fills=(deal("99002", LOTS),), revision=2)
    ledger.answer(second, twice)

    proof = ledger.proof()

    assert (counted(proof), faults(proof)) == ((1, 0, 0), (0, 1, 0))
    assert proof.faults[0].text == (
        "duplicated: opening of EURUSD.pro for the master's EURUSD: opened 0.34 lots in 2 deals "
        "where 0.17 were ordered"
    )


def test_opening_when_carried_out_twice_under_one_name_then_is_duplicated(
    ledger: ProofLedger,
) -> None:
    ledger.open(1)
    ledger.fill(1)
    ledger.fill(1, edit=lambda report: replace(report, fills=(deal("99002", LOTS),)))

    assert faults(ledger.proof()) == (0, 1, 0)


def test_opening_when_its_answer_came_twice_then_is_made_once(ledger: ProofLedger) -> None:
    ledger.open(1)
    ledger.fill(1)
    ledger.fill(1, edit=lambda report: replace(report, outcome=Outcome.ALREADY_DONE))

    proof = ledger.proof()

    assert (counted(proof), faults(proof)) == ((1, 1, 0), (0, 0, 0))


def test_opening_when_filled_in_two_deals_then_is_made(ledger: ProofLedger) -> None:
    parts = (deal("99001", Decimal("0.10")), deal("99002", Decimal("0.07")))
    ledger.open(1)
    ledger.fill(1, edit=lambda report: replace(report, fills=parts))

    assert faults(ledger.proof()) == (0, 0, 0)


@pytest.mark.parametrize("lots", ["0.16", "0.34"])
def test_opening_when_reported_as_filled_with_other_lots_then_is_wrong(
    ledger: ProofLedger, lots: str
) -> None:
    held = Decimal(lots)
    ledger.open(1)
    ledger.fill(1, edit=lambda r: replace(r, fills=(deal("99001", held),), remaining=held))

    proof = ledger.proof()

    assert (counted(proof), faults(proof)) == ((1, 0, 0), (0, 0, 1))
    assert f"0.17 lots were ordered, and {lots} were reported as filled" in proof.faults[0].text


def test_opening_when_filled_in_part_and_taken_as_the_new_base_then_is_made(
    ledger: ProofLedger,
) -> None:
    part = Decimal("0.10")
    ledger.open(1)
    ledger.fill(
        1,
        edit=lambda r: replace(
            r, outcome=Outcome.PARTLY_FILLED, fills=(deal("99001", part),), remaining=part
        ),
        target=part,
    )

    assert faults(ledger.proof()) == (0, 0, 0)


def test_order_when_it_waits_or_was_taken_back_then_nothing_was_due(ledger: ProofLedger) -> None:
    order = open_command(1)
    place = PlacePending(
        id=order.id,
        copy=order.copy,
        revision=1,
        route="r1",
        master=order.master,
        follower=order.follower,
        source=order.source,
        symbol=order.symbol,
        side=order.side,
        kind=PendingKind.LIMIT,
        volume=LOTS,
        price=Decimal("1.08"),
        limit_price=None,
        stop_loss=None,
        take_profit=None,
        expires_at=None,
        magic=order.magic,
        life_ms=5_000,
    )
    waiting = link(1, state=LinkState.PENDING)
    ledger.open(1, decisions=(replace(copied(1), link=waiting, commands=(place,)),))
    before = ledger.proof()

    ledger.find(replace(waiting, state=LinkState.CANCELLED, opens=()))
    after = ledger.proof()

    assert (counted(before), faults(before)) == ((0, 0, 0), (0, 0, 0))
    assert (counted(after), faults(after)) == ((0, 0, 0), (0, 0, 0))


def test_close_when_no_answer_came_then_is_missed_after_a_minute(ledger: ProofLedger) -> None:
    ledger.open(1)
    ledger.fill(1)
    ledger.close(1)

    soon = ledger.proof(after=timedelta(seconds=59))
    late = ledger.proof()

    assert (counted(soon), faults(soon)) == ((1, 1, 0), (0, 0, 0))
    assert (counted(late), faults(late)) == ((2, 1, 0), (1, 0, 0))
    assert late.faults[0].text == (
        "missed: close of EURUSD.pro for the master's EURUSD: the copy was to keep 0 lots, and "
        "still holds 0.17"
    )


def test_close_when_nothing_was_decided_about_it_then_is_missed(ledger: ProofLedger) -> None:
    ledger.open(1)
    ledger.fill(1)
    ledger.close(1, decided=False)

    proof = ledger.proof()

    assert (counted(proof), faults(proof)) == ((2, 1, 0), (1, 0, 0))
    assert proof.faults[0].text == (
        "missed: the master closed EURUSD, and its copy still holds 0.17 EURUSD.pro"
    )


def test_close_when_reported_as_done_with_lots_left_then_is_wrong(ledger: ProofLedger) -> None:
    ledger.open(1)
    ledger.fill(1)
    ledger.close(1)
    left = Decimal("0.05")
    ledger.answer(
        replace(filled(9, seq=1), id="close-r1-1", revision=2, fills=(), remaining=left),
        replace(link(1, state=LinkState.CLOSING), target=ZERO, filled=left),
    )

    proof = ledger.proof()

    assert (counted(proof), faults(proof)) == ((2, 1, 0), (0, 0, 1))


def test_copy_when_it_ended_early_then_nothing_more_is_due(ledger: ProofLedger) -> None:
    ledger.open(1)
    ledger.fill(1)
    ledger.find(replace(link(1, state=LinkState.ENDED_EARLY), filled=ZERO, reason="by hand"))
    ledger.close(1, decided=False)

    proof = ledger.proof()

    assert (counted(proof), faults(proof)) == ((1, 1, 0), (0, 0, 0))


def test_copies_when_two_live_of_one_order_then_one_is_duplicated(ledger: ProofLedger) -> None:
    ledger.open(1)
    ledger.fill(1)
    ledger.find(replace(link(1, state=LinkState.LIVE), copy="another", filled=LOTS))

    proof = ledger.proof()

    assert faults(proof) == (0, 1, 0)
    assert proof.faults[0].text == (
        "duplicated: two copies of one EURUSD order are open: 0.17 and 0.17 EURUSD.pro"
    )


def test_copy_when_it_rests_at_other_lots_than_its_target_then_is_wrong(
    ledger: ProofLedger,
) -> None:
    ledger.open(1)
    ledger.fill(1)
    ledger.find(replace(link(1, state=LinkState.LIVE), filled=Decimal("0.20")))

    proof = ledger.proof()

    assert faults(proof) == (0, 0, 1)
    assert proof.faults[0].text == "wrong: the copy holds 0.20 EURUSD.pro; 0.17 are due"


def test_copy_when_only_imagined_then_nothing_of_it_counts(ledger: ProofLedger) -> None:
    decision = copied(1)
    shadow = replace(decision, link=replace(decision.link, shadow=True))
    ledger.open(1, decisions=(shadow,))

    proof = ledger.proof()

    assert (counted(proof), faults(proof)) == ((0, 0, 0), (0, 0, 0))
    assert proof.whole.events == 1


def test_proof_when_of_days_then_what_was_decided_before_is_left_out(ledger: ProofLedger) -> None:
    ledger.at = NOON - timedelta(days=3)
    ledger.open(1)
    ledger.fill(1)
    ledger.at = NOON
    ledger.close(1)
    ledger.closed(1)

    assert counted(ledger.proof(days=2)) == (1, 1, 0)
    assert counted(ledger.proof(days=7)) == (2, 2, 0)
