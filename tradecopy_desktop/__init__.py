"""TradeCopy Desktop copies the trades of one MetaTrader account to others."""

__version__ = "0.5.0"
