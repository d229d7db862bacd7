// The terminal around an Expert Advisor: inputs, account, permissions, symbols, timer.
// What a test may choose comes from the environment; the account is hedging.
#pragma once
#include "clock.hpp"
#include "crypt.hpp"
#include "sockets.hpp"

namespace mql {
inline std::string setting(const char *name, const std::string &otherwise) {
  const char *value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

// ---- inputs: SIM_INPUT_<name> ---------------------------------------------------------------
inline string input_of(const char *name, const string &otherwise) {
  return text_of(setting(("SIM_INPUT_" + std::string(name)).c_str(), utf8(otherwise)));
}
inline uint input_of(const char *name, uint otherwise) {
  return static_cast<uint>(std::stoul(utf8(input_of(name, text_of(std::to_string(otherwise))))));
}

// ---- what the test can switch ----------------------------------------------------------------
inline bool is_connected = true;
inline bool is_allowed = true;

// ---- program and terminal --------------------------------------------------------------------
enum { INIT_SUCCEEDED = 0, INIT_FAILED = 1 };
enum {
  REASON_PROGRAM = 0,
  REASON_REMOVE = 1,
  REASON_CHARTCLOSE = 4,
  REASON_ACCOUNT = 6,
  REASON_CLOSE = 9,
};
enum ENUM_TERMINAL {
  TERMINAL_BUILD = 5,
  TERMINAL_CONNECTED = 6,
  TERMINAL_DLLS_ALLOWED = 7,
  TERMINAL_TRADE_ALLOWED = 8,
};
enum ENUM_MQL { MQL_TRADE_ALLOWED = 4, MQL_TESTER = 6 };

inline int timer_ms = 0;
inline bool EventSetMillisecondTimer(int ms) {
  timer_ms = ms;
  return true;
}
inline void EventKillTimer() { timer_ms = 0; }

inline long TerminalInfoInteger(ENUM_TERMINAL property) {
  switch (property) {
    case TERMINAL_CONNECTED: return is_connected;
    case TERMINAL_TRADE_ALLOWED: return is_allowed;
    case TERMINAL_DLLS_ALLOWED: return 1;
    case TERMINAL_BUILD: return 4885;
  }
  return 0;
}
inline long MQLInfoInteger(ENUM_MQL property) { return property == MQL_TRADE_ALLOWED; }

// ---- account ---------------------------------------------------------------------------------
enum ENUM_ACCOUNT_INTEGER {
  ACCOUNT_LOGIN,
  ACCOUNT_TRADE_MODE,
  ACCOUNT_LEVERAGE,
  ACCOUNT_LIMIT_ORDERS,
  ACCOUNT_MARGIN_SO_MODE,
  ACCOUNT_TRADE_ALLOWED,
  ACCOUNT_TRADE_EXPERT,
#ifdef __MQL5__
  ACCOUNT_MARGIN_MODE,
  ACCOUNT_FIFO_CLOSE,
#endif
};
enum ENUM_ACCOUNT_DOUBLE {
  ACCOUNT_BALANCE,
  ACCOUNT_EQUITY,
  ACCOUNT_MARGIN,
  ACCOUNT_MARGIN_FREE,
  ACCOUNT_CREDIT,
  ACCOUNT_PROFIT,
  ACCOUNT_MARGIN_SO_SO,
};
enum ENUM_ACCOUNT_STRING { ACCOUNT_SERVER, ACCOUNT_COMPANY, ACCOUNT_NAME, ACCOUNT_CURRENCY };
enum { ACCOUNT_TRADE_MODE_DEMO, ACCOUNT_TRADE_MODE_CONTEST, ACCOUNT_TRADE_MODE_REAL };
enum { ACCOUNT_STOPOUT_MODE_PERCENT, ACCOUNT_STOPOUT_MODE_MONEY };
#ifdef __MQL5__
enum {
  ACCOUNT_MARGIN_MODE_RETAIL_NETTING,
  ACCOUNT_MARGIN_MODE_EXCHANGE,
  ACCOUNT_MARGIN_MODE_RETAIL_HEDGING,
};
#endif

inline long AccountInfoInteger(ENUM_ACCOUNT_INTEGER property) {
  switch (property) {
    case ACCOUNT_LOGIN: return std::stol(setting("SIM_LOGIN", "1001"));
    case ACCOUNT_LEVERAGE: return 100;
    case ACCOUNT_LIMIT_ORDERS: return 200;
    case ACCOUNT_TRADE_ALLOWED: return 1;
    case ACCOUNT_TRADE_EXPERT: return 1;
#ifdef __MQL5__
    case ACCOUNT_MARGIN_MODE: return ACCOUNT_MARGIN_MODE_RETAIL_HEDGING;
#endif
    default: return 0;
  }
}

inline double AccountInfoDouble(ENUM_ACCOUNT_DOUBLE property) {
  switch (property) {
    case ACCOUNT_BALANCE:
    case ACCOUNT_EQUITY:
    case ACCOUNT_MARGIN_FREE: return 10000.0;
    case ACCOUNT_MARGIN_SO_SO: return 50.0;
    default: return 0.0;
  }
}

inline string AccountInfoString(ENUM_ACCOUNT_STRING property) {
  switch (property) {
    case ACCOUNT_SERVER: return text_of(setting("SIM_SERVER", "Master-Demo"));
    case ACCOUNT_COMPANY: return text_of("Simulated \"Markets\" \xC3\x9C");
    case ACCOUNT_NAME: return text_of("");
    case ACCOUNT_CURRENCY: return text_of("USD");
  }
  return string();
}

// ---- symbols ---------------------------------------------------------------------------------
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
#ifdef __MQL5__
  SYMBOL_TRADE_STOPS_LEVEL,
  SYMBOL_TRADE_FREEZE_LEVEL,
  SYMBOL_TRADE_CALC_MODE,
  SYMBOL_FILLING_MODE,
  SYMBOL_ORDER_MODE,
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

inline constexpr double kBid = 1.1, kAsk = 1.1001, kLotMin = 0.01, kLotMax = 100.0, kLotStep = 0.01;

// Enough names for a list of more than one page.
inline int SymbolsTotal(bool) { return 160; }
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

inline double SymbolInfoDouble(const string &, ENUM_SYMBOL_DOUBLE property) {
  switch (property) {
    case SYMBOL_BID: return kBid;
    case SYMBOL_ASK: return kAsk;
    case SYMBOL_POINT:
    case SYMBOL_TRADE_TICK_SIZE: return 0.00001;
    case SYMBOL_TRADE_TICK_VALUE: return 1.0;
    case SYMBOL_TRADE_CONTRACT_SIZE: return 100000.0;
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

#ifdef __MQL5__
struct MqlTick {
  double bid = 0, ask = 0;
  long time_msc = 0;
};
inline bool SymbolInfoTick(const string &name, MqlTick &tick) {
  tick = {kBid, kAsk, server_ms()};
  return has_symbol(name);
}
#endif
}  // namespace mql
