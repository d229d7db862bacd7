"""Records of the program as bytes and back, exactly. Never changes a value on the way.

The text is JSON: decimals and fractions are strings in it, so no number passes through float.
Whoever changes a form below raises `CODEC_VERSION`, keeps reading the old one, and adds a revision
of the database, if only an empty one: an older program then refuses the file instead of taking what
it cannot understand for damage.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from typing import Final, TypeVar

import msgspec

from tradecopy_desktop.adapters.storage.command_forms import (
    CommandForm,
    command_from,
    command_to,
)
from tradecopy_desktop.adapters.storage.forms import (
    EventForm,
    OutcomeForm,
    event_from,
    event_to,
    outcome_from,
    outcome_to,
)
from tradecopy_desktop.adapters.storage.forms_of_version_1 import (
    EventForm1,
    LinkForm1,
    OutcomeForm1,
    link_of_version_1,
    record_of_version_1,
)
from tradecopy_desktop.adapters.storage.link_forms import LinkForm, link_from, link_to
from tradecopy_desktop.domain.accounts import AccountProfile
from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.decisions import Decision, NothingToDo, Step
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import InstructionReported, TradeEvent
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.ports import EventRecord, Record

CODEC_VERSION: Final = 2

_Value = TypeVar("_Value")
_Before = TypeVar("_Before")

_FRACTION: Final = re.compile(r"(-?[0-9]+)/([1-9][0-9]*)")


def encode_record(record: Record) -> bytes:
    """Return a record as bytes."""
    offset = record.decided_at.utcoffset()
    if offset is None or offset:
        raise ValueError(f"decided_at must be UTC, was {record.decided_at.isoformat()}")
    form = event_to(record) if isinstance(record, EventRecord) else outcome_to(record)
    return _encoder.encode(form)


def decode_record(content: bytes) -> Record:
    """Return the record in `content`; raise TradeCopyError if it is not exactly one."""
    try:
        form = _decode(content, _record_decoder, _record_decoder_1, record_of_version_1)
        return event_from(form) if isinstance(form, EventForm) else outcome_from(form)
    except (msgspec.DecodeError, UnicodeError) as e:
        raise _unreadable("record", e) from e


def text_of_link(link: Link) -> str:
    """Return a link as text."""
    return _encoder.encode(link_to(link)).decode()


def link_of_text(text: str) -> Link:
    """Return the link in `text`; raise TradeCopyError if it is none."""
    try:
        return link_from(_decode(text, _link_decoder, _link_decoder_1, link_of_version_1))
    except (msgspec.DecodeError, UnicodeError) as e:
        raise _unreadable("link", e) from e


def text_of_command(command: Command) -> str:
    """Return a command as text."""
    return _encoder.encode(command_to(command)).decode()


def command_of_text(text: str) -> Command:
    """Return the command in `text`; raise TradeCopyError if it is none."""
    return command_from(_read(_command_decoder, text, "command"))


def text_of_steps(decision: Decision) -> str:
    """Return how a decision was reached as text."""
    steps = () if isinstance(decision, NothingToDo) else decision.steps
    return _encoder.encode(steps).decode()


def steps_of_text(text: str) -> tuple[Step, ...]:
    """Return the steps in `text`; raise TradeCopyError if they are none."""
    return _read(_steps_decoder, text, "explanation")


def text_of_event(event: TradeEvent) -> str:
    """Return a trade event as text."""
    return _encoder.encode(event).decode()


def event_of_text(text: str) -> TradeEvent:
    """Return the trade event in `text`; raise TradeCopyError if it is none."""
    return _read(_event_decoder, text, "event")


def text_of_report(report: InstructionReported) -> str:
    """Return an executor's answer as text."""
    return _encoder.encode(report).decode()


def report_of_text(text: str) -> InstructionReported:
    """Return the executor's answer in `text`; raise TradeCopyError if it is none."""
    return _read(_report_decoder, text, "report")


def text_of_profile(profile: AccountProfile) -> str:
    """Return what a terminal said about its account as text."""
    return _encoder.encode(profile).decode()


def profile_of_text(text: str) -> AccountProfile:
    """Return the account's profile in `text`; raise TradeCopyError if it is none."""
    return _read(_profile_decoder, text, "profile")


def _write_unknown(value: object) -> str:
    if isinstance(value, Fraction):
        numerator, denominator = value.as_integer_ratio()
        return f"{numerator}/{denominator}"
    raise NotImplementedError(f"{type(value).__name__} has no stored form")


def _read_unknown(kind: type, value: object) -> Fraction:
    if kind is not Fraction:
        raise NotImplementedError(f"{kind.__name__} has no stored form")
    found = _FRACTION.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"a fraction is written n/d, was {value!r}")
    fraction = Fraction(int(found[1]), int(found[2]))
    if _write_unknown(fraction) != value:
        raise ValueError(f"a fraction is written in lowest terms, was {value!r}")
    return fraction


def _decode(
    content: bytes | str,
    decoder: msgspec.json.Decoder[_Value],
    earlier: msgspec.json.Decoder[_Before],
    upgrade: Callable[[_Before], _Value],
) -> _Value:
    try:
        return decoder.decode(content)
    except msgspec.ValidationError:
        # What version 1 wrote is never taken for something newer: each link of it names a policy
        # that no later one has.
        with suppress(msgspec.DecodeError):
            return upgrade(earlier.decode(content))
        raise


def _read(decoder: msgspec.json.Decoder[_Value], text: str, what: str) -> _Value:
    try:
        return decoder.decode(text)
    except (msgspec.DecodeError, UnicodeError) as e:
        raise _unreadable(what, e) from e


def _unreadable(what: str, why: Exception) -> TradeCopyError:
    return TradeCopyError(f"a stored {what} cannot be read: {why}")


_encoder = msgspec.json.Encoder(enc_hook=_write_unknown)
_record_decoder = msgspec.json.Decoder(EventForm | OutcomeForm, dec_hook=_read_unknown)
_record_decoder_1 = msgspec.json.Decoder(EventForm1 | OutcomeForm1, dec_hook=_read_unknown)
_link_decoder = msgspec.json.Decoder(LinkForm, dec_hook=_read_unknown)
_link_decoder_1 = msgspec.json.Decoder(LinkForm1, dec_hook=_read_unknown)
_command_decoder = msgspec.json.Decoder(CommandForm)
_steps_decoder = msgspec.json.Decoder(tuple[Step, ...])
_event_decoder = msgspec.json.Decoder(TradeEvent)
_report_decoder = msgspec.json.Decoder(InstructionReported)
_profile_decoder = msgspec.json.Decoder(AccountProfile)
