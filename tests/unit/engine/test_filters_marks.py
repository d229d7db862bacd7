"""Openings told apart by the marks that a master's programs leave: magic numbers and comments."""

import pytest

from tests.unit.engine.filter_samples import refusal_of, signal
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.filters import Filters, MagicRange

ROBOTS = (MagicRange(low=100, high=200), MagicRange(low=7, high=7))


@pytest.mark.parametrize(
    ("filters", "magic", "sentence"),
    [
        (Filters(magics_allowed=ROBOTS), "100", None),
        (Filters(magics_allowed=ROBOTS), "200", None),
        (Filters(magics_allowed=ROBOTS), "7", None),
        (Filters(magics_allowed=ROBOTS), "007", None),
        (Filters(magics_allowed=ROBOTS), "99", "magic number 99 is not among those of this route"),
        (
            Filters(magics_allowed=ROBOTS),
            "201",
            "magic number 201 is not among those of this route",
        ),
        (Filters(magics_denied=ROBOTS), "99", None),
        (Filters(magics_denied=ROBOTS), "150", "magic number 150 is excluded from this route"),
        (
            Filters(magics_allowed=ROBOTS, magics_denied=ROBOTS),
            "7",
            "magic number 7 is excluded from this route",
        ),
        # 2 to the 64 less 5: how MT4's magic -5 is told.
        (Filters(magics_allowed=(MagicRange(low=-9, high=-1),)), "18446744073709551611", None),
        (
            Filters(magics_allowed=(MagicRange(low=-9, high=-6),)),
            "18446744073709551611",
            "magic number 18446744073709551611 is not among those of this route",
        ),
        # 2 to the 63 less 1 is the highest that stands for itself alone.
        (
            Filters(magics_allowed=(MagicRange(low=-(2**63) - 1, high=0),)),
            "9223372036854775807",
            "magic number 9223372036854775807 is not among those of this route",
        ),
        (Filters(magics_allowed=(MagicRange(low=-(2**63), high=0),)), "9223372036854775808", None),
    ],
)
def test_magic_when_filtered_then_is_looked_for_in_the_ranges_with_both_ends(
    filters: Filters, magic: str, sentence: str | None
) -> None:
    refusal = refusal_of(filters, signal(magic=magic))

    assert refusal == (sentence and (SkipReason.FILTERED_MAGIC, sentence))


@pytest.mark.parametrize(
    "filters",
    [
        Filters(magics_allowed=(MagicRange(low=-(10**30), high=10**30),)),
        Filters(magics_denied=ROBOTS),
    ],
)
@pytest.mark.parametrize(
    ("magic", "shown"),
    [
        ("", "''"),
        ("robot", "'robot'"),
        ("-5", "'-5'"),
        ("1_0", "'1_0'"),
        (" 7", "' 7'"),
        ("\u0661", "'\u0661'"),
        ("\u00b2", "'\u00b2'"),
        ("1" * 21, "'11111111111111111111'"),
        ("1" * 5_000, "'11111111111111111111'"),
    ],
)
def test_magic_when_it_is_no_number_and_magics_are_filtered_then_is_refused(
    filters: Filters, magic: str, shown: str
) -> None:
    refusal = refusal_of(filters, signal(magic=magic))

    assert refusal == (SkipReason.FILTERED_MAGIC, f"the magic number {shown} cannot be read")


@pytest.mark.parametrize(
    ("filters", "comment", "sentence"),
    [
        (Filters(comments_allowed=("scalp", "grid")), "My SCALPER 3", None),
        (Filters(comments_allowed=("SCALP", "GRID")), "the grid", None),
        (
            Filters(comments_allowed=("scalp",)),
            "swing",
            "the comment 'swing' holds none of the words of this route",
        ),
        (
            Filters(comments_allowed=("scalp",)),
            "",
            "the comment '' holds none of the words of this route",
        ),
        (
            Filters(comments_allowed=("",)),
            "swing",
            "the comment 'swing' holds none of the words of this route",
        ),
        (Filters(comments_denied=("",)), "swing", None),
        (Filters(comments_denied=("test",)), "", None),
        (
            Filters(comments_denied=("x", "test")),
            "A Test\n\ud800",
            "the comment 'A Test\\n\\ud800' holds 'test', which is excluded from this route",
        ),
        (
            Filters(comments_allowed=("scalp",), comments_denied=("test",)),
            "scalp test",
            "the comment 'scalp test' holds 'test', which is excluded from this route",
        ),
        (Filters(comments_allowed=("STRASSE",)), "stra\u00dfe", None),
    ],
)
def test_comment_when_filtered_then_parts_are_looked_for_in_either_case(
    filters: Filters, comment: str, sentence: str | None
) -> None:
    refusal = refusal_of(filters, signal(comment=comment))

    assert refusal == (sentence and (SkipReason.FILTERED_COMMENT, sentence))
