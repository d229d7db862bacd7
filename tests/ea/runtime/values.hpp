// MQL's types: integers, datetime, and strings of UTF-16 units that know whether they are NULL.
#pragma once
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <type_traits>

namespace mql {
using uchar = unsigned char;
using ushort = unsigned short;
using uint = unsigned int;
using ulong = unsigned long;
static_assert(sizeof(long) == 8, "MQL's long has 64 bits");

[[noreturn]] inline void critical(const std::string &what) {
  std::fprintf(stderr, "CRITICAL %s\n", what.c_str());
  std::fflush(nullptr);
  std::abort();
}

// Numbers take part as they do in MQL, yet overloads can tell a time from a number.
struct datetime {
  long value = 0;
  datetime() = default;
  constexpr datetime(long seconds) : value(seconds) {}
  constexpr datetime(int seconds) : value(seconds) {}
  constexpr operator long() const { return value; }
};

struct color {
  int value = 0;
};
inline constexpr color clrNONE{-1};

// A NULL string differs from an empty one, as in MQL5: code that mixes them up shows it here.
class string {
 public:
  string() = default;
  explicit string(std::u16string units) : units_(std::move(units)), null_(false) {}
  const std::u16string &units() const { return units_; }
  std::u16string &change() {
    null_ = false;
    return units_;
  }
  int size() const { return static_cast<int>(units_.size()); }
  string &operator+=(const string &other) {
    change() += other.units_;
    return *this;
  }
  bool operator==(const string &other) const {
    return null_ == other.null_ && units_ == other.units_;
  }

 private:
  std::u16string units_;
  bool null_ = true;
};

inline string operator+(const string &a, const string &b) {
  string sum = a;
  sum += b;
  return sum;
}

inline void add_utf8(std::string &bytes, uint point) {
  if (point < 0x80) {
    bytes += static_cast<char>(point);
  } else if (point < 0x800) {
    bytes += static_cast<char>(0xC0 | point >> 6);
    bytes += static_cast<char>(0x80 | (point & 63));
  } else if (point < 0x10000) {
    bytes += static_cast<char>(0xE0 | point >> 12);
    bytes += static_cast<char>(0x80 | (point >> 6 & 63));
    bytes += static_cast<char>(0x80 | (point & 63));
  } else {
    bytes += static_cast<char>(0xF0 | point >> 18);
    bytes += static_cast<char>(0x80 | (point >> 12 & 63));
    bytes += static_cast<char>(0x80 | (point >> 6 & 63));
    bytes += static_cast<char>(0x80 | (point & 63));
  }
}

inline std::string utf8(const string &text) {
  std::string bytes;
  const std::u16string &units = text.units();
  for (size_t i = 0; i < units.size(); i++) {
    uint point = units[i];
    bool pair = point >= 0xD800 && point < 0xDC00 && i + 1 < units.size();
    if (pair) point = 0x10000 + ((point - 0xD800) << 10) + (units[++i] - 0xDC00u);
    add_utf8(bytes, point);
  }
  return bytes;
}

inline string text_of(const std::string &bytes) {
  std::u16string units;
  for (size_t i = 0; i < bytes.size();) {
    uint point = static_cast<uchar>(bytes[i]);
    size_t length = point < 0x80 ? 1 : point < 0xE0 ? 2 : point < 0xF0 ? 3 : 4;
    if (i + length > bytes.size()) break;
    if (length > 1) point &= 0xFFu >> (length + 1);
    for (size_t k = 1; k < length; k++)
      point = point << 6 | (static_cast<uchar>(bytes[i + k]) & 63);
    i += length;
    if (point >= 0x10000) {
      units += static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10));
      units += static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF));
    } else {
      units += static_cast<char16_t>(point);
    }
  }
  return string(units);
}

// The converter wraps every literal of an Expert Advisor into this.
inline string _S(const char *literal) { return text_of(literal); }
}  // namespace mql
