// What an Expert Advisor of MetaTrader 4 may read: one list of open and waiting orders, and a
// history that shows as much as the owner chose. SIM_HISTORY=hidden: its list is empty, and a
// ticket can still be selected; SIM_HISTORY=none: a closed ticket cannot be selected either.
#pragma once
#ifdef __MQL4__
#include "broker.hpp"

namespace mql {
enum {
  OP_BUY,
  OP_SELL,
  OP_BUYLIMIT,
  OP_SELLLIMIT,
  OP_BUYSTOP,
  OP_SELLSTOP,
  kBalance = 6,
  kCreditType = 7,
};
enum { SELECT_BY_POS, SELECT_BY_TICKET };
enum { MODE_TRADES, MODE_HISTORY };
enum {
  MODE_TIME = 5,
  MODE_BID = 9,
  MODE_ASK = 10,
  MODE_POINT = 11,
  MODE_DIGITS = 12,
  MODE_STOPLEVEL = 14,
  MODE_LOTSIZE = 15,
  MODE_TICKVALUE = 16,
  MODE_TICKSIZE = 17,
  MODE_MINLOT = 23,
  MODE_LOTSTEP = 24,
  MODE_MAXLOT = 25,
  MODE_PROFITCALCMODE = 27,
  MODE_FREEZELEVEL = 33,
};

inline double MarketInfo(const string &name, int property) {
  if (!has_symbol(name)) return 0.0;
  switch (property) {
    case MODE_TIME: return static_cast<double>(server_ms() / 1000);
    case MODE_BID: return quote_of(utf8(name)).bid;
    case MODE_ASK: return quote_of(utf8(name)).ask;
    case MODE_POINT:
    case MODE_TICKSIZE: return 0.00001;
    case MODE_DIGITS: return 5;
    case MODE_LOTSIZE: return kContract;
    case MODE_TICKVALUE: return 1;
    case MODE_MINLOT: return kLotMin;
    case MODE_LOTSTEP: return kLotStep;
    case MODE_MAXLOT: return kLotMax;
    default: return 0.0;
  }
}

// At most so many entries of the list are shown, as while the terminal is synchronising.
inline int shown_most = std::stoi(setting("SIM_SHOW", "-1"));
inline Holding selected_order;
inline int OrdersTotal() {
  int size = static_cast<int>(open_holdings.size());
  return shown_most < 0 ? size : std::min(size, shown_most);
}
inline std::string history_shown = setting("SIM_HISTORY", "all");
inline int OrdersHistoryTotal() {
  return history_shown == "all" ? static_cast<int>(closed_holdings.size()) : 0;
}

[[nodiscard]] inline bool OrderSelect(int at, int how, int pool = MODE_TRADES) {
  if (how == SELECT_BY_POS) {
    int size = pool == MODE_TRADES ? OrdersTotal() : OrdersHistoryTotal();
    if (at < 0 || at >= size) return false;
    selected_order = (pool == MODE_TRADES ? open_holdings : closed_holdings)[static_cast<size_t>(at)];
    return true;
  }
  // By ticket both pools are searched, whatever the third argument says.
  for (const std::vector<Holding> *all : {&open_holdings, &closed_holdings}) {
    if (all == &closed_holdings && history_shown == "none") continue;
    for (const Holding &holding : *all)
      if (holding.ticket == static_cast<ulong>(at)) {
        selected_order = holding;
        return true;
      }
  }
  last_error = 4108;
  return false;
}

inline int OrderTicket() { return static_cast<int>(selected_order.ticket); }
inline int OrderType() { return selected_order.type; }
inline int OrderMagicNumber() { return static_cast<int>(selected_order.magic); }
inline string OrderSymbol() { return text_of(selected_order.symbol); }
inline string OrderComment() { return text_of(selected_order.comment); }
inline double OrderLots() { return selected_order.lots; }
inline double OrderOpenPrice() { return selected_order.price; }
inline double OrderClosePrice() { return selected_order.close_price; }
inline double OrderStopLoss() { return selected_order.sl; }
inline double OrderTakeProfit() { return selected_order.tp; }
inline double OrderProfit() {
  return selected_order.closed > 0 ? selected_order.profit : floating_of(selected_order);
}
inline double OrderSwap() { return 0.0; }
inline double OrderCommission() { return 0.0; }
// Whole seconds only, as the terminal shows them.
inline datetime OrderOpenTime() { return selected_order.opened / 1000; }
inline datetime OrderCloseTime() { return selected_order.closed / 1000; }
inline datetime OrderExpiration() { return selected_order.expires / 1000; }

inline bool IsConnected() { return is_connected; }
inline bool IsDllsAllowed() { return setting("SIM_DLLS", "1") == "1"; }
inline bool RefreshRates() { return true; }
}  // namespace mql
#endif
