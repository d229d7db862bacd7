"""Simulated terminals with brokers of memory behind them. They know the bridge by its protocol."""
