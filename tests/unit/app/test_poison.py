"""What failed once is tried once more after a start; what failed twice is not (rule W6)."""

from dataclasses import replace

import pytest

from tests.unit.app.bench import Bench
from tests.unit.app.test_copying_faults import POISONED
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import MASTER, OTHER_FOLLOWER, added, modified, opened, route
from tradecopy_desktop.domain.facts import TradeEvent
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.ports import PoisonRecord

TEXT = "InvalidOperation: [<class 'decimal.InvalidOperation'>]"
OPENING = "monitor|opened|501|501|9501"
GIVEN_UP = (
    f"route r1 failed twice at the same event and passes it over ({TEXT}): "
    "compare the positions of both ends"
)


class Listener:
    """Somebody who writes down what failed."""

    def __init__(self, bench: Bench) -> None:
        self.failed: list[PoisonRecord] = []
        self.well: list[PoisonRecord] = []
        self.paused: list[Route] = []
        bench.copying.poison.on_failed = self.failed.append
        bench.copying.poison.on_went_well = self.well.append
        bench.copying.poison.on_paused = self.paused.append


def failure(times: int, *, event: str = OPENING, text: str = TEXT) -> PoisonRecord:
    return PoisonRecord(account=MASTER, event=event, route="r1", times=times, text=text)


def again(event: TradeEvent) -> TradeEvent:
    return replace(event, stream="78", seq=event.seq + 40)


@pytest.mark.logs_trouble
def test_w6_event_when_a_route_fails_at_it_then_that_is_written_down_and_the_route_paused() -> None:
    bench = Bench(route(POISONED), route(id="r2", follower=OTHER_FOLLOWER))
    listener = Listener(bench)

    bench.handle(opened("1"))

    assert listener.failed == [failure(1)]
    assert [each.id for each in listener.paused] == ["r1"]
    assert bench.book.routes["r1"].mode is RouteMode.CLOSE_ONLY
    assert [command.follower for command in bench.broker.sent] == [OTHER_FOLLOWER]


@pytest.mark.logs_trouble
def test_w6_event_when_it_fails_again_after_a_start_then_is_counted_twice_and_given_up() -> None:
    bench = Bench(route(POISONED))
    listener = Listener(bench)
    bench.copying.poison.restore([failure(1)])
    bench.handle(opened("1"))
    assert listener.failed == [failure(2)]
    bench.book.put_route(route(POISONED))

    bench.handle(again(opened("1")), again(opened("1", seq=2)))
    bench.commit()

    assert listener.failed == [failure(2)]
    assert bench.notes.troubles[-1] == GIVEN_UP
    assert bench.notes.troubles.count(GIVEN_UP) == 1
    assert bench.broker.acknowledged == ["monitor 77 1", "monitor 78 41", "monitor 78 42"]


def test_w6_event_when_it_failed_twice_before_the_start_then_the_route_is_not_asked() -> None:
    bench = Bench(route(POISONED), route(id="r2", follower=OTHER_FOLLOWER))
    listener = Listener(bench)
    bench.copying.poison.restore([failure(2)])

    bench.handle(opened("1"))
    bench.commit()

    assert (listener.failed, listener.paused) == ([], [])
    assert bench.book.routes["r1"].mode is RouteMode.LIVE
    assert [command.follower for command in bench.broker.sent] == [OTHER_FOLLOWER]
    assert bench.notes.troubles == [GIVEN_UP]
    assert bench.broker.acknowledged == ["monitor 77 1"]


def test_w6_event_when_it_goes_well_at_the_second_try_then_is_copied_and_forgotten() -> None:
    bench = Bench()
    listener = Listener(bench)
    bench.copying.poison.restore([failure(1)])

    bench.handle(opened("1"))

    assert listener.well == [failure(1)]
    assert bench.sent() == ["open buy 1"]


def test_w6_event_when_told_again_after_the_start_then_only_the_failed_route_is_asked() -> None:
    bench = Bench(route(), route(id="r2", follower=OTHER_FOLLOWER))
    bench.handle(opened("1", id="502"))
    bench.answer_all()
    sent = len(bench.broker.sent)
    # In an earlier life r1 could not decide about an event that is stored since.
    bench.recorder.pass_over(opened("1", seq=2))
    bench.copying.poison.restore([failure(1)])

    bench.handle(again(opened("1", seq=2)), again(opened("1", seq=3)))
    bench.answer_all()

    assert [command.copy for command in bench.broker.sent[sent:]] == [COPY]


@pytest.mark.logs_trouble
def test_w6_event_without_a_lasting_name_when_it_fails_then_is_known_by_its_number() -> None:
    bench = Bench()
    listener = Listener(bench)
    bench.handle(opened("1"))
    bench.answer_all()

    bench.copying.set_aside(modified("1"), ValueError("no such price"))

    assert listener.failed == [failure(1, event="monitor|77|6", text="ValueError: no such price")]
    assert bench.book.routes["r1"].mode is RouteMode.CLOSE_ONLY
    bench.commit()
    assert bench.broker.acknowledged[-1] == "monitor 77 6"


@pytest.mark.logs_trouble
def test_w6_route_when_it_failed_at_one_event_then_is_asked_about_another() -> None:
    bench = Bench()
    bench.copying.poison.restore([failure(2)])

    bench.handle(opened("1"), added("3", "2", order="502", made_by="9502"))
    bench.answer_all()

    assert bench.sent() == ["open buy 2"]
