// MetaTrader 5's trade calls, and what the account's owner does by hand.
#pragma once
#ifdef __MQL5__
#include "dealing5.hpp"

namespace mql {
inline uint carry_out_deal(const MqlTradeRequest &request, MqlTradeResult &result) {
  Holding *held = request.position == 0 ? nullptr : open_holding(request.position);
  if (request.position != 0 && held == nullptr) return TRADE_RETCODE_POSITION_CLOSED;
  if (!has_symbol(request.symbol) || request.type > 1) return TRADE_RETCODE_INVALID;
  if (bad_lots(request.volume)) return TRADE_RETCODE_INVALID_VOLUME;
  if (held != nullptr && request.volume > held->lots + 1e-9) return TRADE_RETCODE_INVALID_VOLUME;
  if (held != nullptr && held->type == request.type) return TRADE_RETCODE_INVALID;
  if (request.type_filling != ORDER_FILLING_IOC) return TRADE_RETCODE_INVALID_FILL;
  if (request.comment.size() > 31) critical("a comment is longer than 31 characters");
  std::string symbol = utf8(request.symbol);
  Order order = new_order(request.type, symbol, request.volume, DEAL_REASON_EXPERT);
  order.magic = request.magic;
  order.comment = utf8(request.comment);
  order.sl = request.sl;
  order.tp = request.tp;
  order.position = is_netting() ? 0 : request.position;
  std::vector<Deal> made =
      fill_at_market(order, market_price(request.type, symbol), order.comment);
  result.deal = made.back().ticket;
  result.order = order.ticket;
  result.price = made.back().price;
  for (const Deal &deal : made) result.volume = exact_lots(result.volume + deal.lots);
  return result.volume < request.volume - 1e-9 ? TRADE_RETCODE_DONE_PARTIAL : TRADE_RETCODE_DONE;
}

inline uint carry_out_stops(const MqlTradeRequest &request) {
  Holding *held = open_holding(request.position);
  if (held == nullptr) return TRADE_RETCODE_POSITION_CLOSED;
  if (held->sl == request.sl && held->tp == request.tp) return TRADE_RETCODE_NO_CHANGES;
  held->sl = request.sl;
  held->tp = request.tp;
  tell(TRADE_TRANSACTION_POSITION, 0, 0, held->ticket);
  return TRADE_RETCODE_DONE;
}

inline long expiry_of(const MqlTradeRequest &request) {
  return request.type_time == ORDER_TIME_SPECIFIED ? request.expiration.value * 1000 : 0;
}

inline bool may_place(int type, double price, double limit, const std::string &symbol) {
  if (type > 5) {
    // A buy's limit lies at or below its stop, a sell's at or above it.
    bool apart = type % 2 == 0 ? limit <= price : limit >= price;
    if (limit <= 0 || !apart) return false;
  }
  return may_wait(type, price, symbol);
}

inline Order place(Order order) {
  order.state = ORDER_STATE_PLACED;
  waiting_orders.push_back(order);
  tell(TRADE_TRANSACTION_ORDER_ADD, order.ticket);
  return order;
}

inline uint carry_out_placing(const MqlTradeRequest &request, MqlTradeResult &result) {
  std::string symbol = utf8(request.symbol);
  if (!has_symbol(request.symbol) || request.type < 2) return TRADE_RETCODE_INVALID;
  if (bad_lots(request.volume)) return TRADE_RETCODE_INVALID_VOLUME;
  if (!may_place(request.type, request.price, request.stoplimit, symbol))
    return TRADE_RETCODE_INVALID_PRICE;
  if (request.type_filling != ORDER_FILLING_RETURN) return TRADE_RETCODE_INVALID_FILL;
  Order order = new_order(request.type, symbol, request.volume, DEAL_REASON_EXPERT);
  order.magic = request.magic;
  order.comment = utf8(request.comment);
  order.price = request.price;
  order.limit = request.type > 5 ? request.stoplimit : 0;
  order.sl = request.sl;
  order.tp = request.tp;
  order.expires = expiry_of(request);
  result.order = place(order).ticket;
  result.volume = order.lots;
  result.price = order.price;
  return TRADE_RETCODE_DONE;
}

inline uint carry_out_changing(const MqlTradeRequest &request) {
  Order *order = waiting_order(request.order);
  if (order == nullptr) return TRADE_RETCODE_INVALID_ORDER;
  double limit = order->type > 5 ? request.stoplimit : 0;
  bool same = order->price == request.price && order->limit == limit && order->sl == request.sl;
  if (same && order->tp == request.tp && order->expires == expiry_of(request))
    return TRADE_RETCODE_NO_CHANGES;
  if (!may_place(order->type, request.price, limit, order->symbol))
    return TRADE_RETCODE_INVALID_PRICE;
  order->price = request.price;
  order->limit = limit;
  order->sl = request.sl;
  order->tp = request.tp;
  order->expires = expiry_of(request);
  tell(TRADE_TRANSACTION_ORDER_UPDATE, order->ticket);
  return TRADE_RETCODE_DONE;
}

inline uint carry_out_removing(const MqlTradeRequest &request) {
  if (waiting_order(request.order) == nullptr) return TRADE_RETCODE_INVALID_ORDER;
  retire(request.order, ORDER_STATE_CANCELED);
  return TRADE_RETCODE_DONE;
}

inline uint carry_out_close_by(const MqlTradeRequest &request) {
  bool here = open_holding(request.position) != nullptr;
  if (!here || open_holding(request.position_by) == nullptr) return TRADE_RETCODE_POSITION_CLOSED;
  close_by_opposite(request.position, request.position_by);
  return TRADE_RETCODE_DONE;
}

inline uint carry_out(const MqlTradeRequest &request, MqlTradeResult &result) {
  switch (request.action) {
    case TRADE_ACTION_DEAL: return carry_out_deal(request, result);
    case TRADE_ACTION_SLTP: return carry_out_stops(request);
    case TRADE_ACTION_PENDING: return carry_out_placing(request, result);
    case TRADE_ACTION_MODIFY: return carry_out_changing(request);
    case TRADE_ACTION_REMOVE: return carry_out_removing(request);
    case TRADE_ACTION_CLOSE_BY: return carry_out_close_by(request);
  }
  return TRADE_RETCODE_INVALID;
}

inline bool is_done(uint code) {
  return code == TRADE_RETCODE_DONE || code == TRADE_RETCODE_DONE_PARTIAL;
}

inline uint answer_to(const MqlTradeRequest &request, MqlTradeResult &result) {
  if (!is_allowed || is_investor) return TRADE_RETCODE_CLIENT_DISABLES_AT;
  if (!is_connected) return TRADE_RETCODE_CONNECTION;
  if (is_shut) return TRADE_RETCODE_MARKET_CLOSED;
  if (!refusals.empty()) {
    int code = refusals.front();
    refusals.pop_front();
    if (code != 0) return static_cast<uint>(code);
  }
  before_call();
  auto after_all = [request] {
    MqlTradeResult nobody_waits;
    if (is_done(carry_out(request, nobody_waits))) book_changed();
  };
  if (put_off(after_all)) return TRADE_RETCODE_TIMEOUT;
  uint code = carry_out(request, result);
  if (!is_done(code)) return code;
  book_changed_by_call();
  if (!loses_answer()) return code;
  result = MqlTradeResult();
  return TRADE_RETCODE_TIMEOUT;
}

[[nodiscard]] inline bool OrderSend(const MqlTradeRequest &request, MqlTradeResult &result) {
  result = MqlTradeResult();
  result.retcode = answer_to(request, result);
  return is_done(result.retcode);
}

// Sent at once; carried out when the Expert Advisor's handler has ended, told as a transaction.
inline std::deque<std::pair<uint, MqlTradeRequest>> on_their_way;
[[nodiscard]] inline bool OrderSendAsync(const MqlTradeRequest &request, MqlTradeResult &result) {
  static uint last_request = 0;
  result = MqlTradeResult();
  result.retcode = is_allowed && !is_investor ? TRADE_RETCODE_PLACED
                                              : TRADE_RETCODE_CLIENT_DISABLES_AT;
  if (result.retcode != TRADE_RETCODE_PLACED) return false;
  result.request_id = ++last_request;
  on_their_way.emplace_back(last_request, request);
  return true;
}
inline void carry_out_asynchronous() {
  while (!on_their_way.empty()) {
    auto [number, request] = on_their_way.front();
    on_their_way.pop_front();
    Handed handed;
    handed.transaction.type = TRADE_TRANSACTION_REQUEST;
    handed.request = request;
    handed.result.retcode = answer_to(request, handed.result);
    handed.result.request_id = number;
    hand(handed);
  }
}

// ---- what the account's owner does by hand ---------------------------------------------------
inline void open_by_hand(const std::string &symbol, int type, double lots, double sl, double tp) {
  Order order = new_order(type, symbol, lots, DEAL_REASON_CLIENT);
  order.comment = "by hand";
  order.magic = hand_magic;
  order.sl = sl;
  order.tp = tp;
  fill_at_market(order, market_price(type, symbol), order.comment);
}
inline void close_by_hand(const Holding &held, double lots) {
  close_holding(held, lots, market_price(1 - held.type, held.symbol), DEAL_REASON_CLIENT, "");
}
inline void stop_out(const Holding &held) {
  close_holding(held, held.lots, market_price(1 - held.type, held.symbol), DEAL_REASON_SO,
                "so: 48.5%/1000.0/2062.0");
}
inline void move_stops_by_hand(Holding &held, double sl, double tp) {
  held.sl = sl;
  held.tp = tp;
  tell(TRADE_TRANSACTION_POSITION, 0, 0, held.ticket);
}
inline void place_by_hand(int type, const std::string &symbol, double lots, double price,
                          double limit, double sl, double tp) {
  Order order = new_order(type, symbol, lots, DEAL_REASON_CLIENT);
  order.comment = "by hand";
  order.price = price;
  order.limit = limit;
  order.sl = sl;
  order.tp = tp;
  if (!may_place(type, price, limit, symbol)) critical("no order may wait at this price");
  place(order);
}
inline void change_by_hand(ulong ticket, double price, double limit, double sl, double tp,
                           long expires) {
  Order *order = waiting_order(ticket);
  if (order == nullptr) critical("no order waits as " + std::to_string(ticket));
  order->price = price;
  if (limit > 0) order->limit = limit;
  order->sl = sl;
  order->tp = tp;
  order->expires = expires;
  tell(TRADE_TRANSACTION_ORDER_UPDATE, ticket);
}
inline void cancel_by_hand(ulong ticket, bool by_time) {
  retire(ticket, by_time ? ORDER_STATE_EXPIRED : ORDER_STATE_CANCELED);
}
inline void move_money(double amount, int type, const std::string &comment) {
  Deal deal;
  deal.ticket = next_number();
  deal.type = type;
  deal.comment = comment;
  deal.profit = amount;
  deal.at = server_ms();
  // A credit is no part of the balance.
  if (type == DEAL_TYPE_CREDIT)
    credit += amount;
  else
    balance += amount;
  deals.push_back(deal);
  tell(TRADE_TRANSACTION_DEAL_ADD, 0, deal.ticket);
}
inline constexpr int kDeposit = DEAL_TYPE_BALANCE, kCredit = DEAL_TYPE_CREDIT;
}  // namespace mql
#endif
