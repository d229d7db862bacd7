"""Runs tests in a copy of the project, fault after fault, in one process that is told what to do.

Started by its path with that copy's folder; reads one request a line and answers with one. Every
run imports the project and its tests anew, from the copy alone: nothing else of ours is imported.
"""

import gc
import importlib
import json
import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import coverage
import hypothesis
import pytest

PROJECT = ("tradecopy_desktop", "tests")
# The order of tests is chosen here; looking for what was left behind takes longer than most tests.
WITHOUT = ("cacheprovider", "randomly", "unraisableexception", "threadexception")
ALWAYS = ["-q", "-o", "faulthandler_timeout=0", "-W", "ignore::pytest.PytestAssertRewriteWarning"]


class Watch:
    """Chooses tests by their ids, and remembers what became of them."""

    def __init__(self, wanted: Iterable[str] = ()) -> None:
        self.order = {test: place for place, test in enumerate(wanted)}
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        # A failing example need not become smaller and prettier: nobody reads it.
        hypothesis.settings.register_profile(
            "mutation",
            hypothesis.settings.get_profile("test"),
            phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
            report_multiple_bugs=False,
        )
        hypothesis.settings.load_profile("mutation")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.order:
            items[:] = [item for item in items if item.nodeid in self.order]
            items.sort(key=lambda item: self.order[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        spent = self.seconds.get(report.nodeid, 0.0)
        self.seconds[report.nodeid] = spent + report.duration
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


class Contexts:
    """Tells the measurement which test is running."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self.measured = measured

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.measured.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            self.measured.switch_context("")


def main() -> None:
    """Answer requests until there are none."""
    root = Path(sys.argv[1]).resolve()
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    os.chdir(root)
    sys.path[:] = [str(root), *(path for path in sys.path[1:] if not _holds_project(Path(path)))]
    # What stands in memory by now stays there; no need to look through it after every test.
    gc.freeze()
    for line in sys.stdin:
        answer = _answer(root, json.loads(line))
        replies.write(json.dumps(answer) + "\n")
        replies.flush()


def _answer(root: Path, request: dict[str, Any]) -> dict[str, Any]:
    try:
        return reach(root, request) if request["do"] == "reach" else attempt(root, request)
    # Whatever it is, it goes on to who asked: it must not be taken for a noticed mutant.
    except BaseException:  # noqa: BLE001
        return {"error": traceback.format_exc()}


def _holds_project(path: Path) -> bool:
    return any((path / name).is_dir() for name in PROJECT)


def reach(root: Path, request: dict[str, Any]) -> dict[str, Any]:
    """Run all tests, and tell which lines each of them reaches and how long it takes."""
    measured = coverage.Coverage(
        data_file=None, source=[str(root / "tradecopy_desktop")], config_file=False
    )
    watch = Watch()
    measured.start()
    status = _run(request["files"], [watch, Contexts(measured)])
    measured.stop()
    found = measured.get_data()
    numbers = {test: number for number, test in enumerate(watch.seconds)}
    return {
        "status": status,
        "failed": watch.failed,
        "seconds": list(watch.seconds.items()),
        "lines": {
            Path(file).relative_to(root).as_posix(): {
                line: sorted(numbers[test] for test in tests if test in numbers)
                for line, tests in found.contexts_by_lineno(file).items()
            }
            for file in found.measured_files()
        },
    }


def attempt(root: Path, request: dict[str, Any]) -> dict[str, Any]:
    """Run the wanted ones of some files' tests in their order, until one fails."""
    watch = Watch(request["wanted"])
    # What is compiled from a mutant is never kept.
    sys.dont_write_bytecode = True
    status = _run(["-x", *request["files"]], [watch])
    package = sys.modules.get("tradecopy_desktop")
    if package is not None and root not in Path(package.__file__ or "").parents:
        raise RuntimeError(f"the tests imported {package.__file__}, not the copy in {root}")
    return {"status": status, "failed": watch.failed[:1]}


def _run(arguments: list[str], plugins: list[object]) -> int:
    for name in list(sys.modules):
        if name.partition(".")[0] in PROJECT:
            del sys.modules[name]
    importlib.invalidate_caches()
    without = [f"-pno:{plugin}" for plugin in WITHOUT]
    return int(pytest.main([*ALWAYS, *without, *arguments], plugins=plugins))


if __name__ == "__main__":
    main()
