"""Which name of a broker's whole list a master's symbol means, on lists as brokers have them."""

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
    listed,
)
from tradecopy_desktop.domain.symbol_table import EMPTY_TABLE
from tradecopy_desktop.engine.symbols.resolve import resolve_name


def said(symbol: str, names: tuple[str, ...]) -> str:
    """Return the name found, NONE, or the names to choose from."""
    found = resolve_name(symbol, names, table=TABLE)
    return found.name or " ".join(found.candidates) or "NONE"


FOUND = [
    *(
        (symbol, "small m", SMALL_M, wanted)
        for symbol, wanted in (
            ("EURUSD", "EURUSDm"),
            ("EURUSD.r", "EURUSDm"),
            ("XAUUSD", "XAUUSDm"),
            ("GOLD", "XAUUSDm"),
            ("XAUEUR", "XAUEURm"),
            ("XAUUSD247", "XAUUSD247m"),
            ("US30", "US30m"),
            ("DJ30", "US30m"),
            ("US30.cash", "US30m"),
            ("US30_x10", "US30_x10m"),
            ("NAS100", "USTECm"),
            ("SPX500", "US500m"),
            ("GER40", "DE30m"),
            ("EU50", "STOXX50m"),
            ("XTIUSD", "USOILm"),
            ("BRENT", "UKOILm"),
            ("BITCOIN", "BTCUSDm"),
            ("LNKUSD", "LINKUSDm"),
            ("AAPL", "AAPLm"),
            ("T", "Tm"),
            ("USDAED", "USDAED"),
            ("USDRUB", "USDRUB"),
        )
    ),
    *(
        (symbol, "cash", CASH, wanted)
        for symbol, wanted in (
            ("EURUSDm", "EURUSD"),
            ("EURUSDmicro", "EURUSD"),
            ("OANDA:EURUSD", "EURUSD"),
            ("EUR_USD", "EURUSD"),
            ("frxEURUSD", "EURUSD"),
            ("frxXAUUSD", "XAUUSD"),
            ("GOLD", "XAUUSD"),
            ("US30", "US30.cash"),
            ("DOW", "US30.cash"),
            ("USTECm", "US100.cash"),
            ("DE30", "GER40.cash"),
            ("IBEX35", "SPN35.cash"),
            ("AEX", "N25.cash"),
            ("N_25", "N25.cash"),
            ("WTI", "USOIL.cash"),
            ("XBRUSD", "UKOIL.cash"),
            ("XNGUSD", "NATGAS.cash"),
            ("DSHUSD", "DASHUSD"),
            ("#US30", "US30.cash"),
        )
    ),
    *(
        (symbol, "hash", HASH, wanted)
        for symbol, wanted in (
            ("XAUUSD", "GOLD"),
            ("XAGUSD.pro", "SILVER"),
            ("XPTUSD", "PLATINUM"),
            ("USOIL", "WTI"),
            ("XBRUSD", "BRENT"),
            ("NATGAS", "NAT.GAS"),
            ("US30", "#US30"),
            ("DJ30", "#US30"),
            ("NAS100", "#USNDAQ100"),
            ("US500", "#USSPX500"),
            ("DAX", "#Germany40"),
            ("JP225", "#Japan225"),
            ("FRA40", "#France40"),
            ("HSI", "#HongKong50"),
            ("LINKUSD", "LNKUSD"),
        )
    ),
    *(
        (symbol, "cash hash", CASH_HASH, wanted)
        for symbol, wanted in (
            ("EURUSD", "EURUSD#"),
            ("XAUUSD", "GOLD#"),
            ("NAS100", "US100Cash#"),
            ("GER40.cash", "GER40Cash#"),
            ("UKOIL", "BRENTCash#"),
        )
    ),
    *(
        (symbol, "plus", PLUS, wanted)
        for symbol, wanted in (
            ("GOLD", "XAUUSD+"),
            ("US30", "DJ30"),
            ("USTEC", "NAS100"),
            ("US500", "SP500"),
            ("GER30", "GER40"),
            ("WTI", "USOUSD"),
            ("UKOIL", "UKOUSD"),
            ("JPN225", "Nikkei225"),
        )
    ),
    *(
        (symbol, "slash", SLASH, wanted)
        for symbol, wanted in (
            ("EURUSD", "EUR/USD"),
            ("eurusd", "EUR/USD"),
            ("GOLDm", "XAU/USD"),
            ("USOIL", "USOil"),
            ("US30.cash", "US30"),
            ("GER40", "GER30"),
            ("HK50", "HKG33"),
            ("XNGUSD", "NGAS"),
            ("BTCUSD", "BTC/USD"),
        )
    ),
    *(
        (symbol, "underline", UNDERLINE, wanted)
        for symbol, wanted in (
            ("EURUSD", "EUR_USD"),
            ("GOLD", "XAU_USD"),
            ("USTEC", "NAS100_USD"),
            ("GER40", "DE30_EUR"),
            ("FTSE100", "UK100_GBP"),
            ("XTIUSD", "WTICO_USD"),
            ("BRENT", "BCO_USD"),
        )
    ),
    ("US30", "dot cash", DOT_CASH, ".US30Cash"),
    ("NAS100", "dot cash", DOT_CASH, ".USTECHCash"),
    ("BTCUSD", "dot cash", DOT_CASH, "BITCOIN"),
    ("BCHUSD", "dot cash", DOT_CASH, "BITCOINCASH"),
    ("USOIL", "dot cash", DOT_CASH, "WTI"),
    ("EURUSD", "brackets", BRACKETS, "EURUSD-Z"),
    ("XAUUSD", "brackets", BRACKETS, "GOLD-Z"),
    ("GER40", "brackets", BRACKETS, "[DAX40]"),
    ("US30", "brackets", BRACKETS, "[DJI30]"),
    ("USTEC", "words", WORDS, "US Tech 100"),
    ("DJ30", "words", WORDS, "Wall Street 30"),
    ("GER40", "words", WORDS, "Germany 40"),
    ("HK50", "words", WORDS, "Hong Kong 50"),
    ("GOLD", "words", WORDS, "XAUUSD"),
    ("EURUSD.r", "words", WORDS, "EURUSD"),
    ("volatility 75 index", "words", WORDS, "Volatility 75 Index"),
]


@pytest.mark.parametrize(
    ("symbol", "names", "wanted"), [pytest.param(s, n, w, id=f"{s} {b}") for s, b, n, w in FOUND]
)
def test_name_when_the_whole_list_explains_it_then_is_found(
    symbol: str, names: tuple[str, ...], wanted: str
) -> None:
    assert said(symbol, names) == wanted


@pytest.mark.parametrize(
    "suffix",
    listed(
        ".a .b .c .e .i .m .n .pro .raw .ecn .std .sb .z + # - _ ! ^ m c micro pro cash spot .hw "
        "-VIP _SB .sml fx x .m.ecn"
    ),
)
def test_name_when_all_names_have_an_ending_then_each_is_found_with_it(suffix: str) -> None:
    names = ending((*MAJORS, "XAUUSD", "US30", "USOIL", "BTCUSD", "AAPL"), suffix)

    wanted = {"GBPUSD": "GBPUSD", "GOLD": "XAUUSD", "DJ30": "US30", "WTI": "USOIL"}
    found = {symbol: said(symbol, names) for symbol in wanted}

    assert found == {symbol: name + suffix for symbol, name in wanted.items()}


@pytest.mark.parametrize("prefix", ["#", ".", "_", "FX_", "i.", "OANDA:", "fx:", "frx", "xy"])
def test_name_when_all_names_have_a_beginning_then_each_is_found_with_it(prefix: str) -> None:
    names = tuple(prefix + name for name in MAJORS)

    assert said("AUDJPY", names) == prefix + "AUDJPY"


def test_name_when_only_pairs_have_an_ending_then_indices_are_found_without() -> None:
    names = (*ending(MAJORS, ".r"), "XAUUSD.r", "US30", "NAS100", "GER40")

    found = [said(symbol, names) for symbol in ("EURUSD", "GOLD", "DJ30", "USTEC", "DE40")]

    assert found == ["EURUSD.r", "XAUUSD.r", "US30", "NAS100", "GER40"]


def test_name_when_an_index_has_the_kinds_ending_and_the_accounts_then_is_found() -> None:
    names = (*ending(MAJORS, ".r"), "US30Cash.r", "UK100.r", "GER40.r", "FRA40.r")

    assert said("DJ30", names) == "US30Cash.r"


@pytest.mark.parametrize(("having", "wanted"), [(8, "EURUSD.r"), (7, "NONE")])
def test_name_when_eight_in_ten_pairs_have_the_ending_then_it_explains_the_list(
    having: int, wanted: str
) -> None:
    ten = MAJORS[:10]
    names = (*ending(ten[:having], ".r"), *ten[having:])

    assert said("EURUSD", names) == wanted


@pytest.mark.parametrize(
    ("symbol", "names", "wanted"),
    [
        # Two known codes in a row are a pair beyond doubt.
        ("EURUSD", ("EURUSD.x",), "EURUSD.x"),
        ("EURUSD", ("EURUSDx",), "EURUSDx"),
        # A lone index proves nothing about what is behind it; two do.
        ("US30", ("US30.x",), "NONE"),
        ("US30", ("US30.x", "GER40.x"), "US30.x"),
        # What means several things needs three.
        ("EURUSD", ("EURUSDm",), "NONE"),
        ("EURUSD", ("EURUSDc", "GBPUSDc"), "NONE"),
        ("EURUSD", ("EURUSDc", "GBPUSDc", "USDJPYc"), "EURUSDc"),
        ("EURUSD", (), "NONE"),
        ("EURUSD", ("AAPL", "MSFT"), "NONE"),
    ],
)
def test_name_when_the_list_is_tiny_then_only_what_is_beyond_doubt_is_found(
    symbol: str, names: tuple[str, ...], wanted: str
) -> None:
    assert said(symbol, names) == wanted


@pytest.mark.parametrize(
    ("symbol", "names", "wanted"),
    [
        ("EURUSD", ("EURUSD", "EURUSD.r", "EURUSDm"), "EURUSD"),
        ("EUR/USD", ("EURUSD", "EURUSD.r", "EURUSDm"), "EURUSD"),
        ("EURUSD.i", ("EURUSD", "EURUSD.r", "EURUSDm"), "EURUSD EURUSD.r EURUSDm"),
        ("EURUSD", (*ending(MAJORS, ".a"), *ending(MAJORS, ".b")), "EURUSD.a EURUSD.b"),
        # The ending of the list comes before another name of gold, a lone one does not.
        ("XAUUSD", (*ending(MAJORS, ".m"), "XAUUSD.m", "GOLD"), "XAUUSD.m"),
        ("XAUUSD", (*MAJORS, "XAUUSD.q", "GOLD"), "GOLD XAUUSD.q"),
        ("DJ30", ("US30", "US30.cash"), "US30 US30.cash"),
        ("DJ30.cash", ("US30", "US30Cash"), "US30Cash"),
        ("DJ30.cash", ("US30", "US30Cash", "US30.cash"), "US30 US30.cash US30Cash"),
        # What is no ending of a name is no rival of it either.
        ("EURUSD.r", ("EURUSD", "EURUSD-some-thing-long"), "EURUSD"),
        ("GOLD.r", ("XAUUSD", "GOLDX", "GOLDman"), "XAUUSD"),
        ("FTSE100", ("UK100", "UK1000"), "UK100"),
        ("DJ30", ("#US30", "WS30"), "#US30 WS30"),
        ("NAS100", ("US100", "USTEC"), "US100 USTEC"),
        ("WTI", SLASH, "USOil USOilSpot"),
        ("eurusd.R", ("EURUSD.r", "eurusd.r"), "EURUSD.r eurusd.r"),
        ("EURUSD", ("EUR/USD", "EUR_USD"), "EUR/USD EUR_USD"),
        # The current name of the DAX comes before the old one; the old one does not tell which.
        ("DAX40", ("GER30", "DE40"), "DE40"),
        ("DE30", ("GER30", "DE40"), "DE40 GER30"),
        # Two accounts' endings on one list, and a share that has both.
        (
            "AAPL",
            (*ending((*MAJORS, "AAPL"), ".a"), *ending((*MAJORS, "AAPL"), ".b")),
            "AAPL.a AAPL.b",
        ),
    ],
)
def test_name_when_several_could_be_meant_then_the_surer_is_taken_or_the_trader_asked(
    symbol: str, names: tuple[str, ...], wanted: str
) -> None:
    assert said(symbol, names) == wanted


def test_map_when_it_has_the_symbol_then_wins_over_the_same_name() -> None:
    names = ("EURUSD", "EURUSD.x")

    of_pairs = resolve_name("EURUSD", names, explicit=(("EURUSD", "EURUSD.x"),), table=TABLE)
    of_mapping = resolve_name("EURUSD", names, explicit={"EURUSD": "EURUSD.x"}, table=TABLE)

    assert of_pairs == of_mapping
    assert (of_pairs.name, of_pairs.reason) == ("EURUSD.x", "EURUSD is mapped to EURUSD.x")


def test_map_when_it_is_of_other_symbols_then_changes_nothing() -> None:
    found = resolve_name("EURUSD", ("EURUSD",), explicit=(("GOLD", "XAUUSD"),), table=TABLE)

    assert (found.name, found.reason) == ("EURUSD", "same name")


def test_map_when_the_broker_lacks_its_name_then_nothing_else_is_taken() -> None:
    found = resolve_name("EURUSD", ("EURUSD",), explicit={"EURUSD": "EURUSD.x"}, table=TABLE)

    assert (found.name, found.candidates) == (None, ())
    assert found.reason == "EURUSD is mapped to EURUSD.x, which the follower's broker does not have"


def test_name_when_nothing_is_known_of_names_then_same_names_are_found() -> None:
    names = ("EURUSD", "GOLD", "Apple")

    found = [
        resolve_name(symbol, names, table=EMPTY_TABLE).name
        for symbol in ("GOLD", "apple", "XAUUSD", "EURUSD.r", "ESZ6")
    ]

    assert found == ["GOLD", "Apple", None, None, None]


@pytest.mark.parametrize(
    ("symbol", "names", "reason"),
    [
        ("EURUSD", ("EURUSD",), "same name"),
        ("eurusd", ("EURUSD",), "same name but for capitals"),
        (
            "EURUSD",
            ending(MAJORS, ".r"),
            "EURUSD.r is EURUSD as this broker writes it, which puts '.r' behind its names",
        ),
        (
            "EURUSD",
            tuple(f"#{name}." for name in MAJORS),
            "#EURUSD. is EURUSD as this broker writes it, "
            "which puts '#' before its names and '.' behind its names",
        ),
        ("GOLD", ("XAUUSD",), "GOLD and XAUUSD are names of one instrument, XAUUSD"),
        (
            "EURUSD",
            ("GBPUSD", "USDJPY", "AUDUSD", "EURUSD.q"),
            "only EURUSD.q looks like EURUSD, and '.q' does not explain the whole list; "
            "map it if it is meant",
        ),
        (
            "EURUSD",
            ("EURUSDm",),
            "only EURUSDm looks like EURUSD, and 'm' (a Standard account at Exness, a micro "
            "contract or account at others) does not explain the whole list; "
            "map it if it is meant",
        ),
        (
            "XAUUSD",
            ("XAUUSD_x10",),
            "the broker has no XAUUSD: XAUUSD_x10 is a multiplied contract",
        ),
        ("XAUUSD", ("EURUSD",), "the broker has no symbol that is known to be XAUUSD; map it"),
        ("WHEAT", ("EURUSD",), "the broker has no symbol that is known to be WHEAT; map it"),
        (
            "AAPL",
            ending((*MAJORS, "AAPL"), "m"),
            "AAPLm is AAPL with what this broker puts around all its names",
        ),
        (
            "OIL",
            ("USOIL",),
            "OIL is not resolved (Brent at some brokers (XTB), WTI at others (XM)); map it",
        ),
    ],
)
def test_reason_when_a_name_is_found_or_not_then_says_why(
    symbol: str, names: tuple[str, ...], reason: str
) -> None:
    assert resolve_name(symbol, names, table=TABLE).reason == reason
