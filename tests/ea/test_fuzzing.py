"""Whatever a server says, an executor does not break: the first connections of a long feeding."""

import asyncio
from pathlib import Path

import pytest

from tests.ea.fuzzing import build_all, feed

CALLS = 60


@pytest.mark.parametrize("name", ["Executor mt4", "Executor mt5"])
async def test_executor_when_fed_anything_then_sanitizers_find_nothing(
    build_folder: Path, tmp_path: Path, name: str
) -> None:
    programs = await asyncio.to_thread(build_all, build_folder, [name])

    fed = await feed(programs[name], name, tmp_path, seed=7, calls=CALLS)

    assert fed.finding == ""
    assert fed.calls == CALLS
    # A connection is fed up to 60 frames, most of them all.
    assert fed.frames > 10 * CALLS
