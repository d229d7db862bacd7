"""Which tests reach which lines, and in what order they are to be asked. Runs nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tests.mutation.mutants import Mutant

FIRST_FILES = 3
FIRST_TESTS = 40


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What one run of all tests has shown: the time of each, and the tests of each line."""

    seconds: Mapping[str, float]
    lines: Mapping[str, Mapping[int, tuple[str, ...]]]

    @cached_property
    def breadth(self) -> Mapping[str, int]:
        """Return how many lines each test reaches; who reaches few knows best about them."""
        return Counter(
            test for lines in self.lines.values() for tests in lines.values() for test in tests
        )

    def reaching(self, mutant: Mutant) -> list[str]:
        """Return the tests that reach a mutant's line, those that reach little else first.

        A line that runs when its module is imported counts for all tests of the module.
        """
        lines = self.lines.get(mutant.file, {})
        tests = {test for line in mutant.lines for test in lines.get(line, ())}
        if not tests and self.is_run(mutant):
            tests = {test for found in lines.values() for test in found}
        return sorted(tests, key=lambda test: (self.breadth[test], test))

    def is_run(self, mutant: Mutant) -> bool:
        """Tell whether a mutant's line runs at all, be it by a test or by an import."""
        lines = self.lines.get(mutant.file, {})
        return any(line in lines for line in mutant.lines)

    def rounds(self, mutant: Mutant) -> Iterator[list[str]]:
        """Return the tests to try a mutant with: a few, those that reach it, and all of them.

        A survivor has been seen by all: what is computed once for many tests is reached by one.
        """
        reaching = self.reaching(mutant)
        first = self._first(reaching)
        if first:
            yield first
        # Above a third, most of the time that all of them take would be spent twice.
        if len(first) < len(reaching) and 3 * self._time_of(reaching) < self._time_of(self.seconds):
            yield reaching
        known = set(reaching)
        yield sorted(self.seconds, key=lambda test: (test not in known, self.seconds[test]))

    def _time_of(self, tests: Iterable[str]) -> float:
        return sum(self.seconds[test] for test in tests)

    def _first(self, reaching: list[str]) -> list[str]:
        files: set[str] = set()
        first: list[str] = []
        for test in reaching:
            file = file_of(test)
            if file in files or len(files) < FIRST_FILES:
                files.add(file)
                first.append(test)
        return first[:FIRST_TESTS]


def file_of(test: str) -> str:
    """Return the file of a test's id."""
    return test.partition("::")[0]
