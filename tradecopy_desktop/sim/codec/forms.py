"""The forms that values of a frame may have. A form checks a value and returns what it means."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from tradecopy_desktop.sim.codec.numbers import parse

Form = Callable[[object, str], object]
Rule = Callable[[dict[str, object], str], None]
# Stands in an object for the value of a key that was there more than once.
TWICE = object()

_DIGITS = re.compile(r"0|[1-9][0-9]{0,19}", re.ASCII)
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_MOST = 2**53 - 1


class WireError(Exception):
    """A frame that is not as the protocol says; `field` is the path, `close` the close code."""

    def __init__(self, message: str, *, field: str = "", close: int = 1008) -> None:
        """Keep what is wrong, where, and how the connection is to be closed for it."""
        super().__init__(f"{field}: {message}" if field else message)
        self.message = message
        self.field = field
        self.close = close


def number(value: object, path: str) -> Decimal:
    """Check an exact decimal."""
    try:
        return parse(text_of(value, path))
    except ValueError as e:
        raise WireError(str(e), field=path) from e


def amount(value: object, path: str) -> Decimal:
    """Check lots or a price: a number that is not negative."""
    read = number(value, path)
    if read < 0:
        raise WireError("must not be negative", field=path)
    return read


def positive(value: object, path: str) -> Decimal:
    """Check lots or a price that must be there: a number above 0."""
    read = amount(value, path)
    if not read:
        raise WireError("must be above 0", field=path)
    return read


def digits(value: object, path: str) -> str:
    """Check a ticket, login, magic or sequence number."""
    text = text_of(value, path)
    if _DIGITS.fullmatch(text) is None or int(text) >= 2**64:
        raise WireError("must be a whole number below 2^64 in a string", field=path)
    return text


def ordinal(value: object, path: str) -> str:
    """Check a number that counts from 1."""
    read = digits(value, path)
    if read == "0":
        raise WireError("must be at least 1", field=path)
    return read


def name_128(value: object, path: str) -> str:
    """Check an id: 32 hexadecimal characters."""
    text = text_of(value, path)
    if _ID.fullmatch(text) is None:
        raise WireError("must be 32 characters of 0-9a-f", field=path)
    return text


def integer(value: object, path: str) -> int:
    """Check a whole number that JSON carries exactly."""
    if type(value) is not int or not -_MOST <= value <= _MOST:
        raise WireError("must be a whole number within 2^53-1", field=path)
    return value


def count(value: object, path: str) -> int:
    """Check a whole number from 0."""
    whole = integer(value, path)
    if whole < 0:
        raise WireError("must not be negative", field=path)
    return whole


def between(least: int, most: int = _MOST) -> Form:
    """Return a form of whole numbers within bounds."""

    def check(value: object, path: str) -> int:
        whole = count(value, path)
        if not least <= whole <= most:
            raise WireError(f"must be {least} to {most}", field=path)
        return whole

    return check


def boolean(value: object, path: str) -> bool:
    """Check true or false."""
    if type(value) is not bool:
        raise WireError("must be true or false", field=path)
    return value


def text_of(value: object, path: str) -> str:
    """Check any string."""
    if type(value) is not str:
        raise WireError("must be a string", field=path)
    return value


def text(most: int, *, pattern: str | None = None, least: int = 0) -> Form:
    """Return a form of strings with at most `most` characters."""
    allowed = re.compile(pattern, re.ASCII) if pattern else None

    def check(value: object, path: str) -> str:
        read = text_of(value, path)
        if not least <= len(read) <= most:
            raise WireError(f"must have {least} to {most} characters", field=path)
        if any(c < " " or "\ud800" <= c <= "\udfff" for c in read):
            raise WireError("must hold no control characters and no lone surrogates", field=path)
        if allowed is not None and allowed.fullmatch(read) is None:
            raise WireError(f"must match {pattern}", field=path)
        return read

    return check


def name(most: int) -> Form:
    """Return a form of strings that are not empty."""
    return text(most, least=1)


def one_of(*words: str) -> Form:
    """Return a form of a few words."""
    known = frozenset(words)

    def check(value: object, path: str) -> str:
        read = text_of(value, path)
        if read not in known:
            raise WireError(f"must be one of {', '.join(words)}", field=path)
        return read

    return check


def or_null(form: Form) -> Form:
    """Return a form that also takes null."""
    return lambda value, path: None if value is None else form(value, path)


def array(form: Form, *, least: int = 0, most: int = 1_000_000) -> Form:
    """Return a form of lists of `form`."""

    def check(value: object, path: str) -> list[object]:
        if type(value) is not list:
            raise WireError("must be an array", field=path)
        if not least <= len(value) <= most:
            raise WireError(f"must hold {least} to {most} items", field=path)
        return [form(item, f"{path}[{at}]") for at, item in enumerate(value)]

    return check


def table(fields: Mapping[str, Form], rule: Rule | None = None, *, lenient: bool = False) -> Form:
    """Return a form of objects with exactly these fields, that also keep to `rule`.

    `lenient` passes over further fields.
    """

    def check(value: object, path: str) -> dict[str, object]:
        if type(value) is not dict:
            raise WireError("must be an object", field=path)
        prefix = f"{path}." if path else ""
        read = check_fields(value, fields, prefix, lenient=lenient)
        if rule is not None:
            rule(read, prefix)
        return read

    return check


def check_fields(
    value: dict[str, object], fields: Mapping[str, Form], prefix: str, *, lenient: bool = False
) -> dict[str, object]:
    """Return the object with every value read; raise WireError for a field too many or missing."""
    for key, item in value.items():
        if item is TWICE:
            raise WireError("appears twice", field=f"{prefix}{key}"[:128])
        if key not in fields and not lenient:
            raise WireError("is not a field of this", field=f"{prefix}{key}"[:128])
    read = {}
    for key, form in fields.items():
        if key not in value:
            raise WireError("is missing", field=f"{prefix}{key}")
        read[key] = form(value[key], f"{prefix}{key}")
    return read
