"""Where an Expert Advisor finds port and key (P4): nobody types, and a bridge may move."""

from pathlib import Path

import pytest

from tests.ea.conftest import Programs
from tests.ea.door import door, kept, key_file, port_file, put
from tests.ea.executing import COPIER, HEDGING
from tests.ea.terminal_process import terminal

NOT_TYPED = {"SIM_INPUT_InpPort": "0", "SIM_INPUT_InpKey": ""}


def untyped(folder: Path) -> dict[str, str]:
    """Return how a terminal is started whose inputs were left alone."""
    return {**NOT_TYPED, "SIM_COMMON": str(folder / "common")}


# Nothing listens there: the first port is never given to a program.
NOBODY = 1


@pytest.mark.parametrize("platform", HEDGING)
async def test_settings_when_nothing_is_typed_then_port_and_key_come_from_the_files(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    async with door(COPIER.secret) as now:
        put(port_file(tmp_path), f"port={now.port}\n")
        # What the terminal's own file says of the port is older: the bridge has moved since.
        put(key_file(tmp_path), f"port={NOBODY}\nkey={COPIER.secret}\n")
        async with terminal(
            programs("Executor", platform), COPIER, NOBODY, tmp_path, **untyped(tmp_path)
        ):
            await now.visit()

    assert now.tried == [COPIER.secret]


@pytest.mark.parametrize("common", ["", "port=\n", "port=0\n", "port=65536\n", "port=8x\n"])
async def test_settings_when_the_common_file_names_no_port_then_the_own_one_does(
    programs: Programs, tmp_path: Path, common: str
) -> None:
    async with door(COPIER.secret) as now:
        put(port_file(tmp_path), common)
        put(key_file(tmp_path), f"port={now.port}\nkey={COPIER.secret}\n")
        async with terminal(
            programs("Executor", "mt5"), COPIER, NOBODY, tmp_path, **untyped(tmp_path)
        ):
            await now.visit()

    assert now.tried == [COPIER.secret]


async def test_settings_when_a_port_is_typed_then_no_file_changes_it(
    programs: Programs, tmp_path: Path
) -> None:
    put(port_file(tmp_path), f"port={NOBODY}\n")
    put(key_file(tmp_path), f"port={NOBODY}\nkey={COPIER.secret}\n")
    async with door(COPIER.secret) as now:
        typed = untyped(tmp_path) | {"SIM_INPUT_InpPort": str(now.port)}
        async with terminal(programs("Executor", "mt5"), COPIER, NOBODY, tmp_path, **typed):
            await now.visit()

    assert now.tried == [COPIER.secret]


@pytest.mark.parametrize("platform", HEDGING)
async def test_settings_when_the_bridge_moved_then_is_found_without_a_click(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    put(key_file(tmp_path), f"key={COPIER.secret}\n")
    async with door(COPIER.secret) as before:
        put(port_file(tmp_path), f"port={before.port}\n")
        async with terminal(
            programs("Executor", platform), COPIER, NOBODY, tmp_path, **untyped(tmp_path)
        ):
            visit = await before.visit()
            async with door(COPIER.secret) as after:
                put(port_file(tmp_path), f"port={after.port}\n")
                visit.cut()
                await after.visit()

    assert before.port != after.port
    assert before.tried == after.tried == [COPIER.secret]


async def test_settings_when_the_key_comes_later_then_is_found_without_a_click(
    programs: Programs, tmp_path: Path
) -> None:
    async with door(COPIER.secret) as now:
        # A key in the folder that all terminals share belongs to nobody.
        put(port_file(tmp_path), f"port={now.port}\nkey=not-a-key-of-this-terminal\n")
        async with terminal(
            programs("Executor", "mt4"), COPIER, NOBODY, tmp_path, **untyped(tmp_path)
        ) as copier:
            await copier.until_chart("this EA has no key yet")
            put(key_file(tmp_path), f"key={COPIER.secret}\n")
            copier.order("pass 6000")
            await now.visit()

    assert now.tried == [COPIER.secret]


async def test_settings_when_a_person_wrote_the_file_then_spaces_and_marks_do_no_harm(
    programs: Programs, tmp_path: Path
) -> None:
    async with door(COPIER.secret) as now:
        text = f"\ufeffport = {now.port}\r\n\r\nkey = {COPIER.secret} \r\n"
        put(key_file(tmp_path), text)
        async with terminal(
            programs("Executor", "mt5"), COPIER, NOBODY, tmp_path, **untyped(tmp_path)
        ) as copier:
            await now.visit()
            await copier.until_chart("Connected")

    assert kept(key_file(tmp_path)) == text


async def test_settings_when_the_file_has_the_key_of_another_account_then_the_typed_one_is_tried(
    programs: Programs, tmp_path: Path
) -> None:
    other = "key-of-the-account-before"
    async with door(COPIER.secret, other) as now:
        put(key_file(tmp_path), f"key={other}\n")
        typed = untyped(tmp_path) | {"SIM_INPUT_InpKey": COPIER.secret}
        typed["SIM_INPUT_InpPort"] = str(now.port)
        async with terminal(
            programs("Executor", "mt5"), COPIER, NOBODY, tmp_path, **typed
        ) as copier:
            visit = await now.greeting()
            await visit.send(type="error", code="wrong_account", message="no", field="login")
            visit.cut()
            await copier.until_chart("the key belongs to another account")
            copier.order("pass 35000")
            await now.visit()

    assert now.tried == [other, COPIER.secret]
