// MetaTrader 5's trade server: how orders become deals and deals positions. Hedging: a position an
// order; netting: one a symbol, which a deal grows, reduces, ends or turns round.
// SIM_PARTS=several: on hedging each deal of an order makes a position of its own.
// SIM_STOP_LIMIT=keeps: an order whose stop was reached is still shown as it was placed.
#pragma once
#ifdef __MQL5__
#include "reading5.hpp"

namespace mql {
struct Fill {
  double lots = 0, price = 0;
  std::string comment;
};

inline void retire(ulong ticket, int state) {
  for (size_t i = 0; i < waiting_orders.size(); i++) {
    if (waiting_orders[i].ticket != ticket) continue;
    Order order = waiting_orders[i];
    waiting_orders.erase(waiting_orders.begin() + static_cast<long>(i));
    order.state = state;
    order.ended = server_ms();
    past_orders.push_back(order);
    tell(TRADE_TRANSACTION_ORDER_DELETE, ticket);
    tell(TRADE_TRANSACTION_HISTORY_ADD, ticket);
    return;
  }
}

inline Deal begin_deal(const Order &order, const Fill &fill) {
  Deal deal;
  deal.ticket = next_number();
  deal.order = order.ticket;
  deal.type = order.type % 2;
  deal.symbol = order.symbol;
  deal.comment = fill.comment;
  deal.lots = fill.lots;
  deal.magic = order.magic;
  deal.reason = order.reason;
  deal.price = fill.price;
  deal.at = server_ms();
  return deal;
}

inline Deal book_deal(Deal deal) {
  balance += deal.profit;
  deals.push_back(deal);
  tell(TRADE_TRANSACTION_DEAL_ADD, deal.order, deal.ticket, deal.position);
  return deal;
}

inline void drop_holding(const Holding *held) {
  open_holdings.erase(open_holdings.begin() + (held - open_holdings.data()));
}

inline Deal open_by(const Order &order, Deal deal, ulong id) {
  deal.entry = DEAL_ENTRY_IN;
  deal.position = id;
  Holding opened;
  opened.ticket = opened.id = id;
  opened.type = deal.type;
  opened.symbol = order.symbol;
  opened.comment = order.comment;
  opened.lots = deal.lots;
  opened.price = deal.price;
  opened.sl = order.sl;
  opened.tp = order.tp;
  opened.magic = order.magic;
  opened.opened = opened.updated = deal.at;
  open_holdings.push_back(opened);
  return book_deal(deal);
}

inline Deal add_by(const Order &order, Deal deal, Holding &held) {
  deal.entry = DEAL_ENTRY_IN;
  deal.position = held.id;
  double lots = exact_lots(held.lots + deal.lots);
  held.price = (held.price * held.lots + deal.price * deal.lots) / lots;
  held.lots = lots;
  held.updated = deal.at;
  // An addition without stops leaves those of the position alone.
  if (order.sl > 0) held.sl = order.sl;
  if (order.tp > 0) held.tp = order.tp;
  return book_deal(deal);
}

inline Deal reduce_by(Deal deal, Holding &held) {
  deal.entry = deal.entry == DEAL_ENTRY_OUT_BY ? DEAL_ENTRY_OUT_BY : DEAL_ENTRY_OUT;
  deal.position = held.id;
  deal.profit = profit_of(held.type, held.price, deal.price, deal.lots);
  held.lots = exact_lots(held.lots - deal.lots);
  held.updated = deal.at;
  if (held.lots < 1e-9) drop_holding(&held);
  return book_deal(deal);
}

// The identifier stays; the ticket becomes the order's, the time stays that of the first opening.
inline Deal reverse_by(const Order &order, Deal deal, Holding &held) {
  deal.entry = DEAL_ENTRY_INOUT;
  deal.position = held.id;
  deal.profit = profit_of(held.type, held.price, deal.price, held.lots);
  held.lots = exact_lots(deal.lots - held.lots);
  held.type = deal.type;
  held.ticket = order.ticket;
  held.price = deal.price;
  held.sl = order.sl;
  held.tp = order.tp;
  held.magic = order.magic;
  held.comment = order.comment;
  held.updated = deal.at;
  return book_deal(deal);
}

inline Holding *net_holding(const std::string &symbol) {
  for (Holding &held : open_holdings)
    if (held.symbol == symbol) return &held;
  return nullptr;
}

inline Deal net(const Order &order, const Deal &deal) {
  Holding *held = net_holding(order.symbol);
  if (held == nullptr) return open_by(order, deal, order.ticket);
  if (held->type == deal.type) return add_by(order, deal, *held);
  if (deal.lots > held->lots + 1e-9) return reverse_by(order, deal, *held);
  return reduce_by(deal, *held);
}

inline bool has_opened(ulong order) {
  for (const Deal &deal : deals)
    if (deal.order == order) return true;
  return false;
}

inline Deal hedge(const Order &order, const Deal &deal) {
  if (order.position != 0) return reduce_by(deal, *open_holding(order.position));
  Holding *held = open_holding(order.ticket);
  bool several = setting("SIM_PARTS", "one") == "several" && has_opened(order.ticket);
  if (several) return open_by(order, deal, next_number());
  if (held != nullptr) return add_by(order, deal, *held);
  return open_by(order, deal, order.ticket);
}

// The position that an order of a netting account meets may change between its parts.
inline Deal fill(Order &order, const Fill &made) {
  order.left = exact_lots(order.left - made.lots);
  Deal begun = begin_deal(order, made);
  if (Order *waiting = waiting_order(order.ticket)) {
    waiting->left = order.left;
    waiting->state = ORDER_STATE_PARTIAL;
  }
  Deal deal = is_netting() ? net(order, begun) : hedge(order, begun);
  order.position = order.position == 0 ? deal.position : order.position;
  if (Order *waiting = waiting_order(order.ticket)) waiting->position = deal.position;
  return deal;
}

inline double market_price(int type, const std::string &symbol) {
  Quote quote = quote_of(symbol);
  return type % 2 == 0 ? quote.ask : quote.bid;
}

inline Order new_order(int type, const std::string &symbol, double lots, int reason) {
  Order order;
  order.ticket = next_number();
  order.type = type;
  order.symbol = symbol;
  order.lots = order.left = lots;
  order.reason = reason;
  order.placed = server_ms();
  return order;
}

// Fills an order at the market, in the parts that a test ordered; what they leave is never filled.
inline std::vector<Deal> fill_at_market(Order order, double price, const std::string &comment) {
  std::vector<Deal> made;
  bool in_parts = !parts.empty();
  ulong position = order.position;
  do {
    order.position = position;
    double lots = next_part(order.left);
    made.push_back(fill(order, {lots, price, comment}));
  } while (order.left > 1e-9 && (!in_parts || !parts.empty()));
  order.position = made.back().position;
  order.state = order.left > 1e-9 ? ORDER_STATE_CANCELED : ORDER_STATE_FILLED;
  order.ended = server_ms();
  past_orders.push_back(order);
  tell(TRADE_TRANSACTION_HISTORY_ADD, order.ticket);
  return made;
}

inline Deal close_holding(const Holding &held, double lots, double price, int reason,
                          const std::string &comment) {
  Order order = new_order(1 - held.type, held.symbol, lots, reason);
  order.position = is_netting() ? 0 : held.ticket;
  order.magic = held.magic;
  return fill_at_market(order, price, comment).back();
}

// Both ends of a close-by are deals of one order.
inline void close_by_opposite(ulong ticket, ulong opposite) {
  Holding first = *open_holding(ticket), second = *open_holding(opposite);
  Order order = new_order(1 - first.type, first.symbol, std::min(first.lots, second.lots), 0);
  order.type = ORDER_TYPE_CLOSE_BY;
  order.position = first.id;
  order.by = second.id;
  for (const Holding &end : {first, second}) {
    Deal deal = begin_deal(order, {order.lots, second.price, ""});
    deal.type = 1 - end.type;
    deal.entry = DEAL_ENTRY_OUT_BY;
    reduce_by(deal, *open_holding(end.ticket));
  }
  order.left = 0;
  order.state = ORDER_STATE_FILLED;
  order.ended = server_ms();
  past_orders.push_back(order);
  tell(TRADE_TRANSACTION_HISTORY_ADD, order.ticket);
}

// The server closes a position and opens it again for the next day: the identifier stays.
inline void reopen(ulong ticket, double price) {
  Holding held = *open_holding(ticket);
  close_holding(held, held.lots, price, DEAL_REASON_ROLLOVER, "");
  Order order = new_order(held.type, held.symbol, held.lots, DEAL_REASON_ROLLOVER);
  order.magic = held.magic;
  order.comment = held.comment;
  order.sl = held.sl;
  order.tp = held.tp;
  order.state = ORDER_STATE_FILLED;
  order.left = 0;
  order.ended = server_ms();
  order.position = held.id;
  open_by(order, begin_deal(order, {held.lots, price, held.comment}), held.id);
  open_holdings.back().ticket = order.ticket;
  past_orders.push_back(order);
}

// ---- what prices and time bring ----------------------------------------------------------------
// `by` marks an order whose stop was reached: it is a limit order now, whatever it shows.
inline void become_limit(Order &order) {
  order.by = 1;
  tell(TRADE_TRANSACTION_ORDER_UPDATE, order.ticket);
  if (setting("SIM_STOP_LIMIT", "changes") == "keeps") return;
  order.type = order.type % 2 + 2;
  order.price = order.limit;
}

inline void fill_waiting(ulong ticket) {
  Order order = *waiting_order(ticket);
  order.position = 0;
  bool in_parts = !parts.empty();
  do {
    double price = order.by == 1 ? order.limit : order.price;
    fill(order, {next_part(order.left), price, order.comment});
    order.position = 0;
  } while (order.left > 1e-9 && (!in_parts || !parts.empty()));
  if (order.left < 1e-9) retire(ticket, ORDER_STATE_FILLED);
}

inline void reach_waiting() {
  for (const Order &seen : std::vector<Order>(waiting_orders)) {
    Order &order = *waiting_order(seen.ticket);
    bool stop_limit = order.type > 5 && order.by == 0;
    int type = order.by == 1 ? order.type % 2 + 2 : order.type;
    double price = order.by == 1 ? order.limit : order.price;
    if (!is_reached(type, price, quote_of(order.symbol))) continue;
    if (stop_limit)
      become_limit(order);
    else
      fill_waiting(order.ticket);
  }
}

inline void reach_stops() {
  for (const Holding &held : std::vector<Holding>(open_holdings)) {
    std::string stop = reached_stop(held);
    if (stop.empty()) continue;
    double price = stop == "sl" ? held.sl : held.tp;
    std::ostringstream comment;
    comment << '[' << stop << ' ' << price << ']';
    close_holding(held, held.lots, price, stop == "sl" ? DEAL_REASON_SL : DEAL_REASON_TP,
                  comment.str());
  }
}

inline void reach_prices() {
  reach_waiting();
  reach_stops();
}

inline void expire_by_time() {
  bool expired = false;
  for (const Order &order : std::vector<Order>(waiting_orders))
    if (order.expires > 0 && order.expires <= server_ms()) {
      retire(order.ticket, ORDER_STATE_EXPIRED);
      expired = true;
    }
  if (expired) book_changed();
}
}  // namespace mql
#endif
