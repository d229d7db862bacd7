// Time, chance and arithmetic. The trade server's clock runs SIM_AHEAD_S seconds before UTC (two
// hours) until a test sets it, and another SIM_LATER_S seconds where a test plays that much later. While nothing happens all clocks jump
// ahead, by SIM_JUMPS_MS at most until something happens again: a test need not wait. 0: never.
#pragma once
#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <thread>

#include "values.hpp"

namespace mql {
inline long ahead_at_first_s() {
  const char *wished = std::getenv("SIM_AHEAD_S");
  return wished == nullptr ? 7200 : std::atol(wished);
}
inline long server_ahead_s = ahead_at_first_s();
inline long last_tick_ms = 0;  // where no ticks come any more; 0: they come all the time

inline long jumped_ms = 0;
inline long jumps_allowed_ms() {
  static const char *most = std::getenv("SIM_JUMPS_MS");
  return most == nullptr ? 0 : std::atol(most);
}
inline long jumps_left_ms = jumps_allowed_ms();
inline void something_happened() { jumps_left_ms = jumps_allowed_ms(); }

inline long utc_ms() {
  auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count() + jumped_ms;
}

inline long server_ms() {
  static const char *later = std::getenv("SIM_LATER_S");
  return utc_ms() + (server_ahead_s + (later == nullptr ? 0 : std::atol(later))) * 1000;
}
inline datetime TimeGMT() { return utc_ms() / 1000; }
inline datetime TimeLocal() { return TimeGMT(); }
enum { TIME_DATE = 1, TIME_MINUTES = 2, TIME_SECONDS = 4 };
inline string TimeToString(datetime time, int form = TIME_DATE | TIME_MINUTES) {
  std::time_t seconds = time.value;
  char text[32];
  const char *shape = form == TIME_SECONDS ? "%H:%M:%S" : "%Y.%m.%d %H:%M";
  std::strftime(text, sizeof text, shape, std::gmtime(&seconds));
  return text_of(text);
}
inline datetime TimeCurrent() { return (last_tick_ms == 0 ? server_ms() : last_tick_ms) / 1000; }
#ifdef __MQL5__
inline datetime TimeTradeServer() { return server_ms() / 1000; }
#endif

// What the book tells of is past, also where the clock of the process before had jumped.
inline void begin_clock_after(long newest_server_ms) {
  jumped_ms += std::max(0L, newest_server_ms + 1 - server_ms());
}

inline ulong GetMicrosecondCount() {
  static const auto begin = std::chrono::steady_clock::now();
  auto passed = std::chrono::steady_clock::now() - begin;
  auto micros = std::chrono::duration_cast<std::chrono::microseconds>(passed).count();
  return static_cast<ulong>(micros + jumped_ms * 1000 + 1'000'000);
}

inline uint GetTickCount() { return static_cast<uint>(GetMicrosecondCount() / 1000); }
inline void really_sleep(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }
// A pause of 1 ms gives the other end of a socket its time; no longer one waits for anybody.
inline void Sleep(int ms) {
  if (ms <= 1 || jumps_allowed_ms() == 0)
    really_sleep(ms);
  else
    jumped_ms += ms;
}

// A test need not wait longer than it takes to put a word in.
inline void block_for(long ms) {
  long waited = jumps_allowed_ms() == 0 ? ms : std::min(ms, 20L);
  if (waited > 0) really_sleep(static_cast<int>(waited));
  jumped_ms += ms - waited;
}

inline int MathRand() { return std::rand() & 32767; }
// Two processes that start in one millisecond must differ as two terminals would.
inline void MathSrand(int seed) {
  auto now = std::chrono::steady_clock::now().time_since_epoch().count();
  std::srand(static_cast<uint>(seed) ^ static_cast<uint>(now));
}

inline double MathAbs(double value) { return std::fabs(value); }
inline double MathRound(double value) { return std::round(value); }
inline bool MathIsValidNumber(double value) { return std::isfinite(value); }
template <class T>
T MathMin(T a, T b) {
  return a < b ? a : b;
}
template <class T>
T MathMax(T a, T b) {
  return a > b ? a : b;
}
inline double NormalizeDouble(double value, int digits) {
  double scale = std::pow(10.0, digits);
  return std::round(value * scale) / scale;
}
template <class T>
void ZeroMemory(T &value) {
  value = T{};
}
}  // namespace mql
