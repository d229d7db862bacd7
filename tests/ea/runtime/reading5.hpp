// What an Expert Advisor of MetaTrader 5 may read: positions, waiting orders, history. Each list
// may lag behind the trade server, or be empty, where a test orders it.
#pragma once
#ifdef __MQL5__
#include "types5.hpp"

namespace mql {
// So many looks at the positions still show the old list; so many entries are shown at most.
inline int looks_behind = 0;
inline int shown_most = std::stoi(setting("SIM_SHOW", "-1"));
// The history shows nothing that is younger than this.
inline long history_until = std::numeric_limits<long>::max();
inline std::vector<Holding> shown_positions;

template <class T>
int shown_size(const std::vector<T> &list) {
  int size = static_cast<int>(list.size());
  return shown_most < 0 ? size : std::min(size, shown_most);
}

// ---- positions -------------------------------------------------------------------------------
enum ENUM_POSITION_INTEGER {
  POSITION_IDENTIFIER,
  POSITION_TICKET,
  POSITION_TYPE,
  POSITION_MAGIC,
  POSITION_TIME,
  POSITION_TIME_MSC,
  POSITION_TIME_UPDATE,
  POSITION_TIME_UPDATE_MSC,
};
enum ENUM_POSITION_DOUBLE {
  POSITION_VOLUME,
  POSITION_PRICE_OPEN,
  POSITION_SL,
  POSITION_TP,
  POSITION_PROFIT,
  POSITION_SWAP,
};
enum ENUM_POSITION_STRING { POSITION_SYMBOL, POSITION_COMMENT };

// The terminal selects a copy: it does not change with the position.
inline Holding selected_position;
inline int PositionsTotal() {
  if (looks_behind > 0)
    looks_behind--;
  else
    shown_positions = open_holdings;
  return shown_size(shown_positions);
}
inline ulong PositionGetTicket(int at) {
  if (at < 0 || at >= shown_size(shown_positions)) return 0;
  selected_position = shown_positions[static_cast<size_t>(at)];
  return selected_position.ticket;
}
[[nodiscard]] inline bool PositionSelectByTicket(ulong ticket) {
  const Holding *held = open_holding(ticket);
  if (held != nullptr) selected_position = *held;
  return held != nullptr;
}
// Hedging: the oldest position of the symbol.
[[nodiscard]] inline bool PositionSelect(const string &symbol) {
  for (const Holding &held : open_holdings)
    if (held.symbol == utf8(symbol)) {
      selected_position = held;
      return true;
    }
  return false;
}
inline long PositionGetInteger(ENUM_POSITION_INTEGER property) {
  const Holding &held = selected_position;
  switch (property) {
    case POSITION_IDENTIFIER: return static_cast<long>(held.id);
    case POSITION_TICKET: return static_cast<long>(held.ticket);
    case POSITION_TYPE: return held.type;
    case POSITION_MAGIC: return static_cast<long>(held.magic);
    case POSITION_TIME: return held.opened / 1000;
    case POSITION_TIME_MSC: return held.opened;
    case POSITION_TIME_UPDATE: return held.updated / 1000;
    case POSITION_TIME_UPDATE_MSC: return held.updated;
  }
  return 0;
}
inline double PositionGetDouble(ENUM_POSITION_DOUBLE property) {
  switch (property) {
    case POSITION_VOLUME: return selected_position.lots;
    case POSITION_PRICE_OPEN: return selected_position.price;
    case POSITION_SL: return selected_position.sl;
    case POSITION_TP: return selected_position.tp;
    case POSITION_PROFIT: return floating_of(selected_position);
    default: return 0.0;
  }
}
inline string PositionGetString(ENUM_POSITION_STRING property) {
  const Holding &held = selected_position;
  return text_of(property == POSITION_SYMBOL ? held.symbol : held.comment);
}

// ---- orders, waiting and past ------------------------------------------------------------------
enum ENUM_ORDER_PROPERTY_INTEGER {
  ORDER_TICKET,
  ORDER_TYPE,
  ORDER_STATE,
  ORDER_REASON,
  ORDER_MAGIC,
  ORDER_POSITION_ID,
  ORDER_POSITION_BY_ID,
  ORDER_TYPE_TIME,
  ORDER_TIME_SETUP,
  ORDER_TIME_SETUP_MSC,
  ORDER_TIME_EXPIRATION,
  ORDER_TIME_DONE,
  ORDER_TIME_DONE_MSC,
};
enum ENUM_ORDER_PROPERTY_DOUBLE {
  ORDER_VOLUME_INITIAL,
  ORDER_VOLUME_CURRENT,
  ORDER_PRICE_OPEN,
  ORDER_PRICE_STOPLIMIT,
  ORDER_SL,
  ORDER_TP,
};
enum ENUM_ORDER_PROPERTY_STRING { ORDER_SYMBOL, ORDER_COMMENT };

inline long integer_of(const Order &order, ENUM_ORDER_PROPERTY_INTEGER property) {
  switch (property) {
    case ORDER_TICKET: return static_cast<long>(order.ticket);
    case ORDER_TYPE: return order.type;
    case ORDER_STATE: return order.state;
    case ORDER_REASON: return order.reason;
    case ORDER_MAGIC: return static_cast<long>(order.magic);
    case ORDER_POSITION_ID: return static_cast<long>(order.position);
    case ORDER_POSITION_BY_ID: return static_cast<long>(order.by);
    case ORDER_TYPE_TIME: return order.expires > 0 ? ORDER_TIME_SPECIFIED : ORDER_TIME_GTC;
    case ORDER_TIME_SETUP: return order.placed / 1000;
    case ORDER_TIME_SETUP_MSC: return order.placed;
    case ORDER_TIME_EXPIRATION: return order.expires / 1000;
    case ORDER_TIME_DONE: return order.ended / 1000;
    case ORDER_TIME_DONE_MSC: return order.ended;
  }
  return 0;
}
inline double double_of(const Order &order, ENUM_ORDER_PROPERTY_DOUBLE property) {
  switch (property) {
    case ORDER_VOLUME_INITIAL: return order.lots;
    case ORDER_VOLUME_CURRENT: return order.left;
    case ORDER_PRICE_OPEN: return order.price;
    case ORDER_PRICE_STOPLIMIT: return order.limit;
    case ORDER_SL: return order.sl;
    case ORDER_TP: return order.tp;
  }
  return 0.0;
}
inline string text_of(const Order &order, ENUM_ORDER_PROPERTY_STRING property) {
  return text_of(property == ORDER_SYMBOL ? order.symbol : order.comment);
}

inline Order selected_order;
inline int OrdersTotal() { return shown_size(waiting_orders); }
inline ulong OrderGetTicket(int at) {
  if (at < 0 || at >= OrdersTotal()) return 0;
  selected_order = waiting_orders[static_cast<size_t>(at)];
  return selected_order.ticket;
}
[[nodiscard]] inline bool OrderSelect(ulong ticket) {
  const Order *order = waiting_order(ticket);
  if (order != nullptr) selected_order = *order;
  return order != nullptr;
}
inline long OrderGetInteger(ENUM_ORDER_PROPERTY_INTEGER what) {
  return integer_of(selected_order, what);
}
inline double OrderGetDouble(ENUM_ORDER_PROPERTY_DOUBLE what) {
  return double_of(selected_order, what);
}
inline string OrderGetString(ENUM_ORDER_PROPERTY_STRING what) {
  return text_of(selected_order, what);
}

// ---- history ---------------------------------------------------------------------------------
enum ENUM_DEAL_PROPERTY_INTEGER {
  DEAL_TICKET,
  DEAL_ORDER,
  DEAL_TIME,
  DEAL_TIME_MSC,
  DEAL_TYPE,
  DEAL_ENTRY,
  DEAL_MAGIC,
  DEAL_REASON,
  DEAL_POSITION_ID,
};
enum ENUM_DEAL_PROPERTY_DOUBLE { DEAL_VOLUME, DEAL_PRICE, DEAL_PROFIT, DEAL_SWAP, DEAL_COMMISSION };
enum ENUM_DEAL_PROPERTY_STRING { DEAL_SYMBOL, DEAL_COMMENT };

inline std::vector<Deal> selected_deals;
inline std::vector<Order> selected_orders;
template <class Wanted, class WantedOrder>
bool select_history(Wanted wanted, WantedOrder wanted_order) {
  selected_deals.clear();
  selected_orders.clear();
  for (const Deal &deal : deals)
    if (deal.at < history_until && wanted(deal)) selected_deals.push_back(deal);
  for (const Order &order : past_orders)
    if (order.ended < history_until && wanted_order(order)) selected_orders.push_back(order);
  return true;
}
inline bool HistorySelect(datetime from, datetime to) {
  auto within = [&](long at) { return at >= from.value * 1000 && at <= to.value * 1000; };
  return select_history([&](const Deal &deal) { return within(deal.at); },
                        [&](const Order &order) { return within(order.placed); });
}
inline bool HistorySelectByPosition(long id) {
  auto position = static_cast<ulong>(id);
  return select_history([&](const Deal &deal) { return deal.position == position; },
                        [&](const Order &order) { return order.position == position; });
}
// One record alone: the list of before is gone.
inline bool HistoryOrderSelect(ulong ticket) {
  select_history([](const Deal &) { return false; },
                 [&](const Order &order) { return order.ticket == ticket; });
  return !selected_orders.empty();
}
inline bool HistoryDealSelect(ulong ticket) {
  select_history([&](const Deal &deal) { return deal.ticket == ticket; },
                 [](const Order &) { return false; });
  return !selected_deals.empty();
}
template <class T>
ulong ticket_at(const std::vector<T> &list, int at) {
  return at >= 0 && at < static_cast<int>(list.size()) ? list[static_cast<size_t>(at)].ticket : 0;
}
inline int HistoryDealsTotal() { return static_cast<int>(selected_deals.size()); }
inline ulong HistoryDealGetTicket(int at) { return ticket_at(selected_deals, at); }
inline int HistoryOrdersTotal() { return static_cast<int>(selected_orders.size()); }
inline ulong HistoryOrderGetTicket(int at) { return ticket_at(selected_orders, at); }

// What was not selected cannot be read, as in the terminal.
template <class T>
const T *selected_record(const std::vector<T> &list, ulong ticket) {
  // The same record is asked for many times in a row.
  static size_t last = 0;
  if (last < list.size() && list[last].ticket == ticket) return &list[last];
  for (last = 0; last < list.size(); last++)
    if (list[last].ticket == ticket) return &list[last];
  return nullptr;
}
inline long HistoryDealGetInteger(ulong ticket, ENUM_DEAL_PROPERTY_INTEGER property) {
  const Deal *deal = selected_record(selected_deals, ticket);
  if (deal == nullptr) return 0;
  switch (property) {
    case DEAL_TICKET: return static_cast<long>(deal->ticket);
    case DEAL_ORDER: return static_cast<long>(deal->order);
    case DEAL_TIME: return deal->at / 1000;
    case DEAL_TIME_MSC: return deal->at;
    case DEAL_TYPE: return deal->type;
    case DEAL_ENTRY: return deal->entry;
    case DEAL_MAGIC: return static_cast<long>(deal->magic);
    case DEAL_REASON: return deal->reason;
    case DEAL_POSITION_ID: return static_cast<long>(deal->position);
  }
  return 0;
}
inline double HistoryDealGetDouble(ulong ticket, ENUM_DEAL_PROPERTY_DOUBLE property) {
  const Deal *deal = selected_record(selected_deals, ticket);
  if (deal == nullptr) return 0.0;
  switch (property) {
    case DEAL_VOLUME: return deal->lots;
    case DEAL_PRICE: return deal->price;
    case DEAL_PROFIT: return deal->profit;
    default: return 0.0;
  }
}
inline string HistoryDealGetString(ulong ticket, ENUM_DEAL_PROPERTY_STRING property) {
  const Deal *deal = selected_record(selected_deals, ticket);
  if (deal == nullptr) return string();
  return text_of(property == DEAL_SYMBOL ? deal->symbol : deal->comment);
}
inline long HistoryOrderGetInteger(ulong ticket, ENUM_ORDER_PROPERTY_INTEGER property) {
  const Order *order = selected_record(selected_orders, ticket);
  return order == nullptr ? 0 : integer_of(*order, property);
}
inline double HistoryOrderGetDouble(ulong ticket, ENUM_ORDER_PROPERTY_DOUBLE property) {
  const Order *order = selected_record(selected_orders, ticket);
  return order == nullptr ? 0.0 : double_of(*order, property);
}
inline string HistoryOrderGetString(ulong ticket, ENUM_ORDER_PROPERTY_STRING property) {
  const Order *order = selected_record(selected_orders, ticket);
  return order == nullptr ? string() : text_of(*order, property);
}
}  // namespace mql
#endif
