"""Terminals are told where the bridge listens; that it cannot be told stops nothing (P4)."""

import os
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from tests.windows.on_wine import skip_on_wine
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.bootstrap import Setup, running
from tradecopy_desktop.domain.errors import PortTakenError


def setup(folder: Path, common: Path | None) -> Setup:
    """Return a program on a free port."""
    return Setup(data_dir=folder, port=0, vault=MemoryVault(), common_files=common)


async def test_port_when_the_bridge_is_up_then_stands_in_the_common_folder(tmp_path: Path) -> None:
    file = tmp_path / "common/TradeCopy/bridge.txt"

    async with running(setup(tmp_path / "data", tmp_path / "common")) as now:
        told = file.read_text(encoding="utf-8")
        port = now.program.port

    assert told == f"port={port}\n"
    # Terminals go on trying there: nobody takes the word back.
    assert file.exists()


async def test_port_when_it_cannot_be_written_then_one_alert_says_so_and_the_program_runs(
    tmp_path: Path,
) -> None:
    (tmp_path / "common").write_text("no folder", encoding="utf-8")

    async with running(setup(tmp_path / "data", tmp_path / "common")) as now:
        alerts = now.board.alerts()
        port = now.program.port

    assert [alert.title for alert in alerts] == ["Terminals may not find the bridge"]
    assert f"type {port} under Inputs" in alerts[0].text


async def test_port_when_there_is_no_common_folder_then_nothing_is_written(tmp_path: Path) -> None:
    async with running(setup(tmp_path / "data", None)) as now:
        alerts = now.board.alerts()

    assert list(alerts) == []
    assert not (tmp_path / "common").exists()
    assert not (tmp_path / "data/TradeCopy").exists()


def taken() -> socket.socket:
    """Return a socket that has a port of this machine."""
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    held.listen()
    return held


@skip_on_wine("names no port's owner")
async def test_port_when_taken_then_says_by_whom_and_which_one_is_free(tmp_path: Path) -> None:
    with taken() as held:
        port = held.getsockname()[1]
        with pytest.raises(PortTakenError, match=rf"port {port} is taken by .+close") as told:
            async with running(replace(setup(tmp_path, None), port=port)):
                pass

    assert f"(process {os.getpid()})" in str(told.value)
    assert told.value.free is not None


async def test_port_when_taken_and_another_is_wanted_then_terminals_are_told_that_one(
    tmp_path: Path,
) -> None:
    with taken() as held:
        port = held.getsockname()[1]
        wish = replace(setup(tmp_path / "data", tmp_path / "c"), port=port, finds_another=True)
        async with running(wish) as now:
            used, alerts = now.program.port, now.board.alerts()

    assert port < used <= port + 20
    told = (tmp_path / "c/TradeCopy/bridge.txt").read_text(encoding="utf-8")
    assert told == f"port={used}\n"
    assert [alert.title for alert in alerts] == [f"The bridge uses port {used}"]
