"""The setup under test, and a Windows of its own to install it on."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows.installation import Installation
from tests.windows.machine import Machine, RealWindows, why_no_wine, wine

ROOT = Path(__file__).resolve().parents[2]
# On a real Windows the tests install into the account that runs them, so they have to be asked.
SETUP_VARIABLE = "TRADECOPY_SETUP"


@pytest.fixture(scope="session")
def setup_file() -> Path:
    """The setup that was built last, or the one that the environment names."""
    given = os.environ.get(SETUP_VARIABLE)
    if given:
        return Path(given).resolve()
    if sys.platform == "win32":
        pytest.skip(f"would install into this account: set {SETUP_VARIABLE} to the setup to do so")
    built = sorted((ROOT / "dist").glob("*-setup*.exe"), key=lambda file: file.stat().st_mtime)
    if not built:
        pytest.skip("no setup was built: python3 run.py installer")
    return built[-1]


@pytest.fixture(scope="module")
def machine(setup_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A Windows for one module of tests."""
    if sys.platform == "win32":
        yield RealWindows()
        return
    missing = why_no_wine()
    if missing:
        pytest.skip(missing)
    with wine(tmp_path_factory.mktemp("wine") / "prefix") as made:
        yield made


@pytest.fixture(scope="module")
def installation(machine: Machine, setup_file: Path) -> Installation:
    """The program's place on that Windows; nothing is installed yet."""
    return Installation(machine, setup_file)
