// The terminal's one thread for an Expert Advisor: events, timer, and a test's orders on stdin.
#pragma once
#include <csignal>

#include "control.hpp"

namespace harness {
using namespace mql;

inline void hand_out_transactions() {
#ifdef __MQL5__
  carry_out_asynchronous();
  while (!transactions.empty()) {
    Handed handed = transactions.front();
    transactions.pop_front();
    mqlapp::OnTradeTransaction(handed.transaction, handed.request, handed.result);
    carry_out_asynchronous();
  }
#endif
}

inline bool begin_again() {
  reinit_due = false;
  mqlapp::OnDeinit(reinit_reason);
  return mqlapp::OnInit() == INIT_SUCCEEDED;
}

inline constexpr long kLookUs = 300, kJumpMs = 50;

struct Heard {
  bool test = false, anybody = false;
};

// Listens for so long to the test, and to the bridge where the clock may jump.
inline Heard listen(long micros) {
  std::vector<pollfd> ears{{0, POLLIN, 0}};
  if (jumps_allowed_ms() > 0)
    for (int link : links) ears.push_back({link, POLLIN, 0});
  timespec wait{0, micros * 1000};
  Heard heard;
  heard.anybody = ppoll(ears.data(), ears.size(), &wait, nullptr) > 0;
  heard.test = heard.anybody && ears[0].revents != 0;
  if (heard.anybody) something_happened();
  return heard;
}

// Returns false at the end of the test's orders.
inline bool wait_until(ulong due) {
  ulong now = GetMicrosecondCount() / 1000;
  long left = due > now ? static_cast<long>(due - now) : 0;
  bool jumps = jumps_left_ms > 0, passes = passing_ms > 0;
  Heard heard = listen(passes ? 0 : jumps ? kLookUs : std::min(left, 10L) * 1000);
  if (jumps && !heard.anybody) left = std::max(left, kJumpMs);
  if (passes) left = std::min(passing_ms, passing_step_ms);
  if (passes)
    passing_ms -= left;
  else if (jumps && !heard.anybody)
    jumps_left_ms -= left;
  if (passes || jumps) jumped_ms += left;
  return !heard.test || read_orders();
}

inline int run() {
  std::signal(SIGPIPE, SIG_IGN);
  load_book();
  print_book();
  if (mqlapp::OnInit() != INIT_SUCCEEDED) return 3;
  // SIM_FIRST_JUMP_MS: a terminal that was logged in for so long when its bridge was found.
  long first_jump_ms = std::stol(setting("SIM_FIRST_JUMP_MS", "0"));
  for (ulong due = 0; wait_until(due);) {
    expire_by_time();
    carry_out_late();
    if (reinit_due && !begin_again()) return 3;
    hand_out_transactions();
    ulong now = GetMicrosecondCount() / 1000;
    if (timer_ms == 0 || now < due) continue;
    // A terminal's timer comes every 10 to 16 ms at best.
    due = now + static_cast<ulong>(std::max(timer_ms, 10));
    mqlapp::OnTimer();
    jumped_ms += std::exchange(first_jump_ms, 0);
  }
  mqlapp::OnDeinit(REASON_CLOSE);
  return 0;
}
}  // namespace harness

int main() {
#ifdef HARNESS_SCRIPT
  std::signal(SIGPIPE, SIG_IGN);
  mql::load_book();
  mqlapp::OnStart();
  mql::print_book();
#else
  return harness::run();
#endif
}
