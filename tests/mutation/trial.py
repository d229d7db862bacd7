"""Whether the tests notice a mutant. Noticed is only what makes a test fail, hang or crash."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from tests.mutation.copies import changed
from tests.mutation.mutants import Mutant, mutated
from tests.mutation.reach import Reach, file_of
from tests.mutation.workers import DiedError, TooLongError, Worker

TESTS = ("tests/unit/domain", "tests/unit/engine", "tests/property")
_LONGEST_FIRST_RUN_S = 1_200
# A process that has imported the project that often has grown large.
_RUNS_A_PROCESS = 40


class Verdict(StrEnum):
    """What became of a mutant."""

    FAILED = "made a test fail"
    NOT_IMPORTED = "could not be imported"
    TOO_LONG = "ran out of time"
    DIED = "ended the tests' process"
    SURVIVED = "every test passed"
    NEVER_RUN = "no test runs the line"

    @property
    def is_noticed(self) -> bool:
        """Tell whether the tests are red with this mutant."""
        return self not in (Verdict.SURVIVED, Verdict.NEVER_RUN)


class MutationError(Exception):
    """Mutants cannot be tried; the text says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A mutant, its verdict, and the test that failed first, if one did."""

    mutant: Mutant
    verdict: Verdict
    test: str = ""


def first_run(copy: Path, tests: tuple[str, ...]) -> Reach:
    """Run all tests without a mutant; raise MutationError unless all of them pass."""
    worker = Worker(copy)
    try:
        answer = worker.ask({"do": "reach", "files": tests}, _LONGEST_FIRST_RUN_S)
    except (DiedError, TooLongError) as e:
        raise MutationError("the tests do not come to an end even without a mutant") from e
    finally:
        worker.stop()
    if answer["status"] != 0:
        failed = "\n  ".join(answer["failed"]) or f"pytest ended with status {answer['status']}"
        raise MutationError(f"tests fail without any mutant; mend them first:\n  {failed}")
    seconds = dict(answer["seconds"])
    names = list(seconds)
    lines = {
        file: {int(line): tuple(names[number] for number in found) for line, found in told.items()}
        for file, told in answer["lines"].items()
    }
    return Reach(seconds=seconds, lines=lines)


class Bench:
    """Tries mutants one after another, in one copy of the project."""

    def __init__(self, copy: Path, reach: Reach) -> None:
        self._copy = copy
        self._reach = reach
        self._worker = Worker(copy)

    def trials(self, mutants: Iterable[Mutant]) -> Iterator[Trial]:
        """Try mutants as they come; no verdict of a process that turned out spoiled is given."""
        waiting: list[Trial] = []
        for mutant in mutants:
            waiting.append(self._try(mutant))
            if self._worker.asked >= _RUNS_A_PROCESS:
                yield from self._proven(waiting)
                waiting = []
        yield from self._proven(waiting)

    def close(self) -> None:
        """End the process for good, whatever it is doing."""
        self._worker.close()

    def _proven(self, trials: list[Trial]) -> list[Trial]:
        # What failed with a mutant must still pass without one, in the very same process.
        failing = sorted({t.test for t in trials if t.test in self._reach.seconds})
        passes = not failing or self._run(failing, None)[0] is Verdict.SURVIVED
        self._worker.stop()
        return trials if passes else [self._alone(trial.mutant) for trial in trials]

    def _alone(self, mutant: Mutant) -> Trial:
        trial = self._try(mutant)
        self._worker.stop()
        return trial

    def _try(self, mutant: Mutant) -> Trial:
        if not self._reach.is_run(mutant):
            return Trial(mutant=mutant, verdict=Verdict.NEVER_RUN)
        for tests in self._reach.rounds(mutant):
            verdict, test = self._run(tests, mutant)
            if verdict.is_noticed:
                return Trial(mutant=mutant, verdict=verdict, test=test)
        return Trial(mutant=mutant, verdict=Verdict.SURVIVED)

    def _run(self, tests: list[str], mutant: Mutant | None) -> tuple[Verdict, str]:
        files = sorted({file_of(test) for test in tests})
        limit_s = 20 + 10 * sum(self._reach.seconds[test] for test in tests)
        try:
            with self._fault(mutant):
                request = {"do": "attempt", "files": files, "wanted": tests}
                return _verdict(self._worker.ask(request, limit_s))
        except TooLongError:
            return Verdict.TOO_LONG, ""
        except DiedError:
            return Verdict.DIED, ""

    def _fault(self, mutant: Mutant | None) -> AbstractContextManager[None]:
        if mutant is None:
            return nullcontext()
        file = self._copy / mutant.file
        return changed(file, mutated(file.read_text(encoding="utf-8"), mutant.number))


def _verdict(answer: dict[str, Any]) -> tuple[Verdict, str]:
    failed = next(iter(answer["failed"]), "")
    match answer["status"]:
        case 0 | 5:  # passed, or none of the wanted tests is there any more
            return Verdict.SURVIVED, ""
        case 1 | 2 if failed:
            return (Verdict.FAILED if "::" in failed else Verdict.NOT_IMPORTED), failed
    raise MutationError(f"pytest ended with status {answer['status']}, which says nothing")
