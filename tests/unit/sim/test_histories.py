"""What a run hands over to be judged: which deal belongs to which instruction."""

from tests.unit.sim.market import D, broker_of
from tradecopy_desktop.domain.values import Reason, Side
from tradecopy_desktop.sim.broker import BookedDeal, CloseRequest, MarketRequest, SimBroker
from tradecopy_desktop.sim.running.histories import instruction_of
from tradecopy_desktop.sim.terminal.journal import Done, Fill, Intent, Journal


def _journal() -> Journal:
    journal = Journal()
    journal.write(_intent("open", opens=True))
    return journal


def _intent(id_: str, *, opens: bool) -> Intent:
    return Intent(
        id=id_,
        copy="copy",
        revision=1,
        symbol="EURUSD",
        side=Side.BUY,
        volume=D(1),
        opens=opens,
        magic="7" if opens else "0",
    )


def _open(broker: SimBroker) -> str:
    request = MarketRequest(
        symbol="EURUSD",
        side=Side.BUY,
        volume=D(1),
        magic="7",
        reason=Reason.EXPERT,
        stop_loss=D("1.09"),
    )
    return broker.send(request).ticket


def _last(broker: SimBroker) -> BookedDeal:
    return list(broker.history.deals())[-1]


def test_deal_when_executed_after_its_answer_timed_out_belongs_to_its_magic() -> None:
    broker = broker_of()
    _open(broker)

    intent = instruction_of(_last(broker), _journal())

    assert intent is not None
    assert intent.id == "open"


def test_closing_when_journalled_belongs_to_the_instruction_that_closed() -> None:
    broker, journal = broker_of(), _journal()
    ticket = _open(broker)
    broker.send(CloseRequest(ticket=ticket, volume=D(1), magic="7", reason=Reason.EXPERT))
    closing = _last(broker)
    journal.write(_intent("close", opens=False))
    fill = Fill(ticket, closing.deal.ticket, closing.deal.order, D(1), D(1), 0)
    journal.write(Done(id="close", outcome="filled", code="", fills=(fill,)))

    intent = instruction_of(closing, journal)

    assert intent is not None
    assert intent.id == "close"


def test_deal_when_a_stop_or_the_trader_made_it_belongs_to_nobody() -> None:
    broker, journal = broker_of(), _journal()
    _open(broker)
    by_hand = _open(broker)

    broker.send(CloseRequest(ticket=by_hand, volume=D(1), magic="7"))
    trader = instruction_of(_last(broker), journal)
    broker.quote("EURUSD", D("1.08"), D("1.09"))
    stop = instruction_of(_last(broker), journal)

    assert _last(broker).deal.reason is Reason.STOP_LOSS
    assert (trader, stop) == (None, None)
