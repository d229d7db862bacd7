"""Lists of symbols in the manner of several brokers. Made up; nothing is computed."""

from tradecopy_desktop.adapters.symbol_table_file import load_symbol_table
from tradecopy_desktop.bundled import bundled

TABLE = load_symbol_table(bundled("resources/symbols.toml"))


def listed(text: str) -> tuple[str, ...]:
    """Return the names that a text holds."""
    return tuple(text.split())


def ending(names: tuple[str, ...], suffix: str) -> tuple[str, ...]:
    """Return names with a suffix behind each."""
    return tuple(name + suffix for name in names)


MAJORS = listed(
    "EURUSD GBPUSD USDJPY USDCHF AUDUSD USDCAD NZDUSD EURGBP EURJPY EURCHF GBPJPY AUDJPY"
)

# Everything has one ending; there are multiplied indices, another gold, and dead pairs without it.
SMALL_M = (
    *ending(MAJORS, "m"),
    *listed("XAUUSDm XAUUSD247m XAUEURm XAGUSDm USOILm UKOILm XNGUSDm BTCUSDm ETHUSDm LINKUSDm"),
    *listed("US30m US30_x10m USTECm USTEC_x100m US500m DE30m FR40m JP225m STOXX50m DXYm"),
    *listed("AAPLm Tm USDAED USDAEDm USDRUB USDRUR AUXUSD TRXUSD"),
)
# Currencies bare, indices and oil as cash, goods with .c, shares bare.
CASH = (
    *MAJORS,
    *listed("XAUUSD XAGUSD XAUEUR BTCUSD DASHUSD CORN.c COFFEE.c"),
    *listed("US30.cash US100.cash US500.cash GER40.cash UK100.cash SPN35.cash N25.cash"),
    *listed("USOIL.cash UKOIL.cash NATGAS.cash AAPL MSFT TSLA NVDA"),
)
# Words for metals, a sign before indices, futures by month, weights and currencies of gold.
HASH = (
    *MAJORS,
    *listed("GOLD GOLDoz GOLDgr GOLDEURO SILVER SILVEREURO PLATINUM WTI BRENT NAT.GAS LNKUSD"),
    *listed("#US30 #USNDAQ100 #USSPX500 #Germany40 #Germany50 #France40 #France120 #Japan225"),
    *listed("#UKmid250 #UK100 #HongKong50 #DJ30_H27 #US100_H27 #GER40_H27 #USOil_G27"),
    *listed("AAPL.O GOLD.N DOW.N UBER.N"),
)
# Two endings on one list: # is the account, Cash the kind of index.
CASH_HASH = (
    *ending(MAJORS, "#"),
    *listed("GOLD# SILVER# BTCUSD# US30Cash# US100Cash# US500Cash# GER40Cash# BRENTCash# OILCash#"),
    *listed("US30-DEC26# US100-DEC26# GER40-DEC26#"),
)
# A plus behind what is traded raw, futures with ft, cash oil in a pair's form.
PLUS = (
    *ending(MAJORS, "+"),
    *listed("XAUUSD+ XAUUSD247 XAGUSD DJ30 DJ30ft NAS100 NAS100ft SP500 SP500ft GER40 GER40ft"),
    *listed("Nikkei225 HK50 HKTECH BVSPX CL-OIL USOUSD UKOUSD UKOUSDft NG-C AAPL AAPL.24H"),
)
# Slashes, an old DAX, spot and future oil, a basket that is not the dollar index.
SLASH = (
    *(f"{name[:3]}/{name[3:]}" for name in MAJORS),
    *listed("XAU/USD XAG/USD BTC/USD US30 NAS100 SPX500 GER30 UK100 FRA40 HKG33 CHN50 EUSTX50"),
    *listed("USOil USOilSpot UKOil UKOilSpot NGAS USDOLLAR AAPL.us T.us MC.fr"),
)
UNDERLINE = (
    *(f"{name[:3]}_{name[3:]}" for name in MAJORS),
    *listed("XAU_USD XAU_EUR US30_USD NAS100_USD SPX500_USD DE30_EUR JP225_USD UK100_GBP"),
    *listed("WTICO_USD BCO_USD NATGAS_USD"),
)
DOT_CASH = (
    *MAJORS,
    *listed(".US30Cash .USTECHCash .US500Cash .DE40Cash .JP225Cash XAUUSD WTI BRENT BITCOIN"),
    *listed("BITCOINCASH AAPL MSFT TSLA"),
)
BRACKETS = (
    *ending(MAJORS, "-Z"),
    *listed("GOLD-Z SILVER-Z [DAX40] [DJI30] [SP500] [NQ100] [FTSE100] #AAPL #GOLD #DOW"),
)
WORDS = (
    *MAJORS,
    *("US Tech 100", "Wall Street 30", "Germany 40", "UK 100", "Hong Kong 50", "US SP 500"),
    *("XAUUSD", "XAUUSDmicro", "EURUSDmicro", "Volatility 75 Index", "Volatility 75 (1s) Index"),
)
