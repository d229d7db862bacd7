// MetaTrader 4's trade calls, and what the account's owner does by hand.
#pragma once
#ifdef __MQL4__
#include "dealing4.hpp"

namespace mql {
// The error of a call that may not go through; 0 if it may.
inline int hindrance() {
  if (!is_allowed) return 4109;
  if (is_investor) return 133;
  if (!is_connected) return 6;
  if (is_shut) return 132;
  if (!refusals.empty()) {
    int code = refusals.front();
    refusals.pop_front();
    if (code != 0) return code;
  }
  before_call();
  return 0;
}

// Whether the answer reaches the Expert Advisor.
inline bool answered() {
  book_changed_by_call();
  if (!loses_answer()) return true;
  last_error = 128;
  return false;
}

[[nodiscard]] inline int OrderSend(const string &symbol, int type, double lots, double price, int,
                                   double sl, double tp, const string &comment, int magic,
                                   datetime expiration, color) {
  last_error = hindrance();
  if (last_error != 0) return -1;
  if (!has_symbol(symbol)) last_error = 4106;
  if (bad_lots(lots)) last_error = 131;
  if (type > OP_SELL && !may_wait(type, price, utf8(symbol))) last_error = 130;
  if (type <= OP_SELL && expiration.value != 0) last_error = 3;
  if (last_error != 0) return -1;
  Holding wanted{0, 0, type, utf8(symbol), utf8(comment)};
  wanted.lots = lots;
  wanted.price = price;
  wanted.sl = sl;
  wanted.tp = tp;
  wanted.magic = static_cast<ulong>(magic);
  wanted.expires = expiration.value * 1000;
  auto after_all = [wanted] {
    open_order(wanted);
    book_changed();
  };
  if (put_off(after_all)) last_error = 128;
  if (last_error != 0) return -1;
  int ticket = open_order(wanted);
  return answered() ? ticket : -1;
}

[[nodiscard]] inline bool OrderClose(int ticket, double lots, double, int, color) {
  last_error = hindrance();
  const Holding *held = open_holding(static_cast<ulong>(ticket));
  if (last_error == 0 && (held == nullptr || held->type > OP_SELL)) last_error = 4108;
  if (last_error == 0 && (bad_lots(lots) || lots > held->lots + 1e-9)) last_error = 131;
  if (last_error != 0) return false;
  close_order(held->ticket, lots, market_price(1 - held->type, held->symbol));
  return answered();
}

[[nodiscard]] inline bool OrderCloseBy(int ticket, int opposite, color) {
  last_error = hindrance();
  const Holding *first = open_holding(static_cast<ulong>(ticket));
  const Holding *second = open_holding(static_cast<ulong>(opposite));
  if (last_error == 0 && (first == nullptr || second == nullptr)) last_error = 4108;
  if (last_error != 0) return false;
  close_by_opposite(first->ticket, second->ticket);
  return answered();
}

[[nodiscard]] inline bool OrderDelete(int ticket, color = clrNONE) {
  last_error = hindrance();
  const Holding *held = open_holding(static_cast<ulong>(ticket));
  if (last_error == 0 && (held == nullptr || held->type <= OP_SELL)) last_error = 4108;
  if (last_error != 0) return false;
  end_waiting(held->ticket, false);
  return answered();
}

[[nodiscard]] inline bool OrderModify(int ticket, double price, double sl, double tp,
                                      datetime expiration, color) {
  last_error = hindrance();
  Holding *held = open_holding(static_cast<ulong>(ticket));
  if (last_error == 0 && held == nullptr) last_error = 4108;
  if (last_error != 0) return false;
  bool waits = held->type > OP_SELL;
  bool same = held->sl == sl && held->tp == tp;
  if (waits) same = same && held->price == price && held->expires == expiration.value * 1000;
  if (same) last_error = 1;
  if (!same && waits && !may_wait(held->type, price, held->symbol)) last_error = 130;
  if (last_error != 0) return false;
  held->sl = sl;
  held->tp = tp;
  if (waits) {
    held->price = price;
    held->expires = expiration.value * 1000;
  }
  return answered();
}

// ---- what the account's owner does by hand ---------------------------------------------------
inline Holding by_hand(int type, const std::string &symbol, double lots, double sl, double tp) {
  Holding wanted{0, 0, type, symbol, "by hand"};
  wanted.magic = hand_magic;
  wanted.lots = lots;
  wanted.sl = sl;
  wanted.tp = tp;
  return wanted;
}
inline void open_by_hand(const std::string &symbol, int type, double lots, double sl, double tp) {
  open_order(by_hand(type, symbol, lots, sl, tp));
}
// A trade of its own that looks like the rest of another.
inline void open_twin(const Holding &of, double lots) {
  open_by_hand(of.symbol, of.type, lots, 0, 0);
  open_holdings.back().price = of.price;
  open_holdings.back().opened = of.opened;
}
inline void close_by_hand(const Holding &held, double lots) {
  close_order(held.ticket, lots, market_price(1 - held.type, held.symbol));
}
inline void stop_out(const Holding &held) {
  close_order(held.ticket, held.lots, market_price(1 - held.type, held.symbol),
              "so: 48.5%/1000.0/2062.0");
}
inline void move_stops_by_hand(Holding &held, double sl, double tp) {
  held.sl = sl;
  held.tp = tp;
}
inline void place_by_hand(int type, const std::string &symbol, double lots, double price, double,
                          double sl, double tp) {
  Holding wanted = by_hand(type, symbol, lots, sl, tp);
  wanted.price = price;
  if (!may_wait(type, price, symbol)) critical("no order may wait at this price");
  open_order(wanted);
}
inline void change_by_hand(ulong ticket, double price, double, double sl, double tp, long expires) {
  Holding *order = open_holding(ticket);
  if (order == nullptr) critical("no order waits as " + std::to_string(ticket));
  order->price = price;
  order->sl = sl;
  order->tp = tp;
  order->expires = expires;
}
inline void cancel_by_hand(ulong ticket, bool by_time) { end_waiting(ticket, by_time); }
inline void move_money(double amount, int type, const std::string &comment) {
  Holding moved;
  moved.ticket = moved.id = next_number();
  moved.type = type;
  moved.comment = comment;
  moved.profit = amount;
  moved.opened = moved.closed = server_ms();
  // A credit is no part of the balance.
  if (type == kCreditType)
    credit += amount;
  else
    balance += amount;
  closed_holdings.push_back(moved);
}
inline constexpr int kDeposit = kBalance, kCredit = kCreditType;
}  // namespace mql
#endif
