"""Puts the pages of a snapshot together. Judges neither the picture nor its age."""

from typing import Final

from tradecopy_desktop.adapters.mt.wire.decode_trades import (
    to_closed_position,
    to_funds,
    to_pending_order,
    to_position,
)
from tradecopy_desktop.adapters.mt.wire.reception import Reception
from tradecopy_desktop.adapters.mt.wire.trade_frames import Snapshot
from tradecopy_desktop.domain.errors import ProtocolError
from tradecopy_desktop.domain.facts import SnapshotTaken

MOST_CLOSED: Final = 500


class SnapshotPages:
    """The pages of one connection's snapshot as far as they have come."""

    def __init__(self) -> None:
        self._pages: list[Snapshot] = []

    def add(self, page: Snapshot, reception: Reception) -> SnapshotTaken | None:
        """Return the snapshot with its last page, else None; raise ProtocolError if out of row."""
        self._refuse_out_of_row(page)
        self._pages.append(page)
        if sum(len(known.closed) for known in self._pages) > MOST_CLOSED:
            raise ProtocolError(f"must be at most {MOST_CLOSED} in all pages", field="closed")
        if page.page < page.pages:
            return None
        pages, self._pages = self._pages, []
        return _joined(pages, reception)

    def _refuse_out_of_row(self, page: Snapshot) -> None:
        wanted = len(self._pages) + 1
        if page.page != wanted:
            raise ProtocolError(f"must be {wanted}, was {page.page}", field="page")
        if not self._pages:
            return
        first = self._pages[0]
        for field in ("pages", "request", "seq"):
            if getattr(page, field) != getattr(first, field):
                raise ProtocolError("must be the same on all pages of a snapshot", field=field)


def _joined(pages: list[Snapshot], reception: Reception) -> SnapshotTaken:
    return SnapshotTaken(
        account=reception.account,
        role=reception.role,
        stream=reception.stream,
        # One page that proves nothing leaves the whole without proof.
        whole=all(page.whole for page in pages),
        seq=int(pages[-1].seq),
        funds=to_funds(pages[-1].funds),
        positions=tuple(to_position(one) for page in pages for one in page.positions),
        pendings=tuple(to_pending_order(one) for page in pages for one in page.pendings),
        closed=tuple(to_closed_position(one) for page in pages for one in page.closed),
    )
