"""Whether what a program holds keeps growing. Measures nothing itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

# What a healthy program may still gain, as a share and at least: caches that fill, pages that the
# system hands out whole. How soon a loop answers depends on the machine's other work too.
_MAY_GAIN = {
    "handles": (0.03, 10.0),
    "memory_mb": (0.03, 6.0),
    "threads": (0.03, 2.0),
    "gui_objects": (0.03, 10.0),
    "lag_ms": (1.0, 20.0),
}
_FEWEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What a program held at one moment; `lag_ms` is how long its loop let a stranger wait."""

    at_s: float
    handles: float
    memory_mb: float
    threads: float
    gui_objects: float
    lag_ms: float


def growing(samples: Sequence[Sample]) -> list[str]:
    """Return what grew within the second half, each with its figures; raise ValueError if too few.

    The medians of the third and the last quarter are compared: a moment's peak is no growth.
    """
    if len(samples) < _FEWEST:
        raise ValueError(f"{_FEWEST} samples are needed, were {len(samples)}")
    quarter = len(samples) // 4
    third, last = samples[2 * quarter : 3 * quarter], samples[3 * quarter :]
    found = []
    for name, (share, least) in _MAY_GAIN.items():
        before = median(getattr(sample, name) for sample in third)
        after = median(getattr(sample, name) for sample in last)
        if after > before + max(least, share * before):
            found.append(f"{name} from {before:.1f} to {after:.1f}")
    return found
