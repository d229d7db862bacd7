"""Programs made of the Expert Advisors, for all tests of this folder."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.ea.mql.build import MQL4, MQL5, build, compiler, expert, forget_old, script

Programs = Callable[[str, str], Path]

DIALECTS = {"mt4": MQL4, "mt5": MQL5}
READER = Path(__file__).parent / "programs" / "ReadFrames.mq5"
# In the order in which a run of all tests needs them.
SOURCES = {
    ("Executor", "mt4"): expert("TradeCopy_Executor", MQL4),
    ("Executor", "mt5"): expert("TradeCopy_Executor", MQL5),
    ("Monitor", "mt5"): expert("TradeCopy_Monitor", MQL5),
    ("Monitor", "mt4"): expert("TradeCopy_Monitor", MQL4),
    ("ReadFrames", "mt5"): READER,
    ("SelfTest", "mt4"): script("TradeCopy_SelfTest", MQL4),
    ("SelfTest", "mt5"): script("TradeCopy_SelfTest", MQL5),
}


@pytest.fixture(scope="session")
def build_folder(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where programs are built and kept; skip where nothing can be built."""
    if compiler() is None:
        pytest.skip("no g++ with C++20 and 64-bit longs: the Expert Advisors cannot be built here")
    if pytestconfig.cache is None:
        return tmp_path_factory.mktemp("expert-advisors")
    folder = Path(pytestconfig.cache.mkdir("expert-advisors"))
    forget_old(folder)
    return folder


@pytest.fixture(scope="session")
def programs(build_folder: Path) -> Iterator[Programs]:
    """Return how to get a program: ("Monitor", "mt4"). All are built at once, each one once."""
    pool = ThreadPoolExecutor(os.cpu_count())
    built = {
        wanted: pool.submit(build, source, DIALECTS[wanted[1]], build_folder)
        for wanted, source in SOURCES.items()
    }
    yield lambda name, platform: built[name, platform].result()
    pool.shutdown(cancel_futures=True)
