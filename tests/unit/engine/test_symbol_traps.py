"""Names that look alike and are something else: none of them is ever taken."""

import pytest

from tests.unit.engine.symbol_lists import (
    BRACKETS,
    CASH,
    CASH_HASH,
    DOT_CASH,
    HASH,
    MAJORS,
    PLUS,
    SLASH,
    SMALL_M,
    TABLE,
    UNDERLINE,
    WORDS,
    ending,
)
from tradecopy_desktop.engine.symbols.resolve import resolve_name


@pytest.mark.parametrize(
    ("symbol", "look_alikes"),
    [
        # Another quote currency, another order, another code.
        ("BTCUSD", "BTCUSDT BTCUSDC BTC/USDT BTCEUR USDBTC"),
        ("BTCUSDT", "BTCUSD BTCUSDC BTCUSDm"),
        ("BTCUSDc", "BTCUSDC"),
        ("EURUSD", "EURUSDT EURUSX EUXUSD"),
        ("XAUUSD", "XAUEUR XAUUSDT GOLDEURO GOLD.EUR XAGUSD XAUXAG XAUAUD GLD XAU"),
        ("XAUEUR", "XAUUSD GOLD"),
        ("USDJPY", "JPYUSD USDJPX"),
        ("ETHUSD", "ETHBTC ETCUSD ETHCLASSIC STETHUSD"),
        ("ETHBTC", "BTCETH ETHUSD"),
        ("BTCUSD", "WBTCUSD mBTCUSD BITCOINCASH BITCOINEUR BITCOIN_x10"),
        ("SHIBUSD", "1000SHIBUSD"),
        ("USDCNH", "USDCNY"),
        ("USDRUB", "USDRUR"),
        # Multiplied, other hours, other weights.
        ("XAUUSD", "XAUUSD_x10 XAUUSDx100 XAUUSD247 XAUUSD247m XAUUSD.24h GOLDoz GOLDgr XAUUSDoz"),
        ("US30", "US30_x10 US30x5 US30_x10m 10xUS30 Weekend_US30 US30.weekend US30_otc"),
        # Futures and cash.
        ("US30", "US30Z6 US30.f US30_fut US30ft US30-DEC26 YMZ6 YM #US30_H27 US30.F"),
        ("USOIL", "CLZ6 USOIL.f USOILft CL-OIL USOIL_G27 OIL CRUDE UKOIL XBRUSD BRENT USO WTIU"),
        ("UKOIL", "USOIL WTI XTIUSD BRENT_Z6 BRENT.f"),
        ("GER40", "FDAX FDAXZ6 GERMANY50 GERTECH30 DAX50 MDAX"),
        ("NAS100", "NQ NQZ6 NDAQ QQQ NASDAQCOMPOSITE US1000"),
        ("SPX500", "ES ESZ6 SPY BVSPX SPX.US SPXL"),
        ("UK100", "FTSE250 UKMID250 FTSEMIB UK1000"),
        ("FRA40", "FRANCE120 CACI CACC"),
        ("EU50", "STOXX600 EUROPE50"),
        ("HK50", "HKTECH CHINAHSHAR HSCEI"),
        ("JP225", "JP225USD NKD"),
        ("DXY", "USDOLLAR DXYUSD DX EURX"),
        ("AUS200", "US2000 US200 SPI200"),
        ("US2000", "AUS2000 RTYZ6"),
        # A smaller contract beside none of the usual.
        ("XAUUSD", "XAUUSDmicro XAUUSDmini XAUUSD.mini GOLDmicro"),
        ("EURUSD", "EURUSDmicro Mini_EURUSD EURUSD.cent"),
        # Shares with the ticker of something else.
        ("XAUUSD", "GOLD.N #GOLD GOLD.NYSE GOLD.US GOLDMAN Goldman GOLDM"),
        ("XAGUSD", "#SILVER SILVER.N"),
        ("US30", "#DOW DOW.N DOW.US DOWM"),
        ("USOIL", "#WTI WTI.US WTI.N AXTIUSD"),
        # Spelling alone.
        ("EURUSD", "EURUSB EUSD EURUS EURSUD GBPUSD ABCEURUSDXYZABCDE EURUSD-something-long"),
        # A separator where no broker writes one.
        ("US30", "US3.0 U.S30 US3-0 U_S30"),
        ("US30", "US300 US3 US500 S30 ETF.US30 USABCDEFGHIJKLMNOPQRSTUVWXYZ30"),
        ("Volatility 75 Index", "Volatility 75 (1s) Index;Volatility 25 Index"),
        ("AAPL", "AAPL.24H AAPL.O #AAPL AAP"),
        ("RIO", "#RIO RIO.L RIO.N"),
    ],
)
def test_name_when_it_only_looks_alike_then_is_not_taken(symbol: str, look_alikes: str) -> None:
    names = look_alikes.split(";") if ";" in look_alikes else look_alikes.split()
    usual = tuple(name for name in MAJORS if name not in (symbol, symbol.upper()))

    alone = {name: resolve_name(symbol, (name,), table=TABLE).name for name in names}
    among = {name: resolve_name(symbol, (*usual, name), table=TABLE).name for name in names}

    assert set(alone.values()) == {None}, alone
    assert set(among.values()) == {None}, among


@pytest.mark.parametrize(
    ("symbol", "names"),
    [
        ("USDCNH", SMALL_M),
        ("BTCUSDT", SMALL_M),
        ("COPPER", SMALL_M),
        ("V", SMALL_M),
        ("CORN", CASH),
        ("JP225", CASH),
        ("XAUEUR", HASH),
        ("OIL", HASH),
        ("US2000", HASH),
        ("AAPL", HASH),
        ("USOIL", CASH_HASH),
        ("JP225", UNDERLINE),
        ("DXY", SLASH),
        ("AAPL", SLASH),
        ("VIX", PLUS),
        ("CLZ6", PLUS),
        ("US30_x10", WORDS),
        ("BTCUSDT", DOT_CASH),
        ("HK50", BRACKETS),
        ("US30.f", PLUS),
        ("US30-DEC26", PLUS),
        ("XAUUSD247", CASH),
        ("GOLD.N", CASH),
        ("#DOW", CASH),
        ("GOLDoz", CASH),
        ("EURUSD.150", CASH),
        ("EURUSD_synthetic", CASH),
        ("xyzEURUSD", CASH),
        ("EURUSDé", CASH),
        ("GOLDé", CASH),
        ("ßEURUSD", CASH),
        ("DOWX", CASH),
        ("ETF.US30", CASH),
        ("UK1000", CASH),
        ("FTSE350", CASH),
        ("GOL.D", CASH),
        # Endings that mean several things, a sign that shares have, wrapped coins.
        ("DJ30", (*MAJORS, "US30mini", "GER40mini", "UK100mini", "FRA40mini")),
        ("DJ30", (*MAJORS, "US30m", "GER40m", "UK100m", "FRA40m")),
        ("US30", (*MAJORS, "#DOW", "#GER40", "#UK100", "#FRA40", "#JP225")),
        ("BTCUSD", (*MAJORS, "WBTCUSD", "WETHUSD", "WSOLUSD")),
        ("GOOG", (*ending(MAJORS, "L"), "GOOGL")),
    ],
)
def test_name_when_the_list_does_not_have_it_then_nothing_is_taken(
    symbol: str, names: tuple[str, ...]
) -> None:
    assert resolve_name(symbol, names, table=TABLE).name is None


def test_name_when_only_look_alikes_are_there_then_three_of_them_are_explained() -> None:
    names = ("US30.f", "US30_x10", "US30_otc", "US30.weekend")

    assert resolve_name("US30", names, table=TABLE).reason == (
        "the broker has no US30: US30.f is a future, US30_x10 is a multiplied contract, "
        "US30_otc is a listing with other hours and prices of its own"
    )


def test_name_when_what_stands_around_it_is_not_known_then_nothing_is_said_of_it() -> None:
    assert resolve_name("BTCUSD", ("WBTCUSD",), table=TABLE).reason == (
        "the broker has no symbol that is known to be BTCUSD; map it"
    )


def test_name_when_an_ending_makes_something_else_then_not_even_a_whole_list_explains_it() -> None:
    names = [ending(MAJORS, suffix) for suffix in (".f", "_otc", "_x10", "247")]

    assert [resolve_name("EURUSD", each, table=TABLE).name for each in names] == [None] * 4


def test_name_when_few_symbols_of_a_kind_have_an_ending_then_it_is_not_the_kinds() -> None:
    names = (*MAJORS, "US30.q", "GER40.q", "UK100", "FRA40", "JP225")

    found = resolve_name("DJ30", names, table=TABLE)

    assert found.name is None


@pytest.mark.parametrize(
    ("names", "wanted", "choice"),
    [
        # Bare shares make GOLD doubtful once the metal stands there by another name.
        (("AAPL", "MSFT", "GOLD", "XAUUSD"), None, ("GOLD", "XAUUSD")),
        (("AAPL", "MSFT", "GOLD", "SILVER", "XAUUSD"), "GOLD", ()),
        (("AAPL", "MSFT", "GOLD"), "GOLD", ()),
        (("AAPL", "MSFT", "GOLD", "XAUUSD247"), "GOLD", ()),
        (("AAPL", "GOLD", "XAUUSD"), "GOLD", ()),
        (("AAPL.US", "MSFT.US", "GOLD", "XAUUSD"), "GOLD", ()),
        (("GOLD", "XAUUSD"), "GOLD", ()),
    ],
)
def test_gold_when_shares_are_listed_bare_then_is_taken_only_if_it_must_be_the_metal(
    names: tuple[str, ...], wanted: str | None, choice: tuple[str, ...]
) -> None:
    found = resolve_name("GOLD", names, table=TABLE)

    assert (found.name, found.candidates) == (wanted, choice)


@pytest.mark.parametrize(
    ("symbol", "names", "wanted"),
    [
        ("XAUUSD", ("AAPL", "MSFT", "GOLD"), None),
        ("XAUUSD", ("AAPL", "MSFT", "GOLD", "SILVER"), "GOLD"),
        ("USOIL", ("AAPL", "MSFT", "WTI"), None),
        ("USOIL", ("AAPL", "MSFT", "WTI", "BRENT"), "WTI"),
        ("US30", ("AAPL", "MSFT", "DOW", "GER40"), None),
        ("US30", ("AAPL", "MSFT", "DOW", "DJ30"), None),
        ("US30", ("DOW", "GER40"), "DOW"),
    ],
)
def test_ticker_when_shares_are_listed_bare_then_needs_a_like_word_beside_it(
    symbol: str, names: tuple[str, ...], wanted: str | None
) -> None:
    assert resolve_name(symbol, names, table=TABLE).name == wanted


@pytest.mark.parametrize(
    ("prefix", "wanted"), [("x", "xEURUSD"), ("abcd", "abcdEURUSD"), ("abcde", None)]
)
def test_letters_when_attached_to_a_whole_list_then_up_to_four_mean_nothing(
    prefix: str, wanted: str | None
) -> None:
    names = tuple(prefix + name for name in MAJORS)

    assert resolve_name("EURUSD", names, table=TABLE).name == wanted


@pytest.mark.parametrize(
    ("prefix", "wanted"), [("abcdefghijk.", "abcdefghijk.EURUSD"), ("abcdefghijkl.", None)]
)
def test_prefix_when_on_a_whole_list_then_has_twelve_signs_at_most(
    prefix: str, wanted: str | None
) -> None:
    names = tuple(prefix + name for name in MAJORS)

    assert resolve_name("EURUSD", names, table=TABLE).name == wanted


def test_letters_when_attached_to_a_whole_list_then_only_pairs_are_read_behind_them() -> None:
    names = tuple("x" + name for name in (*MAJORS, "US30"))

    assert resolve_name("US30", names, table=TABLE).name is None


@pytest.mark.parametrize("name", ["US30.dec", "US30.dec26", "US30.Z26"])
def test_name_when_a_month_stands_behind_it_then_is_told_to_be_a_future(name: str) -> None:
    assert resolve_name("US30", (name,), table=TABLE).reason == (
        f"the broker has no US30: {name} is a future of one month"
    )


@pytest.mark.parametrize(("name", "taken"), [("GER40Cash", True), ("GER40C", False)])
def test_capital_when_right_behind_a_name_then_only_a_known_word_is_an_ending(
    name: str, taken: bool
) -> None:
    assert (resolve_name("GER40", (name,), table=TABLE).name == name) is taken


def test_name_when_nothing_known_stands_in_it_then_is_the_same_name_all_the_same() -> None:
    assert resolve_name("ZZZ", ("ZZZ", "EURUSD"), table=TABLE).name == "ZZZ"


@pytest.mark.parametrize(
    ("symbol", "wanted"), [("EURUSD.abcde", "EURUSD"), ("EURUSD.abcdef", None)]
)
def test_ending_when_nobody_knows_it_then_five_letters_may_be_left_out(
    symbol: str, wanted: str | None
) -> None:
    assert resolve_name(symbol, CASH, table=TABLE).name == wanted


def test_ending_when_it_is_known_and_begins_with_a_capital_then_is_told_as_such() -> None:
    assert resolve_name("XAUUSD", ("GOLDPro",), table=TABLE).reason == (
        "only GOLDPro looks like XAUUSD, and 'Pro' (an account type) does not explain the whole "
        "list; map it if it is meant"
    )
