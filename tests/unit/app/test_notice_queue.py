"""Notices wait in order, the gravest first; what has no room is the oldest of the least grave."""

from tests.unit.app.manual_clock import NOON
from tradecopy_desktop.app.notice_queue import MOST_WAITING, NoticeQueue
from tradecopy_desktop.domain.notices import Notice, Severity

WARNING, ALARM, NOTE = Severity.WARNING, Severity.ALARM, Severity.NOTE


def notice(text: str, severity: Severity = WARNING) -> Notice:
    return Notice(title="Gold", text=text, severity=severity, at=NOON)


def filled(*given: tuple[str, Severity]) -> tuple[NoticeQueue, list[str]]:
    """Return a queue with room for three and what it had no room for."""
    queue = NoticeQueue(most=3)
    lost = [queue.put(notice(text, severity)) for text, severity in given]
    return queue, [each.text for each in lost if each is not None]


def taken(queue: NoticeQueue) -> list[str]:
    """Take everything out, as a courier does; return it in that order."""
    texts = []
    while (waiting := queue.next()) is not None:
        texts.append(waiting.notice.text)
        queue.remove(waiting)
    return texts


def test_queue_when_empty_then_has_nothing_next() -> None:
    assert (NoticeQueue().next(), NoticeQueue().notices()) == (None, ())


def test_notices_when_put_then_come_out_as_they_came_the_gravest_first() -> None:
    queue, lost = filled(("one", WARNING), ("two", ALARM), ("three", WARNING))

    assert [each.text for each in queue.notices()] == ["one", "two", "three"]
    assert (lost, taken(queue)) == ([], ["two", "one", "three"])


def test_notices_when_there_is_no_room_then_the_oldest_goes() -> None:
    queue, lost = filled(("one", ALARM), ("two", ALARM), ("three", ALARM), ("four", ALARM))

    assert (lost, taken(queue)) == (["one"], ["two", "three", "four"])


def test_notices_when_there_is_no_room_for_an_alarm_then_the_oldest_warning_goes() -> None:
    queue, lost = filled(("one", ALARM), ("two", WARNING), ("three", WARNING), ("four", ALARM))

    assert (lost, taken(queue)) == (["two"], ["one", "four", "three"])


def test_notice_when_there_are_graver_ones_alone_then_has_no_room_itself() -> None:
    queue, lost = filled(("one", ALARM), ("two", WARNING), ("three", ALARM), ("four", NOTE))

    assert (lost, taken(queue)) == (["four"], ["one", "three", "two"])


def test_notice_when_it_lost_its_room_while_being_sent_then_its_end_changes_nothing() -> None:
    queue, _ = filled(("one", WARNING))
    sending = queue.next()
    assert sending is not None
    for text in ("two", "three", "four"):
        queue.put(notice(text))

    queue.remove(sending)

    assert taken(queue) == ["two", "three", "four"]


def test_queue_when_as_the_program_has_it_then_holds_64() -> None:
    queue = NoticeQueue()

    lost = [queue.put(notice(str(number))) for number in range(65)]

    assert (MOST_WAITING, lost[:64]) == (64, [None] * 64)
    assert lost[64] == notice("0")
