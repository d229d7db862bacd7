// MetaTrader 4's trade server: a partial close ends the ticket, the rest goes on under a new one
// whose comment the server rewrites. SIM_REMAINDER names what the rest keeps of "magic" and
// "comment". SIM_CLOSE_BY=zero: the second ticket of a close-by ends with 0 lots.
#pragma once
#ifdef __MQL4__
#include "reading4.hpp"

namespace mql {
inline void note_deal(const Holding &of, int entry, int type, double lots) {
  Deal deal;
  // `id` stays that of the first ticket: what of a chain belongs together.
  deal.ticket = deal.order = of.ticket;
  deal.position = of.id;
  deal.magic = of.magic;
  deal.type = type;
  deal.entry = entry;
  deal.symbol = of.symbol;
  deal.lots = lots;
  deal.at = server_ms();
  deals.push_back(deal);
}

inline double market_price(int type, const std::string &symbol) {
  Quote quote = quote_of(symbol);
  return type % 2 == OP_BUY ? quote.ask : quote.bid;
}

inline int open_order(const Holding &wanted) {
  Holding opened = wanted;
  opened.ticket = opened.id = next_number();
  if (wanted.type <= OP_SELL) opened.price = market_price(wanted.type, wanted.symbol);
  opened.opened = server_ms();
  open_holdings.push_back(opened);
  if (opened.type <= OP_SELL) note_deal(opened, 0, opened.type, opened.lots);
  return static_cast<int>(opened.ticket);
}

inline Holding take_out(ulong ticket) {
  Holding *held = open_holding(ticket);
  Holding taken = *held;
  open_holdings.erase(open_holdings.begin() + (held - open_holdings.data()));
  return taken;
}

inline void retire(Holding closed, double price, const std::string &comment) {
  closed.closed = server_ms();
  closed.close_price = price;
  if (!comment.empty()) closed.comment = comment;
  if (closed.type <= OP_SELL) {
    closed.profit = profit_of(closed.type, closed.price, price, closed.lots);
    balance += closed.profit;
  }
  closed_holdings.push_back(closed);
}

// What is left of a ticket goes on under a new one; returns it, 0 if nothing is left.
inline ulong go_on(Holding rest, double lots) {
  rest.lots = exact_lots(lots);
  if (rest.lots < 1e-9) return 0;
  std::string kept = setting("SIM_REMAINDER", "magic comment");
  bool named = kept.find("comment") != std::string::npos;
  ulong parent = rest.ticket;
  rest.ticket = next_number();
  rest.comment = named ? "from #" + std::to_string(parent) : "";
  if (kept.find("magic") == std::string::npos) rest.magic = 0;
  open_holdings.push_back(rest);
  return rest.ticket;
}

inline void close_order(ulong ticket, double lots, double price, const std::string &comment = "") {
  Holding closed = take_out(ticket), rest = closed;
  note_deal(closed, 1, 1 - closed.type, lots);
  closed.lots = lots;
  ulong next = go_on(rest, rest.lots - lots);
  bool named = setting("SIM_REMAINDER", "magic comment").find("comment") != std::string::npos;
  if (next != 0) closed.comment = named ? "to #" + std::to_string(next) : "";
  retire(closed, price, comment);
}

// Both tickets end; the rest of the larger one goes on.
inline void close_by_opposite(ulong ticket, ulong opposite) {
  Holding first = take_out(ticket), second = take_out(opposite);
  double lots = std::min(first.lots, second.lots);
  auto by = [](ulong other) { return "close hedge by #" + std::to_string(other); };
  Holding larger = first.lots > second.lots ? first : second;
  note_deal(first, 3, 1 - first.type, lots);
  note_deal(second, 3, 1 - second.type, lots);
  go_on(larger, larger.lots - lots);
  first.lots = lots;
  second.lots = setting("SIM_CLOSE_BY", "lots") == "zero" ? 0.0 : lots;
  retire(first, second.price, by(opposite));
  retire(second, second.price, by(ticket));
}

inline void end_waiting(ulong ticket, bool by_time) {
  Holding taken = take_out(ticket);
  retire(taken, market_price(taken.type, taken.symbol), by_time ? "[expiration]" : "cancelled");
}

// ---- what prices and time bring ----------------------------------------------------------------
// The ticket stays. SIM_FILLED_TIME=placed: so does its time.
inline void fill_waiting(Holding &order) {
  order.type %= 2;
  if (setting("SIM_FILLED_TIME", "filled") != "placed") order.opened = server_ms();
  order.expires = 0;
  note_deal(order, 0, order.type, order.lots);
}

inline void reach_prices() {
  for (Holding &order : open_holdings)
    if (order.type > OP_SELL && is_reached(order.type, order.price, quote_of(order.symbol)))
      fill_waiting(order);
  for (const Holding &held : std::vector<Holding>(open_holdings)) {
    std::string stop = reached_stop(held);
    if (stop.empty()) continue;
    close_order(held.ticket, held.lots, stop == "sl" ? held.sl : held.tp,
                held.comment + "[" + stop + "]");
  }
}

inline void expire_by_time() {
  bool expired = false;
  for (const Holding &order : std::vector<Holding>(open_holdings))
    if (order.type > OP_SELL && order.expires > 0 && order.expires <= server_ms()) {
      end_waiting(order.ticket, true);
      expired = true;
    }
  if (expired) book_changed();
}
}  // namespace mql
#endif
