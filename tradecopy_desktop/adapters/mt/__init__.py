"""MetaTrader terminals over the bridge's WebSocket."""
