// MQL's dynamic arrays: every index is checked, as the terminal does.
#pragma once
#include <utility>
#include <vector>

#include "values.hpp"

namespace mql {
template <class T>
class MqlArr {
 public:
  // std::vector<bool> hands out no references.
  struct Cell {
    T value{};
  };
  int size() const { return static_cast<int>(cells_.size()); }
  void resize(int size) { cells_.resize(static_cast<size_t>(size)); }
  T &operator[](long index) {
    check(index);
    return cells_[static_cast<size_t>(index)].value;
  }
  const T &operator[](long index) const {
    check(index);
    return cells_[static_cast<size_t>(index)].value;
  }

 private:
  void check(long index) const {
    if (index < 0 || index >= size())
      critical("array out of range: [" + std::to_string(index) + "] of " + std::to_string(size()));
  }
  std::vector<Cell> cells_;
};

enum { WHOLE_ARRAY = -1 };

template <class T>
int ArraySize(const MqlArr<T> &array) {
  return array.size();
}

template <class T>
int ArrayResize(MqlArr<T> &array, int size, int reserve = 0) {
  (void)reserve;
  if (size < 0) critical("ArrayResize to a negative size");
  array.resize(size);
  return size;
}

template <class T>
int ArrayCopy(MqlArr<T> &to, const MqlArr<T> &from, int at = 0, int begin = 0,
              int count = WHOLE_ARRAY) {
  if (count == WHOLE_ARRAY || begin + count > from.size()) count = from.size() - begin;
  if (count <= 0) return 0;
  if (to.size() < at + count) to.resize(at + count);
  for (int i = 0; i < count; i++) to[at + i] = from[begin + i];
  return count;
}
}  // namespace mql
