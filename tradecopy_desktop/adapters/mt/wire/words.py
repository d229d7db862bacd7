"""The words in which the protocol writes values (its section 2). Decides form, never meaning."""

import re
from typing import Annotated, Final

from msgspec import Meta

MOST_COUNT: Final = 2**53 - 1

_WHOLE_AND_PLACES: Final = r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,8})?"

# Below 2^64 = 18446744073709551616: up to 19 digits, or 20 that differ first at each place in turn.
_BELOW_2_64: Final = (
    r"0|[1-9][0-9]{0,18}|1[0-7][0-9]{18}|18[0-3][0-9]{17}|184[0-3][0-9]{16}|1844[0-5][0-9]{15}"
    r"|18446[0-6][0-9]{14}|184467[0-3][0-9]{13}|1844674[0-3][0-9]{12}|184467440[0-6][0-9]{10}"
    r"|1844674407[0-2][0-9]{9}|18446744073[0-6][0-9]{8}|1844674407370[0-8][0-9]{6}"
    r"|18446744073709[0-4][0-9]{5}|184467440737095[0-4][0-9]{4}|18446744073709550[0-9]{3}"
    r"|18446744073709551[0-5][0-9]{2}|1844674407370955160[0-9]|1844674407370955161[0-5]"
)

# \Z and not $, which would let a line feed follow; [0-9] and not \d, which takes any script's.
NUMBER: Final = rf"\A(?!-0(?:\.0+)?\Z)-?{_WHOLE_AND_PLACES}\Z"
_NOT_NEGATIVE: Final = rf"\A{_WHOLE_AND_PLACES}\Z"
_ABOVE_ZERO: Final = rf"\A(?!0(?:\.0+)?\Z){_WHOLE_AND_PLACES}\Z"
_DIGITS: Final = rf"\A(?:{_BELOW_2_64})\Z"
_ORDINAL: Final = rf"\A(?!0\Z)(?:{_BELOW_2_64})\Z"
_ID: Final = r"\A[0-9a-f]{32}\Z"
_ID_OR_DIGITS: Final = rf"\A(?:[0-9a-f]{{32}}|{_BELOW_2_64})\Z"
_KEY: Final = r"\A[A-Za-z0-9_-]{16,128}\Z"
_ALPHANUMERIC: Final = r"\A[A-Za-z0-9]{0,20}\Z"
_TEXT: Final = r"\A[^\x00-\x1f]*\Z"
_NAME: Final = r"\A[^\x00-\x1f]+\Z"

NOT_TEXT: Final = re.compile(r"[\x00-\x1f\ud800-\udfff]")

_DECIMAL: Final = (
    'an exact decimal such as "0.10" with at most 12 digits before and 8 behind the point'
)

SENTENCES: Final = {
    NUMBER: f"must be {_DECIMAL}, zero without a sign",
    _NOT_NEGATIVE: f"must be {_DECIMAL}, and not below 0",
    _ABOVE_ZERO: f"must be {_DECIMAL}, and above 0",
    _DIGITS: 'must be digits such as "5012", without leading zeros and below 2^64',
    _ORDINAL: 'must be digits such as "1", without leading zeros, from 1 and below 2^64',
    _ID: "must be 32 characters of 0-9a-f",
    _ID_OR_DIGITS: "must be 32 characters of 0-9a-f, or digits below 2^64",
    _KEY: "must be 16 to 128 characters of A-Z a-z 0-9 - _",
    _ALPHANUMERIC: "must be at most 20 characters of A-Z a-z 0-9",
    _TEXT: "must be a text without control characters",
    _NAME: "must be a text that is not empty and has no control characters",
}
"""What to tell about a value that does not match one of the patterns."""

Number = Annotated[str, Meta(pattern=NUMBER)]
Lots = Annotated[str, Meta(pattern=_NOT_NEGATIVE)]
Price = Annotated[str, Meta(pattern=_NOT_NEGATIVE)]
LotsAboveZero = Annotated[str, Meta(pattern=_ABOVE_ZERO)]
PriceAboveZero = Annotated[str, Meta(pattern=_ABOVE_ZERO)]

Digits = Annotated[str, Meta(pattern=_DIGITS)]
Ordinal = Annotated[str, Meta(pattern=_ORDINAL)]
Id = Annotated[str, Meta(pattern=_ID)]
IdOrDigits = Annotated[str, Meta(pattern=_ID_OR_DIGITS)]
Key = Annotated[str, Meta(pattern=_KEY)]
OrderComment = Annotated[str, Meta(pattern=_ALPHANUMERIC)]

Count = Annotated[int, Meta(ge=0, le=MOST_COUNT)]
CountFromOne = Annotated[int, Meta(ge=1, le=MOST_COUNT)]
Integer = Annotated[int, Meta(ge=-MOST_COUNT, le=MOST_COUNT)]
Micros = Annotated[int, Meta(ge=0, le=MOST_COUNT)]
ServerTime = Annotated[int, Meta(ge=0, le=MOST_COUNT)]

Text8 = Annotated[str, Meta(pattern=_TEXT, max_length=8)]
Text32 = Annotated[str, Meta(pattern=_TEXT, max_length=32)]
Text64 = Annotated[str, Meta(pattern=_TEXT, max_length=64)]
Text128 = Annotated[str, Meta(pattern=_TEXT, max_length=128)]
Text200 = Annotated[str, Meta(pattern=_TEXT, max_length=200)]
Text255 = Annotated[str, Meta(pattern=_TEXT, max_length=255)]
Text500 = Annotated[str, Meta(pattern=_TEXT, max_length=500)]
Name8 = Annotated[str, Meta(pattern=_NAME, max_length=8)]
Name16 = Annotated[str, Meta(pattern=_NAME, max_length=16)]
Name32 = Annotated[str, Meta(pattern=_NAME, max_length=32)]
Name64 = Annotated[str, Meta(pattern=_NAME, max_length=64)]
Name96 = Annotated[str, Meta(pattern=_NAME, max_length=96)]


def shown(text: str, most: int) -> str:
    """Return `text` cut to `most` characters, with a question mark for what no text may hold."""
    return NOT_TEXT.sub("?", text[:most])
