"""The Expert Advisors' strict reading, held against the protocol's own vectors."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.ea.conftest import Programs
from tradecopy_desktop.bundled import bundled

# Beyond the vectors, what a reader in MQL must not stumble over.
TAKEN = [
    '{"type":"notify","text":"\\ud83d\\ude00 \\u00fc \\" \\\\ \\/ \u20ac"}',
    ' { "type" : "ack" , "seq" : "18446744073709551615" } ',
    '{"type":"heartbeat","ticks":9007199254740991,"echo":null}',
]
REFUSED = [
    ('{"type":"ack","seq":"18446744073709551616"}', "seq"),
    ('{"type":"ack","seq":"01"}', "seq"),
    ('{"type":"heartbeat","ticks":9007199254740992,"echo":null}', "ticks"),
    ('{"type":"heartbeat","ticks":1e3,"echo":null}', "ticks"),
    ('{"type":"heartbeat","ticks":-1,"echo":null}', "ticks"),
    ('{"type":"heartbeat","ticks":01,"echo":null}', ""),
    ('{"type":"notify","text":"\\u0000"}', "text"),
    ('{"type":"notify","text":"\\n"}', "text"),
    ('{"type":"notify","text":"\\ud83d"}', ""),
    ('{"type":"notify","text":"\\ude00"}', ""),
    ('{"type":"notify","text":"open', ""),
    ('{"type":"notify","text":"a"}x', ""),
    ('{"type":"notify","text":"a",}', ""),
    ('{"type":null}', "type"),
    ("[]", ""),
    ("", ""),
    ('{"type":"notify","text":[[[[[[[[1]]]]]]]]}', ""),
]


def read(program: Path, folder: Path, frames: list[str]) -> list[str]:
    """Return what the reader says of each frame."""
    file = folder / "TradeCopy" / "frames.txt"
    file.parent.mkdir()
    file.write_bytes("".join(f"{frame}\n" for frame in frames).encode("utf-8", "surrogatepass"))
    done = subprocess.run(
        [program],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        env={**os.environ, "SIM_FILES": str(folder)},
        timeout=20,
    )
    lines = [line.removeprefix("LOG ") for line in done.stdout.decode().splitlines()]
    return [line.rstrip() for line in lines if not line.startswith("BOOK")][:-1]


def test_reader_when_given_the_vectors_then_takes_and_refuses_as_they_say(
    programs: Programs, tmp_path: Path
) -> None:
    lines = bundled("ea/vectors.jsonl").read_text(encoding="utf-8").splitlines()
    vectors = [v for v in map(json.loads, lines) if v["direction"] == "bridge" and "frame" in v]

    answers = read(programs("ReadFrames", "mt5"), tmp_path, [v["frame"] for v in vectors])

    told = {v["name"]: answer for v, answer in zip(vectors, answers, strict=True)}
    wanted = {v["name"]: _wanted(v["ok"], v.get("field", "")) for v in vectors}
    assert len(wanted) > 80
    assert told == wanted


@pytest.mark.parametrize("drops_empty_end", ["", "1"], ids=["keeps", "drops"])
def test_reader_when_given_odd_frames_then_is_as_strict(
    programs: Programs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    drops_empty_end: str,
) -> None:
    # Whether StringSplit gives a last empty part is not documented, so both ways must do.
    if drops_empty_end:
        monkeypatch.setenv("SIM_SPLIT_DROPS_EMPTY_END", drops_empty_end)
    frames = [*TAKEN, *(frame for frame, _ in REFUSED)]

    answers = read(programs("ReadFrames", "mt5"), tmp_path, frames)

    assert answers == ["taken"] * len(TAKEN) + [_wanted(False, field) for _, field in REFUSED]


def _wanted(ok: bool, field: str) -> str:
    return "taken" if ok else f"refused {field}".rstrip()
