// MQL's functions for strings, and what Print shows of values.
#pragma once
#include <cmath>
#include <cstring>
#include <iostream>

#include "arrays.hpp"

namespace mql {
enum { CP_UTF8 = 65001 };

inline int StringLen(const string &text) { return text.size(); }

inline ushort StringGetCharacter(const string &text, int at) {
  if (at < 0 || at >= text.size()) return 0;
  return static_cast<ushort>(text.units()[static_cast<size_t>(at)]);
}

inline string StringSubstr(const string &text, int at, int length = -1) {
  if (at < 0 || at > text.size()) return string();
  size_t count = length < 0 ? std::u16string::npos : static_cast<size_t>(length);
  return string(text.units().substr(static_cast<size_t>(at), count));
}

inline int StringFind(const string &text, const string &part, int from = 0) {
  size_t at = text.units().find(part.units(), static_cast<size_t>(from));
  return at == std::u16string::npos ? -1 : static_cast<int>(at);
}

inline int StringCompare(const string &a, const string &b) {
  return a.units() < b.units() ? -1 : (b.units() < a.units() ? 1 : 0);
}

inline int StringReplace(string &text, const string &old, const string &by) {
  int count = 0;
  for (size_t at = 0; (at = text.units().find(old.units(), at)) != std::u16string::npos; count++) {
    text.change().replace(at, old.units().size(), by.units());
    at += by.units().size();
  }
  return count;
}

inline bool StringToLower(string &text) {
  for (char16_t &unit : text.change())
    if (unit >= u'A' && unit <= u'Z') unit = static_cast<char16_t>(unit + 32);
  return true;
}

// The reference leaves open whether a text that ends with the separator gives a last empty part.
inline int StringSplit(const string &text, ushort separator, MqlArr<string> &parts) {
  parts.resize(0);
  if (text.size() == 0) return 0;
  std::u16string part;
  auto add = [&] {
    parts.resize(parts.size() + 1);
    parts[parts.size() - 1] = string(part);
    part.clear();
  };
  for (char16_t unit : text.units()) {
    if (unit == separator)
      add();
    else
      part += unit;
  }
  if (std::getenv("SIM_SPLIT_DROPS_EMPTY_END") == nullptr || !part.empty()) add();
  return parts.size();
}

inline string ShortToString(ushort unit) { return string(std::u16string(1, unit)); }

inline double StringToDouble(const string &text) {
  return std::strtod(utf8(text).c_str(), nullptr);
}

inline long StringToInteger(const string &text) {
  return std::strtol(utf8(text).c_str(), nullptr, 10);
}

inline string IntegerToString(long value) { return text_of(std::to_string(value)); }

inline string DoubleToString(double value, int digits) {
  char shown[400];
  std::snprintf(shown, sizeof shown, "%.*f", digits, value);
  return text_of(shown);
}

// Only the one form that the sources use; another stops the build by its literal.
inline string StringFormat(const string &form, ulong value) {
  if (utf8(form) != "%I64u") critical("StringFormat knows only %I64u here");
  return text_of(std::to_string(value));
}

inline void bytes_into(MqlArr<uchar> &bytes, const std::string &source) {
  bytes.resize(static_cast<int>(source.size()));
  for (int i = 0; i < bytes.size(); i++)
    bytes[i] = static_cast<uchar>(source[static_cast<size_t>(i)]);
}

// With count -1 the terminating zero is copied and counted, as the reference says.
inline int StringToCharArray(const string &text, MqlArr<uchar> &bytes, int at, int count,
                             uint page) {
  if (page != CP_UTF8 || at != 0 || count != WHOLE_ARRAY) critical("StringToCharArray: other use");
  bytes_into(bytes, utf8(text) + '\0');
  return bytes.size();
}

inline string CharArrayToString(const MqlArr<uchar> &bytes, int at, int count, uint page) {
  if (page != CP_UTF8) critical("CharArrayToString: other use");
  std::string encoded;
  for (int i = at; i < at + count && i < bytes.size() && bytes[i] != 0; i++)
    encoded += static_cast<char>(bytes[i]);
  return text_of(encoded);
}

inline std::string shown(const string &value) { return utf8(value); }
inline std::string shown(long value) { return std::to_string(value); }

template <class... T>
void Print(const T &...values) {
  std::string line;
  ((line += shown(values)), ...);
  std::cout << "LOG " << line << std::endl;
}

// The chart's corner: printed when it changes, its lines apart by " | ".
template <class... T>
void Comment(const T &...values) {
  static std::string before;
  std::string text;
  ((text += shown(values)), ...);
  for (size_t at = 0; (at = text.find('\n', at)) != std::string::npos;) text.replace(at, 1, " | ");
  if (text == before) return;
  before = text;
  std::cout << "CHART " << text << std::endl;
}
}  // namespace mql
