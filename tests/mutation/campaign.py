"""A whole run: copies, a first run, and all trials in several processes at once."""

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue

from tests.mutation.copies import copy_again, copy_project
from tests.mutation.mutants import Mutant
from tests.mutation.reach import Reach
from tests.mutation.trial import TESTS, Bench, Trial, first_run

Tell = Callable[[int, int, Trial | None], None]


def try_all(
    root: Path,
    choose: Callable[[Path], list[Mutant]],
    *,
    jobs: int,
    tell: Tell,
    tests: tuple[str, ...] = TESTS,
) -> list[Trial]:
    """Try the mutants that `choose` finds in a copy of the project at `root`; return them in order.

    `tell` hears the number of those done, that of all, and the latest: none once all are known.
    """
    with tempfile.TemporaryDirectory(
        prefix="tradecopy-faults-", ignore_cleanup_errors=True
    ) as folder:
        # As long as the name of a link may stand for another folder, paths do not compare.
        place = Path(folder).resolve()
        first = copy_project(root, place / "first")
        mutants = choose(first)
        tell(0, len(mutants), None)
        reach = first_run(first, tests)
        copies = [copy_again(first, place / f"copy-{number}") for number in range(jobs)]
        trials = list(_in_parallel(mutants, reach, copies, tell))
    numbers = {mutant: number for number, mutant in enumerate(mutants)}
    return sorted(trials, key=lambda trial: numbers[trial.mutant])


def _in_parallel(
    mutants: list[Mutant], reach: Reach, copies: list[Path], tell: Tell
) -> Iterator[Trial]:
    todo: Queue[Mutant] = Queue()
    for mutant in mutants:
        todo.put(mutant)
    done: Queue[Trial] = Queue()
    benches = [Bench(copy, reach) for copy in copies]
    with ThreadPoolExecutor(len(benches)) as pool:
        try:
            running = [pool.submit(_work, bench, todo, done) for bench in benches]
            for number in range(1, len(mutants) + 1):
                trial = _next(done, running)
                tell(number, len(mutants), trial)
                yield trial
        finally:
            for bench in benches:
                bench.close()


def _work(bench: Bench, todo: Queue[Mutant], done: Queue[Trial]) -> None:
    for trial in bench.trials(_each(todo)):
        done.put(trial)


def _each(todo: Queue[Mutant]) -> Iterator[Mutant]:
    with suppress(Empty):
        while True:
            yield todo.get_nowait()


def _next(done: Queue[Trial], running: list[Future[None]]) -> Trial:
    while True:
        try:
            return done.get(timeout=0.5)
        except Empty:
            for future in running:
                if future.done():
                    future.result()
