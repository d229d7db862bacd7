"""Each kind of fault makes the change it stands for; what decides nothing is left alone."""

import pytest

from tests.mutation.mutants import mutants_of, mutated


def _faults(source: str) -> list[str]:
    number_of_all = len(mutants_of("some.py", source))
    return [mutated(source, number).strip() for number in range(number_of_all)]


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("x = a < b", ["x = a <= b", "x = a >= b"]),
        ("x = a <= b", ["x = a < b", "x = a > b"]),
        ("x = a > b", ["x = a >= b", "x = a <= b"]),
        ("x = a >= b", ["x = a > b", "x = a < b"]),
        ("x = a == b", ["x = a != b"]),
        ("x = a is not b", ["x = a is b"]),
        ("x = a in b", ["x = a not in b"]),
        ("x = a < b < c", ["x = a <= b < c", "x = a >= b < c", "x = a < b <= c", "x = a < b >= c"]),
    ],
)
def test_comparison_when_changed_then_moves_its_bound_or_turns_round(
    source: str, faults: list[str]
) -> None:
    assert _faults(source) == faults


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("x = a + b", ["x = a - b"]),
        ("x = a - b", ["x = a + b"]),
        ("x = a * b", ["x = a / b"]),
        ("x = a / b", ["x = a * b"]),
        ("x = a // b", ["x = a * b"]),
        ("x = a % b", ["x = a // b"]),
        ("x = -a", ["x = a"]),
        ("x = abs(a)", ["x = a"]),
        ("x = a * side.sign", []),
    ],
)
def test_arithmetic_when_changed_then_takes_the_opposite(source: str, faults: list[str]) -> None:
    assert _faults(source) == faults


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("x = 7", ["x = 8", "x = 6"]),
        ("x = 0.5", ["x = 1.0"]),
        ("x = 0.0", ["x = 1.0"]),
        ("x = True", ["x = False"]),
        ("x = Decimal('0.5')", ["x = Decimal('1.5')"]),
        ("x = Decimal('Infinity')", []),
        ("x = 'buy'", []),
        ("x = None", []),
    ],
)
def test_constant_when_it_is_a_number_or_a_truth_then_is_another(
    source: str, faults: list[str]
) -> None:
    assert _faults(source) == faults


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("x = a and b", ["x = a or b", "x = b", "x = a"]),
        ("x = a or b or c", ["x = a and b and c", "x = b or c", "x = a or c", "x = a or b"]),
        ("x = not a", ["x = a"]),
        ("x = a if b else c", ["x = a if not b else c"]),
        ("if a:\n    pass", ["if not a:\n    pass"]),
        ("while a:\n    pass", ["while not a:\n    pass"]),
        ("x = [a for a in b if a]", ["x = [a for a in b if not a]", "x = [a for a in b if True]"]),
    ],
)
def test_condition_when_changed_then_is_swapped_shortened_or_denied(
    source: str, faults: list[str]
) -> None:
    assert _faults(source) == faults


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("x = min(a, b)", ["x = max(a, b)"]),
        ("x = any(a)", ["x = all(a)"]),
        ("x = quote.bid", ["x = quote.ask"]),
        ("x = Side.SELL", ["x = Side.BUY"]),
        ("x = a.stop_loss", ["x = a.take_profit"]),
        ("from m import ceil, floor\nx = floor(a)", ["from m import ceil, floor\nx = ceil(a)"]),
        # A name that the module does not have would fail whatever it means.
        ("from m import floor\nx = floor(a)", []),
    ],
)
def test_name_when_it_has_a_twin_then_the_twin_takes_its_place(
    source: str, faults: list[str]
) -> None:
    assert _faults(source) == faults


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("return a", ["return None"]),
        ("return None", []),
        ("send(a)", ["pass"]),
        ("a += b", ["pass"]),
        ("raise a", ["pass"]),
        ("a.b = c", ["pass"]),
        ("a[b] = c", ["pass"]),
        ("b = c", []),
        ("a = c", ["pass"]),
    ],
)
def test_statement_when_it_does_something_then_is_left_out(body: str, faults: list[str]) -> None:
    # `a` has a value already, `b` has none without the statement.
    head = "def f(a):\n    "

    assert _faults(head + body) == [head + fault for fault in faults]


@pytest.mark.parametrize(
    "source",
    [
        '"""Lots: 1 or 2."""',
        "@dataclass(frozen=True)\nclass A:\n    pass",
        "def f(a: Literal[1]) -> Literal[2]:\n    pass",
        "assert a > 1",
        "assert_never(a)",
        "x = f'{a + 1} lots'",
        "if TYPE_CHECKING:\n    x = 1",
        "__all__ = ['a'] + b",
        "Sizing = A | B",
    ],
)
def test_code_when_it_only_declares_or_explains_then_is_left_alone(source: str) -> None:
    assert _faults(source) == []
