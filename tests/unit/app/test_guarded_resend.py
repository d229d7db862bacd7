"""What a broken link lost, where nothing may be opened any more: it is asked about (G4, L9)."""

from tests.unit.app.bench import Bench
from tests.unit.engine.samples import FOLLOWER, opened
from tradecopy_desktop.domain.commands import OpenPosition, VoidInstruction
from tradecopy_desktop.domain.decisions import Bar, SkipReason

LOCKED = Bar(reason=SkipReason.GUARDED, text="the account is locked", cancels=True)


def test_opening_that_a_link_lost_when_the_account_is_barred_then_is_voided_and_not_repeated() -> (
    None
):
    bench = Bench()
    bench.handle(opened("1"))
    bench.lose()
    bench.book.account(FOLLOWER).bar = LOCKED

    bench.connect()

    opening, question = bench.broker.sent
    assert isinstance(opening, OpenPosition)
    assert isinstance(question, VoidInstruction)
    assert question.id == opening.id


def test_opening_that_a_link_lost_when_nothing_bars_it_then_is_repeated() -> None:
    bench = Bench()
    bench.handle(opened("1"))
    bench.lose()

    bench.connect()

    assert [type(command) for command in bench.broker.sent] == [OpenPosition, OpenPosition]
