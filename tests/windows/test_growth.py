"""What counts as growth: a leak does, a peak and a program's first minutes do not."""

import pytest

from tests.windows.growth import Sample, growing


def _samples(memory: list[float]) -> list[Sample]:
    return [
        Sample(at_s=10.0 * n, handles=300, memory_mb=m, threads=20, gui_objects=40, lag_ms=2)
        for n, m in enumerate(memory)
    ]


def test_growth_when_memory_rises_all_the_time_is_found() -> None:
    # Quarters of four: the third has 190 to 220 MB, the last 230 to 260 MB.
    samples = _samples([110.0 + 10 * n for n in range(16)])

    found = growing(samples)

    assert found == ["memory_mb from 205.0 to 245.0"]


def test_growth_when_only_the_first_half_rises_is_none() -> None:
    samples = _samples([100, 120, 140, 160, 180, 185, 190, 191, *[191.0] * 8])

    assert growing(samples) == []


def test_growth_when_one_moment_stands_out_is_none() -> None:
    samples = _samples([*[150.0] * 14, 400.0, 150.0])

    assert growing(samples) == []


def test_growth_when_there_are_too_few_samples_is_not_judged() -> None:
    with pytest.raises(ValueError, match="8 samples are needed, were 3"):
        growing(_samples([100, 100, 100]))
