// The terminal's one thread for an Expert Advisor: events, timer, and a test's orders on stdin.
#pragma once
#include <csignal>
#include <fstream>

#include "control.hpp"

namespace harness {
using namespace mql;

// SIM_WATCH: how long an event kept the terminal's thread at most, without the time in which the
// thread waited for a processor of this machine.
inline long longest_us = 0;

inline long queued_us() {
  std::ifstream file("/proc/self/schedstat");
  long ran = 0, queued = 0;
  file >> ran >> queued;
  return queued / 1000;
}

template <class Event>
void hand_out(Event event) {
  static const bool watched = std::getenv("SIM_WATCH") != nullptr;
  if (!watched) return event();
  auto begun = std::chrono::steady_clock::now();
  long queued = queued_us();
  event();
  queued = queued_us() - queued;
  auto took = std::chrono::steady_clock::now() - begun;
  long micros = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
  longest_us = std::max(longest_us, micros - queued);
}

inline void hand_out_transactions() {
#ifdef __MQL5__
  carry_out_asynchronous();
  while (!transactions.empty()) {
    Handed handed = transactions.front();
    transactions.pop_front();
    hand_out([&] { mqlapp::OnTradeTransaction(handed.transaction, handed.request, handed.result); });
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
  bool jumps = jumps_left_ms > 0 && unanswered.empty(), passes = passing_ms > 0;
  if (passes) hear_out();
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

inline bool test_ended = false;
// SIM_ALONE: the terminal is closed, and its owner trades by phone.
inline int trade_by_phone() {
  while (read_orders()) {
  }
  return 0;
}

inline int run() {
  std::signal(SIGPIPE, SIG_IGN);
  hear_the_test = [] { test_ended = test_ended || !read_orders(); };
  load_book();
  print_book();
  if (std::getenv("SIM_ALONE") != nullptr) return trade_by_phone();
  if (mqlapp::OnInit() != INIT_SUCCEEDED) return 3;
  // A terminal's timer comes every 10 to 16 ms at best.
  const int quantum_ms = std::stoi(setting("SIM_TIMER_MS", "10"));
  // SIM_FIRST_JUMP_MS: a terminal that was logged in for so long when its bridge was found.
  long first_jump_ms = std::stol(setting("SIM_FIRST_JUMP_MS", "0"));
  for (ulong due = 0; wait_until(due) && !test_ended;) {
    expire_by_time();
    carry_out_late();
    if (reinit_due && !begin_again()) return 3;
    hand_out_transactions();
    ulong now = GetMicrosecondCount() / 1000;
    if (timer_ms == 0 || now < due) continue;
    due = now + static_cast<ulong>(std::max(timer_ms, quantum_ms));
    time_passes = passing_ms > 0;
    hand_out([] { mqlapp::OnTimer(); });
    jumped_ms += std::exchange(first_jump_ms, 0);
  }
  hand_out([] { mqlapp::OnDeinit(REASON_CLOSE); });
  if (longest_us > 0) std::cout << "LONGEST " << longest_us << std::endl;
  return 0;
}
}  // namespace harness

#ifdef __SANITIZE_ADDRESS__
// A test takes a signal for a finding; an exit status may be an Expert Advisor's own.
extern "C" const char *__asan_default_options() { return "abort_on_error=1"; }
extern "C" const char *__ubsan_default_options() { return "abort_on_error=1:print_stacktrace=1"; }
#endif

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
