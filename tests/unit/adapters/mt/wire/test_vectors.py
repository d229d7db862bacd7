"""Every line of ea/vectors.jsonl: what must be accepted is, what must be refused is."""

import base64
import json
from dataclasses import dataclass, replace
from typing import get_args

import msgspec
import pytest

from tradecopy_desktop.adapters.mt.decode import (
    BridgeFrame,
    EaFrame,
    decode_from_bridge,
    decode_from_ea,
)
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.domain.errors import ProtocolError


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    name: str
    direction: str
    ok: bool
    frame: str | bytes
    field: str
    code: str
    minor: int


def _vector(line: str) -> Vector:
    told = json.loads(line)
    frame = told["frame"] if "frame" in told else base64.b64decode(told["frame_base64"])
    return Vector(
        name=told["name"],
        direction=told["direction"],
        ok=told["ok"],
        frame=frame,
        field=told.get("field", ""),
        code=told.get("code", "protocol"),
        minor=told.get("minor", 0),
    )


VECTORS = [
    _vector(line) for line in bundled("ea/vectors.jsonl").read_text(encoding="utf-8").splitlines()
]
GOOD = [pytest.param(vector, id=vector.name) for vector in VECTORS if vector.ok]
BAD = [pytest.param(vector, id=vector.name) for vector in VECTORS if not vector.ok]


def _decode(vector: Vector, frame: str | bytes) -> EaFrame | BridgeFrame:
    if vector.direction == "bridge":
        return decode_from_bridge(frame)
    return decode_from_ea(frame, minor=vector.minor)


@pytest.mark.parametrize("vector", GOOD)
def test_vector_when_valid_then_accepted_and_the_same_after_writing_again(vector: Vector) -> None:
    decoded = _decode(vector, vector.frame)

    assert _decode(vector, msgspec.json.encode(decoded)) == decoded


@pytest.mark.parametrize("vector", BAD)
def test_vector_when_invalid_then_refused_with_the_field(vector: Vector) -> None:
    with pytest.raises(ProtocolError) as refused:
        _decode(vector, vector.frame)

    assert (refused.value.field, refused.value.code) == (vector.field, vector.code)


def test_vectors_when_they_tell_no_order_then_judged_alike_in_every_minor() -> None:
    alike = [vector for vector in VECTORS if vector.minor == 0 and not _tells_a_deal(vector)]

    judged_otherwise = [
        vector.name
        for vector in alike
        if _accepts(replace(vector, minor=1), vector.frame) is not vector.ok
    ]

    assert len(alike) > 400
    assert judged_otherwise == []


def _tells_a_deal(vector: Vector) -> bool:
    return vector.ok and bool(json.loads(vector.frame).get("deal"))


def test_vectors_when_given_as_bytes_then_judged_as_their_texts_are() -> None:
    texts = [vector for vector in VECTORS if isinstance(vector.frame, str)]

    judged_otherwise = [
        vector.name
        for vector in texts
        if _accepts(vector, str(vector.frame).encode()) is not vector.ok
    ]

    assert judged_otherwise == []


def _accepts(vector: Vector, frame: str | bytes) -> bool:
    try:
        _decode(vector, frame)
    except ProtocolError:
        return False
    return True


@pytest.mark.parametrize(
    ("direction", "frame_types"), [("ea", get_args(EaFrame)), ("bridge", get_args(BridgeFrame))]
)
def test_vectors_when_listed_then_hold_a_valid_frame_of_every_type(
    direction: str, frame_types: tuple[type[msgspec.Struct], ...]
) -> None:
    types = {frame_type.__struct_config__.tag for frame_type in frame_types}

    shown = {
        json.loads(vector.frame)["type"]
        for vector in VECTORS
        if vector.ok and vector.direction == direction
    }

    assert shown == types


def test_vectors_when_listed_then_each_name_is_given_once() -> None:
    names = [vector.name for vector in VECTORS]

    assert len(names) == len(set(names))
