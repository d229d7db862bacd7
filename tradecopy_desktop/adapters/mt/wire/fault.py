"""Says what is wrong with a frame and where. Slow and thorough: used once a frame is refused."""

import json
import re
from collections.abc import Iterator
from typing import Final, Never

from msgspec import ValidationError

from tradecopy_desktop.adapters.mt.wire.words import NOT_TEXT, SENTENCES, shown
from tradecopy_desktop.domain.errors import ProtocolError

MOST_DEPTH: Final = 8

_NAMED_FIELD: Final = re.compile(r"Object (missing required|contains unknown) field `(.*)`", re.S)
_PATTERN: Final = re.compile(r"Expected `str.*` matching regex ('.*')")
_MOST_PATH: Final = 128


class _Object(list[tuple[str, object]]):
    """A JSON object with its keys as written, twice if they were."""


class _NegativeZero:
    """The integer -0, which Python would read as 0."""


def fault_of(content: bytes, error: Exception) -> ProtocolError:
    """Return what is wrong with `content`, which `error` kept from being decoded."""
    try:
        tree = _tree(content.decode())
    except UnicodeDecodeError:
        return ProtocolError("the frame must be UTF-8", code="utf8")
    except RecursionError:
        return _too_deep()
    except ValueError:
        return ProtocolError("the frame must be one JSON object and nothing else")
    if _depth(tree) > MOST_DEPTH:
        return _too_deep()
    if isinstance(error, ValidationError):
        return _typed_fault(str(error))
    return _hidden_fault(tree) or ProtocolError(f"the frame cannot be read: {_plain(str(error))}")


def refuse_hidden_faults(content: bytes) -> None:
    """Raise ProtocolError for what typed decoding lets pass: a key given twice, and -0."""
    try:
        _GLANCE.decode(content.decode())
    except ValueError as error:
        raise fault_of(content, error) from error


def _twice_refused(pairs: list[tuple[str, object]]) -> None:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a key is given twice")


def _negative_zero_refused(text: str) -> None:
    if text == "-0":
        raise ValueError("zero has a sign")


# Keeps nothing of what it reads, so that a long list with spaces between costs little.
_GLANCE: Final = json.JSONDecoder(
    object_pairs_hook=_twice_refused, parse_int=_negative_zero_refused, parse_float=len
)


def _hidden_fault(tree: object) -> ProtocolError | None:
    return next(_faults(tree, ""), None)


def _tree(text: str) -> object:
    return json.loads(
        text,
        object_pairs_hook=_Object,
        parse_int=_integer,
        parse_constant=_no_constant,
        # Raw control characters are let in here, so that the field that holds them can be named.
        strict=False,
    )


def _integer(text: str) -> object:
    # Digits are not turned into a number: Python refuses very long ones.
    return _NegativeZero() if text == "-0" else 0


def _no_constant(name: str) -> Never:
    raise ValueError(f"{name} is no JSON")


def _faults(value: object, path: str) -> Iterator[ProtocolError]:
    if isinstance(value, _Object):
        yield from _faults_in_object(value, path)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _faults(item, f"{path}[{index}]")
    elif isinstance(value, _NegativeZero):
        yield _at(path, "zero must be written without a sign")
    elif isinstance(value, str) and NOT_TEXT.search(value):
        yield _at(path, "must have no control characters and no lone surrogates")


def _faults_in_object(pairs: _Object, path: str) -> Iterator[ProtocolError]:
    seen: set[str] = set()
    for key, value in pairs:
        inner = _joined(path, key)
        if key in seen:
            yield _at(inner, "the key must be given once")
        seen.add(key)
        yield from _faults(value, inner)


def _depth(tree: object) -> int:
    depth, level = 0, [tree]
    while level := [value for value in level if isinstance(value, list)]:
        depth += 1
        level = [inner for value in level for inner in _inner_values(value)]
    return depth


def _inner_values(value: list[object]) -> list[object]:
    return [inner for _, inner in value] if isinstance(value, _Object) else value


def _typed_fault(sentence: str) -> ProtocolError:
    message, _, path = sentence.rpartition(" - at `$")
    if not message:
        message, path = sentence, ""
    path = path.removesuffix("`").removeprefix(".")
    if named := _NAMED_FIELD.match(message):
        wrong = "is missing" if named[1].startswith("missing") else "is not known here"
        return _at(_joined(path, named[2]), wrong)
    if matched := _PATTERN.match(message):
        return _at(path, _SENTENCE_OF_PATTERN.get(matched[1], "is not written as it must be"))
    return _at(path, _plain(message[:1].lower() + message[1:]))


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _at(path: str, message: str) -> ProtocolError:
    # An unknown key may hold anything, at any length, and the path travels in an error frame.
    return ProtocolError(message, field=shown(path, _MOST_PATH))


def _plain(message: str) -> str:
    return shown(message.replace("`", ""), 200)


def _too_deep() -> ProtocolError:
    return ProtocolError(f"objects and lists must be nested at most {MOST_DEPTH} deep")


_SENTENCE_OF_PATTERN: Final = {repr(pattern): sentence for pattern, sentence in SENTENCES.items()}
