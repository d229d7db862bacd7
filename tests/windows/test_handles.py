"""Handles are counted one by one."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.windows.handles import handles_of


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows knows handles")
def test_handles_when_files_are_opened_and_closed_then_counted() -> None:
    before = handles_of(os.getpid())
    with ExitStack() as files:
        for _ in range(10):
            files.enter_context(Path(os.devnull).open(encoding="ascii"))
        opened = handles_of(os.getpid())

    assert opened >= before + 10
    assert handles_of(os.getpid()) <= opened - 10
