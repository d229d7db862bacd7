// The terminal around an Expert Advisor: inputs, account, permissions, symbols, timer.
// What a test may choose comes from the environment or from its orders (see control.hpp).
#pragma once
#include <algorithm>
#include <vector>

#include "crypt.hpp"
#include "market.hpp"
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
inline bool is_investor = false;
inline std::string now_login = setting("SIM_LOGIN", "1001");
inline std::string now_server = setting("SIM_SERVER", "Master-Demo");
// The broker's own sums, so that the account can tell of them.
inline double balance = 10000.0, credit = 0.0;
inline double margin = std::stod(setting("SIM_MARGIN", "0"));
inline double floating_profit();

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
enum ENUM_MQL { MQL_DLLS_ALLOWED = 3, MQL_TRADE_ALLOWED = 4, MQL_TESTER = 6 };

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
    case TERMINAL_DLLS_ALLOWED: return setting("SIM_DLLS", "1") == "1";
    case TERMINAL_BUILD: return 4885;
  }
  return 0;
}
inline long MQLInfoInteger(ENUM_MQL property) {
  switch (property) {
    case MQL_DLLS_ALLOWED: return setting("SIM_DLLS", "1") == "1";
    case MQL_TRADE_ALLOWED: return 1;
    case MQL_TESTER: return 0;
  }
  return 0;
}

// MetaTrader takes two messages a second and ten a minute, of 255 units each; SIM_PUSH=0: none.
inline bool SendNotification(const string &text) {
  static std::vector<ulong> sent;
  if (setting("SIM_PUSH", "1") == "0") return false;
  ulong now = GetMicrosecondCount() / 1000;
  sent.push_back(now);
  auto within = [&](ulong ms) {
    return std::count_if(sent.begin(), sent.end(), [&](ulong at) { return now - at < ms; });
  };
  if (text.size() > 255 || within(1000) > 2 || within(60000) > 10)
    critical("a push message that MetaTrader would not take");
  std::cout << "NOTIFY " << utf8(text) << std::endl;
  return true;
}

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
inline bool is_netting() {
  static const bool netting = setting("SIM_MARGIN_MODE", "hedging") == "netting";
  return netting;
}
#endif

inline long AccountInfoInteger(ENUM_ACCOUNT_INTEGER property) {
  switch (property) {
    case ACCOUNT_LOGIN: return std::stol(now_login);
    case ACCOUNT_LEVERAGE: return 100;
    case ACCOUNT_LIMIT_ORDERS: return 200;
    case ACCOUNT_TRADE_ALLOWED: return !is_investor;
    case ACCOUNT_TRADE_EXPERT: return 1;
#ifdef __MQL5__
    case ACCOUNT_MARGIN_MODE:
      return is_netting() ? ACCOUNT_MARGIN_MODE_RETAIL_NETTING : ACCOUNT_MARGIN_MODE_RETAIL_HEDGING;
    case ACCOUNT_FIFO_CLOSE: return setting("SIM_FIFO", "0") == "1";
#endif
    default: return 0;
  }
}

inline double AccountInfoDouble(ENUM_ACCOUNT_DOUBLE property) {
  if (is_penniless && property != ACCOUNT_MARGIN_SO_SO) return 0.0;
  switch (property) {
    case ACCOUNT_BALANCE: return balance;
    case ACCOUNT_EQUITY: return balance + credit + floating_profit() + equity_gap;
    case ACCOUNT_MARGIN: return margin;
    case ACCOUNT_MARGIN_FREE: return balance + credit + floating_profit() - margin;
    case ACCOUNT_CREDIT: return credit;
    case ACCOUNT_PROFIT: return floating_profit();
    case ACCOUNT_MARGIN_SO_SO: return 50.0;
  }
  return 0.0;
}

inline string AccountInfoString(ENUM_ACCOUNT_STRING property) {
  switch (property) {
    case ACCOUNT_SERVER: return text_of(now_server);
    case ACCOUNT_COMPANY: return text_of("Simulated \"Markets\" \xC3\x9C");
    case ACCOUNT_NAME: return text_of("");
    case ACCOUNT_CURRENCY: return text_of("USD");
  }
  return string();
}

}  // namespace mql
