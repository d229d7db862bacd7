"""A batch stored at once leaves the very rows that its records leave one by one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.unit.adapters.storage.samples import (
    close_command,
    copied,
    event_record,
    filled,
    link,
    opened,
    outcome_record,
)
from tradecopy_desktop.adapters.storage.batch_writes import store_all
from tradecopy_desktop.adapters.storage.open_database import open_database, writing
from tradecopy_desktop.adapters.storage.record_writes import store
from tradecopy_desktop.adapters.storage.tables import metadata
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.ports import Record

Rows = dict[str, list[tuple[object, ...]]]

NEW = (
    event_record(1, routes=("r1", "r2")),
    outcome_record(
        2,
        filled(1, seq=1),
        links=(link(1, state=LinkState.LIVE),),
        commands=(close_command(1),),
    ),
    event_record(3),
    event_record(4, event=opened(4, stream="772"), decisions=()),
)
IMAGINED = replace(link(5), shadow=True)
OF_A_SHADOW = event_record(
    5, event=opened(5, stream="772"), decisions=(replace(copied(5), link=IMAGINED),)
)


def _one_by_one(connection: Connection, batch: Sequence[Record]) -> None:
    for record in batch:
        store(connection, record)


def _rows(
    path: Path,
    batches: Sequence[Sequence[Record]],
    way: Callable[[Connection, Sequence[Record]], None],
) -> Rows:
    engine = open_database(path)
    for batch in batches:
        with writing(engine) as connection:
            way(connection, batch)
    with engine.connect() as connection:
        found = {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return found


@pytest.mark.parametrize(
    "batches",
    [
        [NEW],
        [NEW[:1], NEW[1:]],
        [(*NEW, OF_A_SHADOW)],
        # What was stored before comes again, alone and among new records.
        [NEW, NEW],
        [NEW[:2], NEW],
    ],
    ids=["at once", "in two", "with a shadow", "all again", "some again"],
)
def test_batch_when_stored_at_once_then_leaves_the_rows_of_its_records(
    tmp_path: Path, batches: Sequence[Sequence[Record]]
) -> None:
    at_once = _rows(tmp_path / "a.sqlite", batches, store_all)
    singly = _rows(tmp_path / "b.sqlite", batches, _one_by_one)

    assert at_once == singly
    assert at_once["records"]
