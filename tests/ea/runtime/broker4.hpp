// A MetaTrader 4 account: a partial close ends the ticket, the rest goes on under a new one whose
// comment the server rewrites. SIM_REMAINDER names what the rest keeps of "magic" and "comment".
#pragma once
#ifdef __MQL4__
#include "broker.hpp"

namespace mql {
enum { OP_BUY, OP_SELL };
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
    case MODE_BID: return kBid;
    case MODE_ASK: return kAsk;
    case MODE_POINT:
    case MODE_TICKSIZE: return 0.00001;
    case MODE_DIGITS: return 5;
    case MODE_LOTSIZE: return 100000;
    case MODE_TICKVALUE: return 1;
    case MODE_MINLOT: return kLotMin;
    case MODE_LOTSTEP: return kLotStep;
    case MODE_MAXLOT: return kLotMax;
    default: return 0.0;
  }
}

// ---- the selected order ----------------------------------------------------------------------
inline Holding selected_order;
inline int OrdersTotal() { return static_cast<int>(open_holdings.size()); }
inline int OrdersHistoryTotal() { return static_cast<int>(closed_holdings.size()); }

[[nodiscard]] inline bool OrderSelect(int at, int how, int pool = MODE_TRADES) {
  const std::vector<Holding> &chosen = pool == MODE_TRADES ? open_holdings : closed_holdings;
  if (how == SELECT_BY_POS) {
    if (at < 0 || at >= static_cast<int>(chosen.size())) return false;
    selected_order = chosen[static_cast<size_t>(at)];
    return true;
  }
  // By ticket both pools are searched, whatever the third argument says.
  for (const std::vector<Holding> *all : {&open_holdings, &closed_holdings})
    for (const Holding &holding : *all)
      if (holding.ticket == static_cast<ulong>(at)) {
        selected_order = holding;
        return true;
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
inline double OrderProfit() { return 0.0; }
inline double OrderSwap() { return 0.0; }
inline double OrderCommission() { return 0.0; }
// Whole seconds only, as the terminal shows them.
inline datetime OrderOpenTime() { return selected_order.opened / 1000; }
inline datetime OrderCloseTime() { return selected_order.closed / 1000; }

inline bool IsConnected() { return is_connected; }
inline bool RefreshRates() { return true; }

// ---- trading ---------------------------------------------------------------------------------
inline void note_deal(const Holding &of, int entry, int type, double lots) {
  Deal deal;
  deal.ticket = deal.order = deal.position = of.ticket;
  deal.magic = of.magic;
  deal.type = type;
  deal.entry = entry;
  deal.symbol = of.symbol;
  deal.lots = lots;
  deal.at = server_ms();
  deals.push_back(deal);
}

inline int open_order(const Holding &wanted) {
  Holding opened = wanted;
  opened.ticket = opened.id = next_number();
  opened.price = wanted.type == OP_BUY ? kAsk : kBid;
  opened.opened = server_ms();
  open_holdings.push_back(opened);
  note_deal(opened, 0, opened.type, opened.lots);
  return static_cast<int>(opened.ticket);
}

inline void close_order(ulong ticket, double lots) {
  Holding *held = open_holding(ticket);
  Holding closed = *held, rest = *held;
  open_holdings.erase(open_holdings.begin() + (held - open_holdings.data()));
  note_deal(closed, 1, 1 - closed.type, lots);
  closed.lots = lots;
  closed.closed = server_ms();
  closed.close_price = closed.type == OP_BUY ? kBid : kAsk;
  rest.lots = exact_lots(rest.lots - lots);
  if (rest.lots > 1e-9) {
    std::string kept = setting("SIM_REMAINDER", "magic comment");
    bool named = kept.find("comment") != std::string::npos;
    rest.ticket = rest.id = next_number();
    rest.comment = named ? "from #" + std::to_string(ticket) : "";
    closed.comment = named ? "to #" + std::to_string(rest.ticket) : "";
    if (kept.find("magic") == std::string::npos) rest.magic = 0;
    open_holdings.push_back(rest);
  }
  closed_holdings.push_back(closed);
}

// The error of a call that may not go through; 0 if it may.
inline int hindrance() {
  if (!is_allowed) return 4109;
  if (!is_connected) return 6;
  if (refusals.empty()) return 0;
  int code = refusals.front();
  refusals.pop_front();
  return code;
}

// Whether the answer reaches the Expert Advisor.
inline bool answered() {
  book_changed_by_call();
  if (lost_answers == 0) return true;
  lost_answers--;
  last_error = 128;
  return false;
}

[[nodiscard]] inline int OrderSend(const string &symbol, int type, double lots, double, int,
                                   double sl, double tp, const string &comment, int magic,
                                   datetime, color) {
  last_error = hindrance();
  if (last_error != 0) return -1;
  if (!has_symbol(symbol)) last_error = 4106;
  if (bad_lots(lots)) last_error = 131;
  if (last_error != 0) return -1;
  Holding wanted{0, 0, type, utf8(symbol), utf8(comment)};
  wanted.lots = lots;
  wanted.sl = sl;
  wanted.tp = tp;
  wanted.magic = static_cast<ulong>(magic);
  int ticket = open_order(wanted);
  return answered() ? ticket : -1;
}

[[nodiscard]] inline bool OrderClose(int ticket, double lots, double, int, color) {
  last_error = hindrance();
  const Holding *held = open_holding(static_cast<ulong>(ticket));
  if (last_error == 0 && held == nullptr) last_error = 4108;
  if (last_error == 0 && (bad_lots(lots) || lots > held->lots + 1e-9)) last_error = 131;
  if (last_error != 0) return false;
  close_order(held->ticket, lots);
  return answered();
}

[[nodiscard]] inline bool OrderModify(int ticket, double, double sl, double tp, datetime, color) {
  last_error = hindrance();
  Holding *held = open_holding(static_cast<ulong>(ticket));
  if (last_error == 0 && held == nullptr) last_error = 4108;
  if (last_error == 0 && held->sl == sl && held->tp == tp) last_error = 1;
  if (last_error != 0) return false;
  held->sl = sl;
  held->tp = tp;
  return answered();
}

// ---- what the account's owner does by hand ---------------------------------------------------
inline void open_by_hand(const std::string &symbol, int type, double lots, double sl, double tp) {
  Holding wanted{0, 0, type, symbol, "by hand"};
  wanted.lots = lots;
  wanted.sl = sl;
  wanted.tp = tp;
  open_order(wanted);
}
inline void close_by_hand(const Holding &held, double lots) { close_order(held.ticket, lots); }
inline void move_stops_by_hand(Holding &held, double sl, double tp) {
  held.sl = sl;
  held.tp = tp;
}
}  // namespace mql
#endif
