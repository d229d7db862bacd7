"""The frames of ea/vectors.jsonl by name, for tests that need a real frame."""

import json

import pytest

from tradecopy_desktop.bundled import bundled


@pytest.fixture(scope="session")
def frames() -> dict[str, str]:
    """Return the text of every frame that must be accepted."""
    lines = bundled("ea/vectors.jsonl").read_text(encoding="utf-8").splitlines()
    vectors = [json.loads(line) for line in lines]
    return {vector["name"]: vector["frame"] for vector in vectors if vector["ok"]}
