// Time, chance and arithmetic. The trade server's clock runs two hours before UTC, and another
// SIM_LATER_S seconds where a test plays that much later.
#pragma once
#include <chrono>
#include <cmath>
#include <thread>

#include "values.hpp"

namespace mql {
inline constexpr long kServerAhead = 7200;

inline long utc_ms() {
  auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

inline long server_ms() {
  static const char *later = std::getenv("SIM_LATER_S");
  return utc_ms() + (kServerAhead + (later == nullptr ? 0 : std::atol(later))) * 1000;
}
inline datetime TimeGMT() { return utc_ms() / 1000; }
inline datetime TimeLocal() { return TimeGMT(); }
inline datetime TimeCurrent() { return server_ms() / 1000; }
#ifdef __MQL5__
inline datetime TimeTradeServer() { return TimeCurrent(); }
#endif

inline ulong GetMicrosecondCount() {
  static const auto begin = std::chrono::steady_clock::now();
  auto passed = std::chrono::steady_clock::now() - begin;
  return static_cast<ulong>(
      std::chrono::duration_cast<std::chrono::microseconds>(passed).count() + 1'000'000);
}

inline uint GetTickCount() { return static_cast<uint>(GetMicrosecondCount() / 1000); }
inline void Sleep(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

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
