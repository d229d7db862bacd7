// What a test can make of a terminal besides trades: a full disk, money that does not add up, a
// trader whose own program bears a magic, and a trade server that carries out after its time-out.
#pragma once
#include <cstdlib>
#include <deque>
#include <functional>
#include <istream>
#include <string>

#include "clock.hpp"

namespace mql {
inline bool disk_is_full = false;   // files take half of what is written
inline bool is_penniless = std::getenv("SIM_PENNILESS") != nullptr;
inline bool is_shut = false;         // the market: nothing is traded
inline double equity_gap = 0;       // equity that neither balance nor positions explain
inline ulong hand_magic = 0;        // of what is opened by hand
inline int late_ms = 0;             // the next call is carried out so long after its time-out

struct Late {
  long due = 0;
  std::function<void()> carry_out;
};
inline std::deque<Late> late_calls;

// Whether the call is put off; its answer is a time-out then.
inline bool put_off(const std::function<void()> &call) {
  if (late_ms == 0) return false;
  late_calls.push_back({utc_ms() + late_ms, call});
  late_ms = 0;
  return true;
}
inline void carry_out_late() {
  while (!late_calls.empty() && late_calls.front().due <= utc_ms()) {
    std::function<void()> call = late_calls.front().carry_out;
    late_calls.pop_front();
    call();
  }
}

// Returns false if the word is not one of these: full 0|1, penniless 0|1, shut 0|1, gap AMOUNT,
// magic N, late MS, ahead S, ticks 0|1.
inline bool set_oddity(const std::string &word, std::istream &in) {
  if (word == "full") {
    in >> disk_is_full;
  } else if (word == "penniless") {
    in >> is_penniless;
  } else if (word == "shut") {
    in >> is_shut;
  } else if (word == "gap") {
    in >> equity_gap;
  } else if (word == "magic") {
    in >> hand_magic;
  } else if (word == "late") {
    in >> late_ms;
  } else if (word == "ahead") {
    in >> server_ahead_s;
  } else if (word == "ticks") {
    bool come = true;
    in >> come;
    last_tick_ms = come ? 0 : server_ms();
  } else {
    return false;
  }
  return true;
}
}  // namespace mql
