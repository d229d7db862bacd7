// The terminal's one thread for an Expert Advisor: events, timer, and a test's orders on stdin.
#pragma once
#include <csignal>

#include "winsock.hpp"

namespace harness {
using namespace mql;

inline void obey(const std::string &line) {
  std::istringstream in(line);
  std::string word, symbol, side;
  ulong ticket = 0;
  double lots = 0, sl = 0, tp = 0;
  in >> word;
  if (word == "open") {
    in >> symbol >> side >> lots >> sl >> tp;
    open_by_hand(symbol, side == "buy" ? 0 : 1, lots, sl, tp);
    book_changed();
  } else if (word == "close" || word == "stops") {
    in >> ticket;
    Holding *held = open_holding(ticket);
    if (held == nullptr) critical("no position has the ticket " + std::to_string(ticket));
    if (word == "close") {
      lots = held->lots;
      if (double part; in >> part) lots = part;
      close_by_hand(Holding(*held), lots);
    } else {
      in >> sl >> tp;
      move_stops_by_hand(*held, sl, tp);
    }
    book_changed();
  } else if (word == "book") {
    print_book();
  } else if (word == "connected") {
    in >> is_connected;
  } else if (word == "allowed") {
    in >> is_allowed;
  } else if (word == "refuse") {
    for (int code; in >> code;) refusals.push_back(code);
  } else if (word == "lose") {
    in >> lost_answers;
  } else if (word == "die") {
    in >> deaths_after;
#ifdef __MQL5__
  } else if (word == "lag") {
    in >> looks_behind;
#endif
  } else {
    critical("not an order: " + line);
  }
}

// Returns false at the end of the input: the test is over.
inline bool read_orders(int wait_ms) {
  static std::string buffer;
  pollfd input{0, POLLIN, 0};
  if (poll(&input, 1, wait_ms) <= 0) return true;
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

inline void hand_out_transactions() {
#ifdef __MQL5__
  while (!transactions.empty()) {
    MqlTradeTransaction transaction = transactions.front();
    transactions.pop_front();
    mqlapp::OnTradeTransaction(transaction, MqlTradeRequest(), MqlTradeResult());
  }
#endif
}

inline int run() {
  std::signal(SIGPIPE, SIG_IGN);
  load_book();
  print_book();
  if (mqlapp::OnInit() != INIT_SUCCEEDED) return 3;
  ulong due = 0;
  int wait_ms = 0;
  while (read_orders(wait_ms)) {
    hand_out_transactions();
    ulong now = GetMicrosecondCount() / 1000;
    if (timer_ms > 0 && now >= due) {
      // A terminal's timer comes every 10 to 16 ms at best.
      due = now + static_cast<ulong>(std::max(timer_ms, 10));
      mqlapp::OnTimer();
    }
    wait_ms = static_cast<int>(std::min<ulong>(due > now ? due - now : 0, 10));
  }
  mqlapp::OnDeinit(REASON_CLOSE);
  return 0;
}
}  // namespace harness

#ifndef HARNESS_SCRIPT
int main() { return harness::run(); }
#endif
