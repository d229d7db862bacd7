// What a broker holds and did: positions or MT4 tickets, MT5 orders, deals, and the faults that a
// test orders for the next trade call.
#pragma once
#include <deque>
#include <functional>
#include <limits>

#include "terminal.hpp"

namespace mql {
// A position of MT5, or an open, waiting or closed order of MT4. Times: milliseconds of the server.
struct Holding {
  ulong ticket = 0;
  ulong id = 0;
  int type = 0;
  std::string symbol;
  std::string comment;
  double lots = 0, price = 0, sl = 0, tp = 0, close_price = 0;
  ulong magic = 0;
  long opened = 0, closed = 0;
  long updated = 0, expires = 0;
  double profit = 0;
};

// An order of MT5. `placed_as` is its type when it was placed, `limit` the price of a stop-limit.
struct Order {
  ulong ticket = 0, magic = 0, position = 0, by = 0;
  int type = 0, state = 0, reason = 0;
  std::string symbol, comment;
  double lots = 0, left = 0, price = 0, limit = 0, sl = 0, tp = 0;
  long placed = 0, expires = 0, ended = 0;
};

struct Deal {
  ulong ticket = 0, order = 0, position = 0, magic = 0;
  int type = 0, entry = 0, reason = 0;
  std::string symbol, comment;
  double lots = 0, price = 0, profit = 0;
  long at = 0;
};

inline std::vector<Holding> open_holdings, closed_holdings;
inline std::vector<Order> waiting_orders, past_orders;
inline std::vector<Deal> deals;
inline ulong last_number = 1000;
inline ulong next_number() { return ++last_number; }

inline double exact_lots(double lots) { return std::round(lots * 1e8) / 1e8; }

// ---- what a test orders for the next trade calls ----------------------------------------------
inline std::deque<int> refusals;       // refused with these codes
inline std::deque<int> lost_answers;   // carried out, but the answer is a timeout, where not 0
inline int deaths_after = -1;          // carried out, then the terminal's process dies
inline std::deque<double> parts;       // the next order is filled in deals of these lots

inline std::function<void()> race;     // done by hand just before the next call is carried out
inline int slow_ms = 0;                // how long each call blocks the Expert Advisor

inline void before_call() {
  block_for(slow_ms);
  std::function<void()> now = std::move(race);
  race = nullptr;
  if (now) now();
}

// Whether the answer to the call is a timeout, although it was carried out.
inline bool loses_answer() {
  if (lost_answers.empty()) return false;
  bool lost = lost_answers.front() != 0;
  lost_answers.pop_front();
  return lost;
}

// The lots of the next deal of an order of which so much is left.
inline double next_part(double left) {
  if (parts.empty()) return left;
  double part = std::min(parts.front(), left);
  parts.pop_front();
  return part;
}

// ---- money and lots ----------------------------------------------------------------------------
inline double profit_of(int type, double from, double to, double lots) {
  return std::round((type == 0 ? to - from : from - to) * lots * kContract * 100) / 100;
}

inline double floating_of(const Holding &held) {
  if (held.type > 1) return 0.0;
  Quote quote = quote_of(held.symbol);
  return profit_of(held.type, held.price, held.type == 0 ? quote.bid : quote.ask, held.lots);
}

inline double floating_profit() {
  double sum = 0;
  for (const Holding &held : open_holdings) sum += floating_of(held);
  return sum;
}

inline Holding *open_holding(ulong ticket) {
  for (Holding &holding : open_holdings)
    if (holding.ticket == ticket) return &holding;
  return nullptr;
}

inline Order *waiting_order(ulong ticket) {
  for (Order &order : waiting_orders)
    if (order.ticket == ticket) return &order;
  return nullptr;
}

inline bool bad_lots(double lots) {
  double steps = lots / kLotStep;
  bool off_step = std::fabs(steps - std::round(steps)) > 1e-6;
  return off_step || lots < kLotMin - 1e-9 || lots > kLotMax + 1e-9;
}

// ---- prices that are reached -------------------------------------------------------------------
// Types as both platforms number them: 0 buy, 1 sell, 2 buy limit, 3 sell limit, 4 buy stop,
// 5 sell stop; MT5 besides: 6 buy stop limit, 7 sell stop limit.
inline bool is_reached(int type, double price, const Quote &quote) {
  switch (type) {
    case 2: return quote.ask <= price;
    case 3: return quote.bid >= price;
    case 4:
    case 6: return quote.ask >= price;
    default: return quote.bid <= price;
  }
}

// Whether an order may wait at this price: it must not be reached yet.
inline bool may_wait(int type, double price, const std::string &symbol) {
  return price > 0 && !is_reached(type, price, quote_of(symbol));
}

// "sl" or "tp" if a stop of the position is reached, else empty.
inline std::string reached_stop(const Holding &held) {
  if (held.type > 1) return "";
  Quote quote = quote_of(held.symbol);
  bool buy = held.type == 0;
  double price = buy ? quote.bid : quote.ask;
  if (held.sl > 0 && (buy ? price <= held.sl : price >= held.sl)) return "sl";
  if (held.tp > 0 && (buy ? price >= held.tp : price <= held.tp)) return "tp";
  return "";
}
}  // namespace mql
