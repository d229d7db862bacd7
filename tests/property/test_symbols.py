"""What holds on any list of names: nothing is made up, and strangers change nothing."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.engine.symbol_lists import MAJORS, SMALL_M, TABLE
from tradecopy_desktop.engine.symbols.resolve import resolve_name
from tradecopy_desktop.engine.symbols.suggestions import suggestions

_USUAL = (*MAJORS, "XAUUSD", "XAGUSD", "US30", "NAS100", "GER40", "USOIL", "BTCUSD", "AAPL", "ESZ6")
_letters = st.text(alphabet="ABEUSDGOLXJPYmcx0123456789._-/#+ é", min_size=1, max_size=10)
# Names as they come, names put together from what brokers use, and anything at all.
_names = st.one_of(
    st.sampled_from(SMALL_M),
    st.builds(
        lambda before, name, behind: before + name + behind,
        st.sampled_from(("", "#", ".", "FX:", "x")),
        st.sampled_from((*_USUAL, "GOLD", "DJ30", "MESZ6", "EUR/USD", "BTCUSDT", "OIL")),
        st.sampled_from(("", ".r", "m", "c", "_x10", "247", ".cash", "micro", "Z6", ".f", "T")),
    ),
    _letters,
    st.text(min_size=1, max_size=8),
)
_lists = st.lists(_names, max_size=30, unique=True).map(tuple)
_endings = st.sampled_from(
    ("", ".r", ".raw", "m", "c", "+", "#", "-", "_i", ".ecn", "pro", "micro", ".r5", ".m.ecn")
)
_beginnings = st.sampled_from(("", "#", ".", "_", "FX_", "OANDA:", "i."))


@given(symbol=_names, names=_lists, cross=st.booleans())
def test_result_on_any_list_is_a_name_of_the_list_or_none(
    symbol: str, names: tuple[str, ...], cross: bool
) -> None:
    found = resolve_name(symbol, names, table=TABLE, cross_contract=cross)

    assert found.name is None or found.name in names
    assert set(found.candidates) <= set(names)
    assert list(found.candidates) == sorted(found.candidates)
    assert found.reason
    assert found.ratio > 0
    assert not (found.name and found.candidates)


@given(symbol=_names, names=_lists, seed=st.randoms(use_true_random=False))
def test_result_in_any_order_of_the_list_is_the_same(
    symbol: str,
    names: tuple[str, ...],
    seed: Random,
) -> None:
    shuffled = list(names)
    seed.shuffle(shuffled)

    before = resolve_name(symbol, names, table=TABLE)
    after = resolve_name(symbol, tuple(shuffled), table=TABLE)

    assert (before.name, before.candidates) == (after.name, after.candidates)


@given(symbol=st.sampled_from(SMALL_M), strangers=st.lists(_letters, max_size=20))
def test_same_name_with_strangers_on_the_list_stays(symbol: str, strangers: list[str]) -> None:
    found = resolve_name(symbol, (*strangers, symbol), table=TABLE)

    assert (found.name, found.reason) == (symbol, "same name")


@given(symbol=_names, wanted=_names, names=_lists)
def test_mapped_name_with_anything_on_the_list_stays(
    symbol: str, wanted: str, names: tuple[str, ...]
) -> None:
    without = tuple(name for name in names if name != wanted)

    present = resolve_name(symbol, (*without, wanted), explicit={symbol: wanted}, table=TABLE)
    absent = resolve_name(symbol, without, explicit={symbol: wanted}, table=TABLE)

    assert (present.name, absent.name) == (wanted, None)
    assert absent.candidates == ()


@given(before=_beginnings, behind=_endings)
def test_names_of_a_list_that_is_renamed_as_a_whole_are_each_found(
    before: str, behind: str
) -> None:
    names = tuple(before + name + behind for name in _USUAL)

    found = [resolve_name(name, names, table=TABLE).name for name in _USUAL[:-1]]

    assert found == list(names[:-1])


@given(before=_beginnings, behind=_endings, other=_endings)
def test_names_found_from_one_broker_to_another_are_found_back(
    before: str, behind: str, other: str
) -> None:
    pairs = (*MAJORS, "XAUUSD", "BTCUSD")
    ours = tuple(before + name + behind for name in pairs)
    theirs = tuple(name + other for name in pairs)

    there = {name: resolve_name(name, theirs, table=TABLE).name for name in ours}
    back = {
        name: resolve_name(found, ours, table=TABLE).name for name, found in there.items() if found
    }

    # An ending with a figure is not taken off without a list that explains it.
    assert all(home == name for name, home in back.items() if home)
    if behind != ".r5":
        assert None not in there.values()


@settings(max_examples=50)
@given(symbol=_names, names=_lists)
def test_suggestions_of_any_list_are_of_the_list(symbol: str, names: tuple[str, ...]) -> None:
    offered = suggestions(symbol, names)

    assert set(offered) <= set(names)
    assert len(offered) <= 10
