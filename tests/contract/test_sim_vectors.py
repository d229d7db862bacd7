"""The simulated terminals' codec and the bridge's must agree; the vectors say on what."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from tradecopy_desktop.sim.codec import Sender, WireError, decode

VECTORS = Path(__file__).resolve().parents[2] / "ea" / "vectors.jsonl"


def _vectors() -> list[dict[str, Any]]:
    lines = VECTORS.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def _frame(vector: dict[str, Any]) -> str | bytes:
    if "frame_base64" in vector:
        return base64.b64decode(vector["frame_base64"])
    return str(vector["frame"])


def test_vectors_when_counted_hold_both_kinds_for_both_sides() -> None:
    kinds = {(v["direction"], v["ok"]) for v in _vectors()}

    assert kinds == {("ea", True), ("ea", False), ("bridge", True), ("bridge", False)}


@pytest.mark.parametrize("vector", _vectors(), ids=lambda v: v["name"])
def test_frame_when_decoded_is_taken_or_refused_as_the_vector_says(
    vector: dict[str, Any],
) -> None:
    sender, minor = Sender(vector["direction"]), vector.get("minor", 0)

    if vector["ok"]:
        message = decode(_frame(vector), sender, minor=minor)

        assert message["type"] == json.loads(vector["frame"])["type"]
        return
    with pytest.raises(WireError) as refusal:
        decode(_frame(vector), sender, minor=minor)

    assert refusal.value.field == vector["field"]
