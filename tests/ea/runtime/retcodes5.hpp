// MetaTrader 5's return codes that the simulated server gives only when a test orders them.
#pragma once
#ifdef __MQL5__

namespace mql {
enum {
  TRADE_RETCODE_REQUOTE = 10004,
  TRADE_RETCODE_MARKET_CLOSED = 10018,
  TRADE_RETCODE_TRADE_DISABLED = 10017,
  TRADE_RETCODE_PRICE_CHANGED = 10020,
  TRADE_RETCODE_PRICE_OFF = 10021,
  TRADE_RETCODE_TOO_MANY_REQUESTS = 10024,
  TRADE_RETCODE_SERVER_DISABLES_AT = 10026,
  TRADE_RETCODE_LOCKED = 10028,
  TRADE_RETCODE_FROZEN = 10029,
};
}  // namespace mql
#endif
