"""What a run has shown, in words and as JSON: the survivors first, then the figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.mutation.equivalents import Equivalent
from tests.mutation.trial import Trial, Verdict

LEAST_SHARE = 95
"""How many of a hundred mutants must be noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A run's trials, with what had been left out of it for good reason."""

    trials: Sequence[Trial]
    seed: int
    seconds: float
    equivalents: int = 0
    outdated: Sequence[Equivalent] = ()

    @property
    def survivors(self) -> list[Trial]:
        """Return the trials that no test noticed."""
        return [trial for trial in self.trials if not trial.verdict.is_noticed]

    @property
    def share(self) -> float:
        """Return how many of a hundred mutants were noticed; 0 where there were none."""
        noticed = len(self.trials) - len(self.survivors)
        return 100 * noticed / len(self.trials) if self.trials else 0.0

    @property
    def complaints(self) -> list[str]:
        """Return why the run is not good enough."""
        strict = sorted({t.mutant.file for t in self.survivors if t.mutant.is_strict})
        found = [
            f"{file}: none may survive here; add a test, or the reason to equivalents.toml"
            for file in strict
        ]
        if self.share < LEAST_SHARE:
            found.append(f"{self.share:.1f} % noticed, at least {LEAST_SHARE} % are wanted")
        return found + [
            f"equivalents.toml: {each.file} has no such change any more: {each.after}"
            for each in self.outdated
        ]

    def lines(self) -> list[str]:
        """Return what a person reads."""
        told = [line for trial in self.survivors for line in _survivor(trial)]
        counts = Counter(trial.verdict for trial in self.trials)
        told += [
            f"{len(self.trials)} mutants (seed {self.seed}) in {self.seconds:.0f} s; "
            f"{self.equivalents} more make no difference and were left out",
            *(f"{counts[verdict]:6} {verdict.value}" for verdict in Verdict if counts[verdict]),
            f"{self.share:.1f} % noticed, {len(self.survivors)} survived",
        ]
        return told + [f"not good enough: {each}" for each in self.complaints]

    def as_json(self) -> dict[str, object]:
        """Return what another program reads."""
        return {
            "mutants": len(self.trials),
            "noticed": len(self.trials) - len(self.survivors),
            "share": round(self.share, 2),
            "seed": self.seed,
            "seconds": round(self.seconds),
            "equivalents": self.equivalents,
            "verdicts": Counter(trial.verdict.name.lower() for trial in self.trials),
            "files": _files(self.trials),
            "survivors": [
                {
                    "file": trial.mutant.file,
                    "line": trial.mutant.line,
                    "function": trial.mutant.function,
                    "before": trial.mutant.before,
                    "after": trial.mutant.after,
                    "verdict": trial.verdict.value,
                }
                for trial in self.survivors
            ],
            "complaints": self.complaints,
        }


def _survivor(trial: Trial) -> list[str]:
    mutant = trial.mutant
    where = f" in {mutant.function}" if mutant.function else ""
    return [
        f"{mutant.file}:{mutant.line}{where}: {trial.verdict.value}",
        f"  - {mutant.before}",
        f"  + {mutant.after}",
    ]


def _files(trials: Sequence[Trial]) -> dict[str, dict[str, int]]:
    tried = Counter(trial.mutant.file for trial in trials)
    noticed = Counter(trial.mutant.file for trial in trials if trial.verdict.is_noticed)
    return {file: {"mutants": tried[file], "noticed": noticed[file]} for file in sorted(tried)}
