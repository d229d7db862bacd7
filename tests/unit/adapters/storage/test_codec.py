"""Records survive being written as bytes, to the last digit."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar, get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.unit.adapters.storage.samples import NOON, event_record, link
from tradecopy_desktop.adapters.storage.codec import (
    command_of_text,
    decode_record,
    encode_record,
    link_of_text,
    text_of_command,
    text_of_link,
)
from tradecopy_desktop.adapters.storage.link_forms import LinkForm
from tradecopy_desktop.domain.commands import Command, OpenPosition
from tradecopy_desktop.domain.decisions import Copied, Decision, Skipped, Step
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.stop_rules import COPY_PRICES, StopRule, StopRules, StopSource
from tradecopy_desktop.domain.trades import Deal, PendingOrder, Position
from tradecopy_desktop.ports import EventRecord, OutcomeRecord, Record

_Kind = TypeVar("_Kind")

# Whole numbers on the wire and in the database have 64 bits.
st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))
st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False))
st.register_type_strategy(Fraction, st.fractions())
st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
# UTC has no hour that comes twice, so that `fold` means nothing.
st.register_type_strategy(
    datetime, st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(fold=0))
)


def whole(kind: type[_Kind]) -> st.SearchStrategy[_Kind]:
    """Return values of a dataclass with every field drawn, those that have a default too."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return st.builds(kind, **dict.fromkeys(names, ...))


for each in (Link, Step, Copied, Skipped, Deal, OpenPosition, Position, PendingOrder, StopRules):
    st.register_type_strategy(each, whole(each))
st.register_type_strategy(
    StopRule,
    st.builds(StopRule, source=st.sampled_from(StopSource).filter(lambda it: it != "fixed"))
    | st.builds(StopRule, source=st.just(StopSource.FIXED), points=st.integers(1, 9_999)),
)

# Records are large: to build one takes time, and to find the smallest that fails takes minutes.
LARGE = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@settings(LARGE, max_examples=25)
@given(st.builds(EventRecord) | st.builds(OutcomeRecord))
def test_any_record_when_written_and_read_then_is_the_same_to_the_last_digit(
    record: Record,
) -> None:
    read = decode_record(encode_record(record))

    # repr tells 1.0 from 1.00, which == does not.
    assert repr(read) == repr(record)


@pytest.mark.parametrize("kind", get_args(Command))
def test_every_command_when_written_and_read_then_is_the_same(kind: type[Command]) -> None:
    @settings(LARGE, max_examples=10)
    @given(st.builds(kind))
    def check(command: Command) -> None:
        assert repr(command_of_text(text_of_command(command))) == repr(command)

    check()


@pytest.mark.parametrize("kind", get_args(Decision))
def test_every_decision_when_written_and_read_then_is_the_same(kind: type[Decision]) -> None:
    @settings(LARGE, max_examples=10)
    @given(st.builds(kind))
    def check(decision: Decision) -> None:
        record = replace(event_record(1), decisions=(decision,), links=())

        assert repr(decode_record(encode_record(record))) == repr(record)

    check()


def test_link_when_both_in_decision_and_record_then_is_written_once() -> None:
    record = event_record(1, routes=("r1", "r2"))

    content = encode_record(record)

    # r1's copy is named twice: by its link and by the command that opens it.
    assert content.count(b'"copy-r1-1"') == 2
    assert decode_record(content) == record


def test_fraction_when_written_then_is_numerator_slash_denominator() -> None:
    content = encode_record(event_record(1))

    # The sample's ratio is one third.
    assert b'"ratio":"1/3"' in content


@pytest.mark.parametrize(
    ("damage", "instead"),
    [
        (b'"ratio":"1/3"', b'"ratio":"2/6"'),
        (b'"ratio":"1/3"', b'"ratio":"1/0"'),
        (b'"ratio":"1/3"', b'"ratio":"0.33"'),
        (b'"ratio":"1/3"', b'"ratio":0.33'),
        (b'"link":0', b'"link":1'),
        (b'"link":0', b'"link":-1'),
        (b'"form":"copied"', b'"form":"cloned"'),
        (b'"ordinal":1', b'"ordinal":"1"'),
        (b'"ordinal":1', b'"ordinal":1,"surprise":1'),
        (b'"side":"buy"', b'"side":"up"'),
        (b'Z","event"', b'","event"'),
        (b"EURUSD", b"EUR\xffSD"),
    ],
)
def test_record_when_any_value_is_not_as_written_then_is_refused(
    damage: bytes, instead: bytes
) -> None:
    content = encode_record(event_record(1))
    assert damage in content

    with pytest.raises(TradeCopyError, match="a stored record cannot be read"):
        decode_record(content.replace(damage, instead, 1))


@pytest.mark.parametrize(
    "moment",
    [
        NOON.replace(tzinfo=None),
        NOON.astimezone(timezone(timedelta(hours=2))),
    ],
)
def test_record_when_its_time_is_not_utc_then_is_refused(moment: datetime) -> None:
    record = replace(event_record(1), decided_at=moment)

    with pytest.raises(ValueError, match="decided_at must be UTC"):
        encode_record(record)


def test_link_form_when_a_link_has_a_field_then_has_it_too() -> None:
    assert set(LinkForm.__struct_fields__) == {field.name for field in fields(Link)}


def test_link_when_as_usual_then_is_written_short() -> None:
    # Equal to the usual rules, but another object.
    usual = replace(link(1), stops=StopRules())

    written = text_of_link(usual)

    assert written.endswith('"state":"opening","exact":"1/6"}')
    assert link_of_text(written) == link(1)


def test_link_when_its_stops_are_not_usual_then_they_are_written() -> None:
    own = replace(link(1), stops=replace(COPY_PRICES, may_loosen=True))

    read = link_of_text(text_of_link(own))

    assert read.stops == replace(COPY_PRICES, may_loosen=True)


def test_stops_when_they_can_be_no_rule_then_are_refused() -> None:
    fixed = StopRule(source=StopSource.FIXED, points=50)
    written = text_of_link(replace(link(1), stops=StopRules(stop_loss=fixed)))
    assert '"points":50' in written

    with pytest.raises(TradeCopyError, match="a fixed stop must be above 0 points, was 0"):
        link_of_text(written.replace('"points":50', '"points":0'))
