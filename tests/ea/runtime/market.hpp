// Symbols of the simulated broker: their specification, their hours, and prices that a test sets.
#pragma once
#include <map>

#include "clock.hpp"

namespace mql {
enum ENUM_SYMBOL_DOUBLE {
  SYMBOL_BID,
  SYMBOL_ASK,
  SYMBOL_POINT,
  SYMBOL_TRADE_TICK_SIZE,
  SYMBOL_TRADE_TICK_VALUE,
  SYMBOL_TRADE_CONTRACT_SIZE,
  SYMBOL_VOLUME_MIN,
  SYMBOL_VOLUME_MAX,
  SYMBOL_VOLUME_STEP,
  SYMBOL_VOLUME_LIMIT,
};
enum ENUM_SYMBOL_INTEGER {
  SYMBOL_SELECT,
  SYMBOL_DIGITS,
  SYMBOL_SPREAD_FLOAT,
  SYMBOL_TRADE_MODE,
  SYMBOL_TRADE_EXEMODE,
  SYMBOL_TRADE_STOPS_LEVEL,
  SYMBOL_TRADE_FREEZE_LEVEL,
#ifdef __MQL5__
  SYMBOL_TRADE_CALC_MODE,
  SYMBOL_FILLING_MODE,
  SYMBOL_ORDER_MODE,
  SYMBOL_EXPIRATION_MODE,
#endif
};
enum ENUM_SYMBOL_STRING {
  SYMBOL_DESCRIPTION,
  SYMBOL_PATH,
  SYMBOL_CURRENCY_BASE,
  SYMBOL_CURRENCY_PROFIT,
  SYMBOL_CURRENCY_MARGIN,
};
enum {
  SYMBOL_TRADE_MODE_DISABLED,
  SYMBOL_TRADE_MODE_LONGONLY,
  SYMBOL_TRADE_MODE_SHORTONLY,
  SYMBOL_TRADE_MODE_CLOSEONLY,
  SYMBOL_TRADE_MODE_FULL,
};
enum {
  SYMBOL_TRADE_EXECUTION_REQUEST,
  SYMBOL_TRADE_EXECUTION_INSTANT,
  SYMBOL_TRADE_EXECUTION_MARKET,
  SYMBOL_TRADE_EXECUTION_EXCHANGE,
};
enum { SYMBOL_FILLING_FOK = 1, SYMBOL_FILLING_IOC = 2 };
enum { SYMBOL_ORDER_LIMIT = 2, SYMBOL_ORDER_STOP = 4, SYMBOL_ORDER_STOP_LIMIT = 8 };
enum {
  SYMBOL_EXPIRATION_GTC = 1,
  SYMBOL_EXPIRATION_DAY = 2,
  SYMBOL_EXPIRATION_SPECIFIED = 4,
  SYMBOL_EXPIRATION_SPECIFIED_DAY = 8,
};
enum ENUM_DAY_OF_WEEK { SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY };

inline constexpr double kLotMin = 0.01, kLotMax = 100.0, kLotStep = 0.01, kContract = 100000.0;

struct Quote {
  double bid = 1.1, ask = 1.1001;
};
inline std::map<std::string, Quote> quotes;
inline Quote quote_of(const std::string &symbol) {
  auto found = quotes.find(symbol);
  return found == quotes.end() ? Quote() : found->second;
}

// Enough names for a list of more than one page; SIM_SYMBOLS where a test needs less.
inline int SymbolsTotal(bool) {
  static const char *wished = std::getenv("SIM_SYMBOLS");
  return wished == nullptr ? 160 : std::atoi(wished);
}
inline string SymbolName(int at, bool) {
  return text_of(at == 0 ? "EURUSD" : "SYM" + std::to_string(at));
}
inline bool has_symbol(const string &name) {
  for (int i = 0; i < SymbolsTotal(false); i++)
    if (SymbolName(i, false) == name) return true;
  return false;
}
inline bool SymbolSelect(const string &name, bool) { return has_symbol(name); }
#ifdef __MQL5__
inline bool SymbolExist(const string &name, bool &custom) {
  custom = false;
  return has_symbol(name);
}
#endif

inline double SymbolInfoDouble(const string &name, ENUM_SYMBOL_DOUBLE property) {
  switch (property) {
    case SYMBOL_BID: return quote_of(utf8(name)).bid;
    case SYMBOL_ASK: return quote_of(utf8(name)).ask;
    case SYMBOL_POINT:
    case SYMBOL_TRADE_TICK_SIZE: return 0.00001;
    case SYMBOL_TRADE_TICK_VALUE: return 1.0;
    case SYMBOL_TRADE_CONTRACT_SIZE: return kContract;
    case SYMBOL_VOLUME_MIN: return kLotMin;
    case SYMBOL_VOLUME_MAX: return kLotMax;
    case SYMBOL_VOLUME_STEP: return kLotStep;
    case SYMBOL_VOLUME_LIMIT: return 0.0;
  }
  return 0.0;
}

inline long SymbolInfoInteger(const string &, ENUM_SYMBOL_INTEGER property) {
  switch (property) {
    case SYMBOL_DIGITS: return 5;
    case SYMBOL_TRADE_MODE: return SYMBOL_TRADE_MODE_FULL;
    case SYMBOL_TRADE_EXEMODE: return SYMBOL_TRADE_EXECUTION_MARKET;
#ifdef __MQL5__
    case SYMBOL_FILLING_MODE: return SYMBOL_FILLING_IOC;
    case SYMBOL_ORDER_MODE: return SYMBOL_ORDER_LIMIT | SYMBOL_ORDER_STOP | SYMBOL_ORDER_STOP_LIMIT;
    case SYMBOL_EXPIRATION_MODE: return SYMBOL_EXPIRATION_GTC | SYMBOL_EXPIRATION_SPECIFIED;
#endif
    default: return 1;
  }
}

inline string SymbolInfoString(const string &name, ENUM_SYMBOL_STRING property) {
  switch (property) {
    case SYMBOL_DESCRIPTION: return text_of("Description of ") + name;
    case SYMBOL_PATH: return text_of("Forex\\") + name;
    case SYMBOL_CURRENCY_BASE: return text_of("EUR");
    default: return text_of("USD");
  }
}

// From 22:05 of Sunday to 23:55 of Friday, with half an hour's break on Friday. One symbol tells of
// none. A session to midnight ends at 24:00, or at 00:00 where the terminal leaves the date away.
inline bool SymbolInfoSessionTrade(const string &name, ENUM_DAY_OF_WEEK day, uint session,
                                   datetime &from, datetime &to) {
  const long midnight = std::getenv("SIM_MIDNIGHT_IS_ZERO") == nullptr ? 86400 : 0;
  auto tell = [&](long begin, long end) {
    from = begin;
    to = end;
    return true;
  };
  if (!has_symbol(name) || utf8(name) == "SYM1" || day == SATURDAY) return false;
  if (day == FRIDAY && session == 0) return tell(0, 12 * 3600);
  if (day == FRIDAY && session == 1) return tell(12 * 3600 + 1800, 23 * 3600 + 55 * 60);
  if (session > 0) return false;
  return day == SUNDAY ? tell(22 * 3600 + 300, midnight) : tell(0, midnight);
}

#ifdef __MQL5__
struct MqlTick {
  double bid = 0, ask = 0;
  long time_msc = 0;
};
inline bool SymbolInfoTick(const string &name, MqlTick &tick) {
  Quote quote = quote_of(utf8(name));
  tick = {quote.bid, quote.ask, server_ms()};
  return has_symbol(name);
}
#endif
}  // namespace mql
