"""Programs made of the Expert Advisors, for all tests of this folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ea.mql.build import MQL4, MQL5, build, compiler, expert

Programs = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def build_folder(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where programs are built and kept; skip where nothing can be built."""
    if compiler() is None:
        pytest.skip("no g++ with C++20 and 64-bit longs: the Expert Advisors cannot be built here")
    if pytestconfig.cache is None:
        return tmp_path_factory.mktemp("expert-advisors")
    return Path(pytestconfig.cache.mkdir("expert-advisors"))


@pytest.fixture(scope="session")
def programs(build_folder: Path) -> Programs:
    """Return how to get the program of an Expert Advisor: ("Monitor", "mt4")."""

    def program(name: str, platform: str) -> Path:
        dialect = {"mt4": MQL4, "mt5": MQL5}[platform]
        return build(expert(f"TradeCopy_{name}", dialect), dialect, build_folder)

    return program
