"""What every test gets: no screen needed, no real keyring, and no trouble left behind unseen."""

import asyncio
import gc
import logging
import os
import sys
from collections.abc import AsyncIterator, Iterator
from typing import ClassVar

# Set here and not by the caller: some runners drop variables named QT_* on the way to us.
if sys.platform.startswith("linux") and not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import keyring
import pytest
import pytest_asyncio
from hypothesis import settings
from keyring.backend import KeyringBackend

# Everybody sees the same examples, so a red test stays red; `--hypothesis-profile nightly` hunts.
settings.register_profile(
    "test", max_examples=30, derandomize=True, deadline=None, database=None, print_blob=True
)
settings.register_profile("nightly", max_examples=1_000, deadline=None, print_blob=True)
settings.load_profile("test")

# Turns of the loop in which cancelled tasks may still come to their end.
_LAST_TURNS = 20


# So much may be made before what cannot be reached is searched for.
_MANY = 50_000


@pytest.fixture(autouse=True)
def searched_on_this_thread() -> Iterator[None]:
    """Free what tests leave behind between two of them, and never on a thread of the program.

    A window that the ledger's thread comes upon would be destroyed there: Qt does not survive it.
    """
    gc.disable()
    yield
    if gc.get_count()[0] > _MANY:
        gc.collect()


class MemoryKeyring(KeyringBackend):
    """A keyring that forgets everything when the test ends."""

    priority: ClassVar[float] = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring leaves it untyped
        self._passwords: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._passwords[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self._passwords.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError(f"{service} holds no password of {username}")


@pytest.fixture(autouse=True)
def memory_keyring() -> MemoryKeyring:
    """Keep every test, also one that forgets to, away from the user's own keyring."""
    vault = MemoryKeyring()
    keyring.set_keyring(vault)
    return vault


class _Troubles(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # Qt under wine, which knows no sharpness by screen; as in the window's own tests.
        if "EnableNonClientDpiScaling() failed" not in record.getMessage():
            self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning or worse, unless it is marked `logs_trouble`."""
    troubles = _Troubles()
    logging.getLogger().addHandler(troubles)
    yield
    logging.getLogger().removeHandler(troubles)
    if troubles.lines and request.node.get_closest_marker("logs_trouble") is None:
        pytest.fail(
            "the test logged trouble (mark it logs_trouble if it means to):\n"
            + "\n".join(troubles.lines)
        )


@pytest.fixture(autouse=True)
def tasks_end(request: pytest.FixtureRequest) -> None:
    """Watch the tasks of asynchronous tests; others have no loop to watch."""
    if request.node.get_closest_marker("asyncio") is not None:
        request.getfixturevalue("no_task_left")


@pytest_asyncio.fixture
async def no_task_left() -> AsyncIterator[None]:
    """Fail a test after whose fixtures have ended a task still runs on its loop."""
    yield
    left = _other_tasks()
    for _ in range(_LAST_TURNS):
        if left:
            await asyncio.sleep(0)
            left = _other_tasks()
    if left:
        pytest.fail("tasks were left running: " + ", ".join(sorted(t.get_name() for t in left)))


def _other_tasks() -> set[asyncio.Task[object]]:
    return {task for task in asyncio.all_tasks() if task is not asyncio.current_task()}
