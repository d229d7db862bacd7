// A test's orders to the simulated terminal, one a line:
//   open SYMBOL buy|sell LOTS [SL TP]      round SYMBOL buy|sell LOTS (opened and closed at once)
//       close TICKET [LOTS]      closeby TICKET OPPOSITE
//   stops TICKET SL TP                     stopout TICKET           reopen TICKET PRICE (MT5)
//   place KIND SYMBOL LOTS PRICE [LIMIT SL TP], KIND such as buy_limit or sell_stop_limit (MT5)
//   change TICKET PRICE LIMIT SL TP [EXPIRES]      cancel TICKET      expire TICKET
//   quote SYMBOL BID ASK (fills and stops follow)  parts LOTS... (the next order's deals)
//   twin TICKET LOTS (MT4: opened at the same price and second)
//   deposit AMOUNT [COMMENT]   credit AMOUNT [COMMENT]   margin AMOUNT
//   connected 0|1   allowed 0|1   investor 0|1   account LOGIN SERVER   reinit REASON
//   show N (entries of a list at most; -1 all; at the start $SIM_SHOW)   history 0|1 (what closes from now on is shown)
//   lag N (so many looks at positions are behind, MT5)   pass MS [STEP] (of all clocks)
//   full 0|1 (the disk)   gap AMOUNT (of equity)   magic N (of what is opened by hand)   late MS
//   ahead S (the server's clock before UTC)   ticks 0|1
//   refuse CODE... (0: not this one)   lose N | 0|1 0|1...   die N   slow MS   race ORDER   repeat N ORDER   book
//   shut 0|1 (the market)
//   vanish (the process dies; "race vanish": just before the next call is carried out)
//   penniless 0|1 (all money reads 0, as after a login; at the start $SIM_PENNILESS)
// TICKET may be "last": the newest position or order of the list.
// EXPIRES is in ms of the server's clock, "+N" in seconds from now.
#pragma once
#include "winsock.hpp"

namespace harness {
using namespace mql;

inline bool reinit_due = false;
inline int reinit_reason = 0;
inline long passing_ms = 0;  // what a test lets pass, turn by turn
inline long passing_step_ms = 50;

inline int kind_number(const std::string &kind) {
  static const char *kinds[] = {"buy",      "sell",      "buy_limit",      "sell_limit",
                                "buy_stop", "sell_stop", "buy_stop_limit", "sell_stop_limit"};
  for (int i = 0; i < 8; i++)
    if (kind == kinds[i]) return i;
  critical("not a kind of order: " + kind);
}

inline Holding &held_by(std::istream &in) {
  std::string text;
  in >> text;
  if (text == "last" && !open_holdings.empty()) return open_holdings.back();
  ulong ticket = text == "last" ? 0 : std::stoul(text);
  Holding *held = open_holding(ticket);
  if (held == nullptr) critical("no position has the ticket " + std::to_string(ticket));
  return *held;
}

inline std::string rest_of(std::istream &in) {
  std::string rest;
  std::getline(in >> std::ws, rest);
  return rest;
}

inline long expiry_from(std::istream &in) {
  std::string text;
  if (!(in >> text)) return 0;
  return text[0] == '+' ? server_ms() + std::stol(text) * 1000 : std::stol(text);
}

inline void show_history(bool shown) {
#ifdef __MQL5__
  history_until = shown ? std::numeric_limits<long>::max() : server_ms();
#else
  history_shown = shown ? "all" : "none";
#endif
}

// Returns false if the word is not one of these.
inline bool trade(const std::string &word, std::istream &in) {
  std::string symbol, side;
  double lots = 0, price = 0, limit = 0, sl = 0, tp = 0;
  ulong ticket = 0, other = 0;
  if (word == "open" || word == "round") {
    in >> symbol >> side >> lots >> sl >> tp;
    open_by_hand(symbol, side == "buy" ? 0 : 1, lots, sl, tp);
    if (word == "round") close_by_hand(Holding(open_holdings.back()), lots);
  } else if (word == "close") {
    Holding held = held_by(in);
    lots = held.lots;
    if (double part; in >> part) lots = part;
    close_by_hand(held, lots);
  } else if (word == "closeby") {
    ticket = held_by(in).ticket;
    other = held_by(in).ticket;
    close_by_opposite(ticket, other);
  } else if (word == "stops") {
    Holding &held = held_by(in);
    in >> sl >> tp;
    move_stops_by_hand(held, sl, tp);
  } else if (word == "stopout") {
    stop_out(Holding(held_by(in)));
  } else if (word == "place") {
    in >> side >> symbol >> lots >> price >> limit >> sl >> tp;
    place_by_hand(kind_number(side), symbol, lots, price, limit, sl, tp);
  } else if (word == "change") {
    in >> ticket >> price >> limit >> sl >> tp;
    change_by_hand(ticket, price, limit, sl, tp, expiry_from(in));
  } else if (word == "cancel" || word == "expire") {
    in >> ticket;
    cancel_by_hand(ticket, word == "expire");
  } else if (word == "quote") {
    in >> symbol;
    in >> quotes[symbol].bid >> quotes[symbol].ask;
    reach_prices();
  } else if (word == "deposit" || word == "credit") {
    in >> price;
    move_money(price, word == "credit" ? kCredit : kDeposit, rest_of(in));
#ifdef __MQL5__
  } else if (word == "reopen") {
    ticket = held_by(in).ticket;
    in >> price;
    reopen(ticket, price);
#else
  } else if (word == "twin") {
    Holding held = held_by(in);
    in >> lots;
    open_twin(held, lots);
#endif
  } else {
    return false;
  }
  return true;
}

inline bool set_terminal(const std::string &word, std::istream &in) {
  if (word == "connected") {
    in >> is_connected;
  } else if (word == "allowed") {
    in >> is_allowed;
  } else if (word == "investor") {
    in >> is_investor;
  } else if (word == "account") {
    in >> now_login >> now_server;
  } else if (word == "reinit") {
    in >> reinit_reason;
    reinit_due = true;
  } else if (word == "margin") {
    in >> margin;
  } else if (word == "pass") {
    passing_step_ms = 50;
    in >> passing_ms;
    if (long step; in >> step) passing_step_ms = step;
  } else if (word == "show") {
    in >> shown_most;
  } else if (word == "history") {
    bool shown = true;
    in >> shown;
    show_history(shown);
#ifdef __MQL5__
  } else if (word == "lag") {
    in >> looks_behind;
#endif
  } else {
    return false;
  }
  return true;
}

inline bool set_next_call(const std::string &word, std::istream &in);

inline void obey(const std::string &line) {
  std::istringstream in(line);
  std::string word;
  in >> word;
  if (word == "book") {
    print_book();
  } else if (word == "vanish") {
    _exit(9);
  } else if (word == "repeat") {
    int times = 0;
    in >> times;
    std::string order = rest_of(in);
    for (int i = 0; i < times; i++) {
      std::istringstream again(order);
      again >> word;
      trade(word, again);
    }
    book_changed();
  } else if (trade(word, in)) {
    book_changed();
  } else if (!set_terminal(word, in) && !set_next_call(word, in) &&
             !set_oddity(word, in)) {
    critical("not an order: " + line);
  }
}

inline bool set_next_call(const std::string &word, std::istream &in) {
  if (word == "refuse") {
    for (int code; in >> code;) refusals.push_back(code);
  } else if (word == "lose") {
    std::vector<int> lost;
    for (int times; in >> times;) lost.push_back(times);
    // One number: so many times. Several: which of the next calls.
    if (lost.size() == 1) lost.assign(static_cast<size_t>(lost[0]), 1);
    lost_answers.insert(lost_answers.end(), lost.begin(), lost.end());
  } else if (word == "die") {
    in >> deaths_after;
  } else if (word == "slow") {
    in >> slow_ms;
  } else if (word == "parts") {
    for (double part; in >> part;) parts.push_back(part);
  } else if (word == "race") {
    std::string order = rest_of(in);
    race = [order] { obey(order); };
  } else {
    return false;
  }
  return true;
}

// Returns false at the end of the input: the test is over.
inline bool read_orders() {
  static std::string buffer;
  char part[4096];
  ssize_t got = ::read(0, part, sizeof part);
  if (got <= 0) return false;
  buffer.append(part, static_cast<size_t>(got));
  for (size_t end; (end = buffer.find('\n')) != std::string::npos; buffer.erase(0, end + 1)) {
    if (buffer.compare(0, end, "quit") == 0) return false;
    obey(buffer.substr(0, end));
  }
  return true;
}
}  // namespace harness
