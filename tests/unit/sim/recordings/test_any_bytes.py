"""Whatever the bytes: a recording comes out, or one RecordingError, and never anything else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tradecopy_desktop.sim.recordings import Recording, RecordingError, read_recording

_NAMES = (
    "mt4_statement.htm",
    "mt5_hedging.html",
    "mt5_netting.html",
    "signals_11.csv",
    "signals_13.csv",
    "tradovate.csv",
    "workbook",
)
_STARTS = (
    b"",
    b"PK\x03\x04",
    b"<html>",
    b"\xff\xfe",
    b"Time;Type;Volume;Symbol;Price;Volume;Time;Price;Commission;Swap;Profit\n",
    b"symbol,buyFillId,sellFillId\n",
)
_PIECES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        [
            b"<td>",
            b"</tr>",
            b"<tr>",
            b"</html>",
            b"<![",
            b";",
            b",",
            b"-1",
            b"0",
            b"9" * 30,
            b'"',
            b"\n",
            b"buy",
            b"in/out",
            b"to #1001",
            b"close hedge by #1021",
            b"2024.01.01 00:00:00",
        ]
    ),
)
_fuzz = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def contents(samples: Path, as_workbook: Callable[..., bytes]) -> dict[str, bytes]:
    found = {name: (samples / name).read_bytes() for name in _NAMES if name != "workbook"}
    found["workbook"] = as_workbook(found["mt5_netting.html"].decode("utf-8"))
    return found


def _reads_or_refuses(folder: Path, content: bytes) -> None:
    file = folder / "history"
    file.write_bytes(content)
    outcome = _outcome(file)
    if isinstance(outcome, RecordingError):
        assert "\n" not in str(outcome)
        assert str(outcome).startswith(f"{file}: ")
    else:
        assert outcome.deals
        assert all(deal.volume > 0 and deal.position for deal in outcome.deals)


def _outcome(file: Path) -> Recording | RecordingError:
    try:
        return read_recording(file)
    except RecordingError as e:
        return e


@_fuzz
@given(start=st.sampled_from(_STARTS), rest=st.binary(max_size=300))
def test_any_bytes_when_read_then_a_recording_or_an_error(
    start: bytes, rest: bytes, tmp_path: Path
) -> None:
    _reads_or_refuses(tmp_path, start + rest)


@_fuzz
@given(name=st.sampled_from(_NAMES), share=st.floats(0, 1))
def test_any_sample_when_cut_then_a_recording_or_an_error(
    name: str, share: float, tmp_path: Path, contents: dict[str, bytes]
) -> None:
    content = contents[name]

    _reads_or_refuses(tmp_path, content[: int(len(content) * share)])


@_fuzz
@given(
    name=st.sampled_from(_NAMES),
    changes=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 12), _PIECES), min_size=1, max_size=4
    ),
)
def test_any_sample_when_changed_then_a_recording_or_an_error(
    name: str,
    changes: list[tuple[float, int, bytes]],
    tmp_path: Path,
    contents: dict[str, bytes],
) -> None:
    content = contents[name]
    for share, removed, piece in changes:
        place = int(len(content) * share)
        content = content[:place] + piece + content[place + removed :]

    _reads_or_refuses(tmp_path, content)
