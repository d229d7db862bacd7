"""A new key opens the door before the old one is forgotten (P4), whatever dies in between."""

from pathlib import Path

import pytest

from tests.ea.conftest import Programs
from tests.ea.door import LONG_WAIT, door, kept, key_file, put
from tests.ea.executing import COPIER, HEDGING
from tests.ea.scripted_bridge import Visit
from tests.ea.terminal_process import terminal

NEW_KEY = "a-new-key-of-24-letters-"


async def rotate(visit: Visit) -> None:
    """Give a terminal its new key."""
    await visit.send(type="new_key", key=NEW_KEY)
    await visit.expect("key_accepted")
    assert (await visit.expect("bye"))["reason"] == "restarting"


@pytest.mark.parametrize("platform", HEDGING)
async def test_key_when_the_new_one_works_then_the_old_one_is_forgotten(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Executor", platform)
    async with (
        door(COPIER.secret, NEW_KEY) as now,
        terminal(program, COPIER, now.port, tmp_path) as copier,
    ):
        await rotate(await now.visit())
        during = kept(key_file(tmp_path))
        await now.visit()
        await copier.until_chart("Connected")
        after = kept(key_file(tmp_path))

    assert now.tried == [COPIER.secret, NEW_KEY]
    assert COPIER.secret in during
    assert after == f"port={now.port}\nkey={NEW_KEY}\n"


@pytest.mark.parametrize("platform", HEDGING)
@pytest.mark.parametrize("died", [False, True], ids=["same life", "died between"])
async def test_key_when_the_new_one_is_refused_then_the_old_one_opens(
    programs: Programs, tmp_path: Path, platform: str, died: bool
) -> None:
    program = programs("Executor", platform)
    async with door(COPIER.secret) as now:
        if died:
            # What a terminal leaves that stored the new key and died before it tried it.
            lines = f"port={now.port}\nkey={NEW_KEY}\nold={COPIER.secret}\n"
            put(key_file(tmp_path), lines)
        async with terminal(program, COPIER, now.port, tmp_path) as copier:
            if not died:
                await rotate(await now.visit())
            await now.refusal()
            copier.order(LONG_WAIT)
            await now.visit()

    assert now.tried[-2:] == [NEW_KEY, COPIER.secret]
    lines = f"port={now.port}\nkey={NEW_KEY}\nold={COPIER.secret}\n"
    # The terminal's other EA may have come in by the new one.
    assert kept(key_file(tmp_path)) == lines


@pytest.mark.parametrize("platform", HEDGING)
async def test_key_when_the_terminals_other_ea_was_given_it_then_is_read_from_the_file(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    monitor, executor = programs("Monitor", platform), programs("Executor", platform)
    async with (
        door(COPIER.secret, NEW_KEY) as now,
        terminal(executor, COPIER, now.port, tmp_path),
    ):
        follower = await now.visit()
        async with terminal(monitor, COPIER, now.port, tmp_path) as watcher:
            await rotate(await now.visit())
            await now.visit()
            await watcher.until_chart("Connected")
            # From here on the old key is dead; the executor is still in by it.
            now.keys = {NEW_KEY}
            follower.cut()
            again = await now.visit()
            await again.snapshot()

    assert now.tried == [COPIER.secret, COPIER.secret, NEW_KEY, NEW_KEY]
    assert kept(key_file(tmp_path)) == f"port={now.port}\nkey={NEW_KEY}\n"


async def test_key_when_both_eas_of_a_terminal_are_given_it_then_neither_loses_the_old_one(
    programs: Programs, tmp_path: Path
) -> None:
    monitor, executor = programs("Monitor", "mt5"), programs("Executor", "mt5")
    async with (
        door(COPIER.secret) as now,
        terminal(executor, COPIER, now.port, tmp_path) as first,
    ):
        visit = await now.visit()
        async with terminal(monitor, COPIER, now.port, tmp_path) as second:
            other = await now.visit()
            await rotate(visit)
            await rotate(other)
            during = kept(key_file(tmp_path))
            # The bridge forgot the new key: both come back by the old one.
            refused = [await now.refusal(), await now.refusal()]
            first.order(LONG_WAIT)
            second.order(LONG_WAIT)
            await now.visit()
            await now.visit()

    assert during == f"port={now.port}\nkey={NEW_KEY}\nold={COPIER.secret}\n"
    assert refused == [NEW_KEY, NEW_KEY]
    assert now.tried[-2:] == [COPIER.secret, COPIER.secret]


async def test_key_when_it_cannot_be_written_then_the_terminal_stays_with_a_whole_file(
    programs: Programs, tmp_path: Path
) -> None:
    before = f"port=1\nkey={COPIER.secret}\n"
    put(key_file(tmp_path), before)
    async with (
        door(COPIER.secret) as now,
        terminal(programs("Executor", "mt5"), COPIER, now.port, tmp_path) as copier,
    ):
        visit = await now.visit()
        copier.order("full 1")
        await visit.send(type="new_key", key=NEW_KEY)
        complaint = await visit.expect("error")
        still = await visit.snapshot()

    assert complaint["code"] == "not_stored"
    assert still["type"] == "snapshot"
    assert kept(key_file(tmp_path)) == before
    assert not key_file(tmp_path).with_name("bridge.txt.new").exists()


async def test_key_when_the_terminal_died_while_its_file_was_replaced_then_the_new_file_is_taken(
    programs: Programs, tmp_path: Path
) -> None:
    async with door(NEW_KEY) as now:
        left = f"port={now.port}\nkey={NEW_KEY}\nold={COPIER.secret}\n"
        put(key_file(tmp_path).with_name("bridge.txt.new"), left)
        async with terminal(
            programs("Executor", "mt5"), COPIER, now.port, tmp_path, SIM_INPUT_InpKey=""
        ) as copier:
            await now.visit()
            await copier.until_chart("Connected")

    assert now.tried == [NEW_KEY]
    assert kept(key_file(tmp_path)) == f"port={now.port}\nkey={NEW_KEY}\n"


async def test_key_when_a_bridge_that_knows_none_is_on_the_port_then_both_keys_are_kept(
    programs: Programs, tmp_path: Path
) -> None:
    async with door() as now:
        before = f"port={now.port}\nkey={NEW_KEY}\nold={COPIER.secret}\n"
        put(key_file(tmp_path), before)
        async with terminal(
            programs("Executor", "mt5"), COPIER, now.port, tmp_path, SIM_INPUT_InpKey=""
        ) as copier:
            refused = []
            for _ in range(3):
                refused.append(await now.refusal())
                # The bridge that knows the new one alone is back when the new one is tried again.
                now.keys = {NEW_KEY} if len(refused) == 3 else set()
                copier.order(LONG_WAIT)
            assert await now.refusal() == COPIER.secret
            during = kept(key_file(tmp_path))
            copier.order(LONG_WAIT)
            await now.visit()

    assert refused == [NEW_KEY, COPIER.secret, NEW_KEY]
    assert during == before


async def test_key_when_the_files_is_refused_then_the_inputs_is_tried_and_the_file_stays(
    programs: Programs, tmp_path: Path
) -> None:
    async with door(COPIER.secret) as now:
        put(key_file(tmp_path), f"key={NEW_KEY}\n")
        async with terminal(programs("Executor", "mt4"), COPIER, now.port, tmp_path) as copier:
            await now.refusal()
            copier.order(LONG_WAIT)
            await now.visit()

    assert now.tried == [NEW_KEY, COPIER.secret]
    assert kept(key_file(tmp_path)) == f"key={NEW_KEY}\n"
