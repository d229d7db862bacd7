"""Pages of a snapshot: joined in their row, and refused out of it."""

import json

import pytest

from tradecopy_desktop.adapters.mt.decode import Reception, SnapshotPages, decode_from_ea
from tradecopy_desktop.adapters.mt.wire.trade_frames import Snapshot
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.errors import ProtocolError
from tradecopy_desktop.domain.facts import SnapshotTaken
from tradecopy_desktop.domain.values import Reason, Side

RECEPTION = Reception(
    account=AccountKey(login="50123456", server="Example-Demo"),
    role=Role.EXECUTOR,
    stream="771",
    received_ns=1,
    transit_us=None,
)


def _page(frame: str, **changes: object) -> Snapshot:
    decoded = decode_from_ea(json.dumps({**json.loads(frame), **changes}))
    assert isinstance(decoded, Snapshot)
    return decoded


@pytest.fixture
def first(frames: dict[str, str]) -> str:
    """Return page 1 of 2."""
    return frames["snapshot_answer_first_page"]


@pytest.fixture
def last(frames: dict[str, str]) -> str:
    """Return page 2 of 2."""
    return frames["snapshot_answer_last_page"]


def _taken(*pages: Snapshot) -> SnapshotTaken:
    row = SnapshotPages()
    taken = [row.add(page, RECEPTION) for page in pages]
    assert taken[:-1] == [None] * (len(pages) - 1)
    assert taken[-1] is not None
    return taken[-1]


def test_pages_when_all_have_come_then_one_picture(first: str, last: str) -> None:
    taken = _taken(_page(first), _page(last))

    assert (taken.whole, taken.seq, taken.stream, taken.role) == (True, 44, "771", Role.EXECUTOR)
    assert [position.id for position in taken.positions] == ["50123456", "50123460"]
    assert [position.ticket for position in taken.positions] == ["50123456", "50123461"]
    assert [pending.ticket for pending in taken.pendings] == ["60123999", "60124000"]
    assert [(closed.id, closed.side, closed.reason) for closed in taken.closed] == [
        ("50120000", Side.SELL, Reason.TAKE_PROFIT),
        ("50120002", Side.BUY, Reason.TAKE_PROFIT),
    ]


def test_pages_when_one_is_not_whole_then_the_picture_is_not(first: str, last: str) -> None:
    assert not _taken(_page(first, whole=False), _page(last)).whole


def test_pages_when_a_picture_is_complete_then_the_next_begins_anew(
    frames: dict[str, str],
) -> None:
    row = SnapshotPages()
    row.add(_page(frames["snapshot_answer_first_page"]), RECEPTION)
    row.add(_page(frames["snapshot_answer_last_page"]), RECEPTION)

    again = row.add(_page(frames["snapshot_empty_unasked"]), RECEPTION)

    assert again is not None
    assert (again.positions, again.pendings, again.closed) == ((), (), ())


def test_page_when_the_first_is_missing_then_refused(last: str) -> None:
    with pytest.raises(ProtocolError, match="must be 1, was 2") as refused:
        SnapshotPages().add(_page(last), RECEPTION)

    assert refused.value.field == "page"


def test_page_when_it_comes_twice_then_refused(first: str) -> None:
    row = SnapshotPages()
    row.add(_page(first), RECEPTION)

    with pytest.raises(ProtocolError, match="must be 2, was 1"):
        row.add(_page(first), RECEPTION)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"pages": 3}, "pages"), ({"request": "8"}, "request"), ({"seq": "45"}, "seq")],
)
def test_page_when_of_another_snapshot_then_refused(
    first: str, last: str, change: dict[str, object], field: str
) -> None:
    row = SnapshotPages()
    row.add(_page(first), RECEPTION)

    with pytest.raises(ProtocolError) as refused:
        row.add(_page(last, **change), RECEPTION)

    assert refused.value.field == field


def test_pages_when_they_hold_over_500_closed_in_all_then_refused(first: str, last: str) -> None:
    closing = json.loads(last)["closed"][0]
    row = SnapshotPages()
    row.add(_page(first, closed=[closing] * 250), RECEPTION)

    with pytest.raises(ProtocolError) as refused:
        row.add(_page(last, closed=[closing] * 251), RECEPTION)

    assert refused.value.field == "closed"


def test_pages_when_they_hold_500_closed_in_all_then_taken(first: str, last: str) -> None:
    closing = json.loads(last)["closed"][0]

    taken = _taken(_page(first, closed=[closing] * 250), _page(last, closed=[closing] * 250))

    assert len(taken.closed) == 500
