"""Every line of ea/id_vectors.jsonl: ids as another program computed them."""

import json
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.ids import copy_id, open_id, stops_id, volume_id

VECTORS = [
    json.loads(line)
    for line in bundled("ea/id_vectors.jsonl").read_text(encoding="utf-8").splitlines()
]


def _name(vector: dict[str, Any]) -> str:
    return str(vector["name"])


def _price(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _computed(vector: dict[str, Any]) -> str:
    inputs = vector["inputs"]
    match vector["kind"]:
        case "copy_id":
            return copy_id(**{**inputs, "master": AccountKey.parse(inputs["master"])})
        case "open_id":
            return open_id(**inputs)
        case "volume_id":
            return volume_id(**inputs)
        case "stops_id":
            return stops_id(
                copy=inputs["copy"],
                stop_loss=_price(inputs["stop_loss"]),
                take_profit=_price(inputs["take_profit"]),
            )
        case kind:
            raise AssertionError(f"no such kind: {kind}")


@pytest.mark.parametrize("vector", VECTORS, ids=_name)
def test_id_when_derived_from_a_vectors_inputs_is_the_vectors(vector: dict[str, Any]) -> None:
    assert _computed(vector) == vector["id"]


@pytest.mark.parametrize("vector", VECTORS, ids=_name)
def test_vector_when_its_text_is_hashed_gives_its_id(vector: dict[str, Any]) -> None:
    assert sha256(vector["hashed"].encode()).hexdigest().startswith(vector["id"])
