// A MetaTrader 5 hedging account: positions keep their tickets, deals tell all.
#pragma once
#ifdef __MQL5__
#include "broker.hpp"

namespace mql {
enum ENUM_ORDER_TYPE { ORDER_TYPE_BUY, ORDER_TYPE_SELL };
enum ENUM_ORDER_TYPE_FILLING { ORDER_FILLING_FOK, ORDER_FILLING_IOC, ORDER_FILLING_RETURN };
enum ENUM_TRADE_REQUEST_ACTIONS { TRADE_ACTION_DEAL = 1, TRADE_ACTION_SLTP = 6 };
enum {
  TRADE_RETCODE_PLACED = 10008,
  TRADE_RETCODE_DONE = 10009,
  TRADE_RETCODE_DONE_PARTIAL = 10010,
  TRADE_RETCODE_ERROR = 10011,
  TRADE_RETCODE_TIMEOUT = 10012,
  TRADE_RETCODE_INVALID = 10013,
  TRADE_RETCODE_INVALID_VOLUME = 10014,
  TRADE_RETCODE_NO_CHANGES = 10025,
  TRADE_RETCODE_CLIENT_DISABLES_AT = 10027,
  TRADE_RETCODE_INVALID_FILL = 10030,
  TRADE_RETCODE_CONNECTION = 10031,
  TRADE_RETCODE_POSITION_CLOSED = 10036,
};
enum { POSITION_TYPE_BUY, POSITION_TYPE_SELL };
enum { DEAL_TYPE_BUY, DEAL_TYPE_SELL };
enum { DEAL_ENTRY_IN, DEAL_ENTRY_OUT, DEAL_ENTRY_INOUT, DEAL_ENTRY_OUT_BY };
enum {
  DEAL_REASON_CLIENT,
  DEAL_REASON_MOBILE,
  DEAL_REASON_WEB,
  DEAL_REASON_EXPERT,
  DEAL_REASON_SL,
  DEAL_REASON_TP,
  DEAL_REASON_SO,
  DEAL_REASON_ROLLOVER,
};
enum ENUM_TRADE_TRANSACTION_TYPE { TRADE_TRANSACTION_DEAL_ADD, TRADE_TRANSACTION_POSITION };

struct MqlTradeRequest {
  ENUM_TRADE_REQUEST_ACTIONS action{};
  ulong magic = 0;
  string symbol;
  double volume = 0, price = 0, sl = 0, tp = 0;
  ulong deviation = 0;
  ENUM_ORDER_TYPE type{};
  ENUM_ORDER_TYPE_FILLING type_filling{};
  string comment;
  ulong position = 0;
};
struct MqlTradeResult {
  uint retcode = 0;
  ulong deal = 0, order = 0;
  double volume = 0, price = 0;
  string comment;
};
struct MqlTradeTransaction {
  ENUM_TRADE_TRANSACTION_TYPE type{};
};

// The queue of an Expert Advisor holds 1,024; older ones are lost.
inline std::deque<MqlTradeTransaction> transactions;
inline void tell(ENUM_TRADE_TRANSACTION_TYPE type) {
  if (transactions.size() >= 1024) transactions.pop_front();
  transactions.push_back({type});
}

// ---- positions -------------------------------------------------------------------------------
enum ENUM_POSITION_INTEGER {
  POSITION_IDENTIFIER,
  POSITION_TYPE,
  POSITION_MAGIC,
  POSITION_TIME_MSC,
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

// The list may lag behind the history: so many looks still show the old one.
inline int looks_behind = 0;
inline std::vector<Holding> shown_positions;
// The terminal selects a copy: it does not change with the position.
inline Holding selected_position;
inline int OrdersTotal() { return 0; }
inline int PositionsTotal() {
  if (looks_behind > 0)
    looks_behind--;
  else
    shown_positions = open_holdings;
  return static_cast<int>(shown_positions.size());
}
inline ulong PositionGetTicket(int at) {
  if (at < 0 || at >= static_cast<int>(shown_positions.size())) return 0;
  selected_position = shown_positions[static_cast<size_t>(at)];
  return selected_position.ticket;
}
inline long PositionGetInteger(ENUM_POSITION_INTEGER property) {
  switch (property) {
    case POSITION_IDENTIFIER: return static_cast<long>(selected_position.id);
    case POSITION_TYPE: return selected_position.type;
    case POSITION_MAGIC: return static_cast<long>(selected_position.magic);
    case POSITION_TIME_MSC: return selected_position.opened;
  }
  return 0;
}
inline double PositionGetDouble(ENUM_POSITION_DOUBLE property) {
  switch (property) {
    case POSITION_VOLUME: return selected_position.lots;
    case POSITION_PRICE_OPEN: return selected_position.price;
    case POSITION_SL: return selected_position.sl;
    case POSITION_TP: return selected_position.tp;
    default: return 0.0;
  }
}
inline string PositionGetString(ENUM_POSITION_STRING property) {
  const Holding &held = selected_position;
  return text_of(property == POSITION_SYMBOL ? held.symbol : held.comment);
}

// ---- history ---------------------------------------------------------------------------------
enum ENUM_DEAL_INTEGER {
  DEAL_ORDER,
  DEAL_TIME,
  DEAL_TIME_MSC,
  DEAL_TYPE,
  DEAL_ENTRY,
  DEAL_MAGIC,
  DEAL_REASON,
  DEAL_POSITION_ID,
};
enum ENUM_DEAL_DOUBLE { DEAL_VOLUME, DEAL_PRICE, DEAL_PROFIT, DEAL_SWAP, DEAL_COMMISSION };
enum ENUM_DEAL_STRING { DEAL_SYMBOL, DEAL_COMMENT };

inline std::vector<Deal> selected_deals;
inline bool HistorySelect(datetime from, datetime to) {
  selected_deals.clear();
  for (const Deal &deal : deals)
    if (deal.at >= from.value * 1000 && deal.at <= to.value * 1000) selected_deals.push_back(deal);
  return true;
}
inline bool HistorySelectByPosition(long id) {
  selected_deals.clear();
  for (const Deal &deal : deals)
    if (deal.position == static_cast<ulong>(id)) selected_deals.push_back(deal);
  return true;
}
inline int HistoryDealsTotal() { return static_cast<int>(selected_deals.size()); }
inline ulong HistoryDealGetTicket(int at) {
  return at >= 0 && at < HistoryDealsTotal() ? selected_deals[static_cast<size_t>(at)].ticket : 0;
}
// What was not selected cannot be read, as in the terminal.
inline const Deal *selected_deal(ulong ticket) {
  for (const Deal &deal : selected_deals)
    if (deal.ticket == ticket) return &deal;
  return nullptr;
}
inline long HistoryDealGetInteger(ulong ticket, ENUM_DEAL_INTEGER property) {
  const Deal *deal = selected_deal(ticket);
  if (deal == nullptr) return 0;
  switch (property) {
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
inline double HistoryDealGetDouble(ulong ticket, ENUM_DEAL_DOUBLE property) {
  const Deal *deal = selected_deal(ticket);
  if (deal == nullptr) return 0.0;
  return property == DEAL_VOLUME ? deal->lots : property == DEAL_PRICE ? deal->price : 0.0;
}
inline string HistoryDealGetString(ulong ticket, ENUM_DEAL_STRING property) {
  const Deal *deal = selected_deal(ticket);
  if (deal == nullptr) return string();
  return text_of(property == DEAL_SYMBOL ? deal->symbol : deal->comment);
}

// ---- trading ---------------------------------------------------------------------------------
struct Filling {
  std::string symbol, comment;
  int type = 0, reason = DEAL_REASON_CLIENT;
  double lots = 0, sl = 0, tp = 0;
  ulong magic = 0, position = 0;
};

inline Deal fill(const Filling &wanted) {
  Deal deal;
  deal.order = next_number();
  deal.ticket = next_number();
  deal.type = wanted.type;
  deal.symbol = wanted.symbol;
  deal.comment = wanted.comment;
  deal.lots = wanted.lots;
  deal.magic = wanted.magic;
  deal.reason = wanted.reason;
  deal.price = wanted.type == 0 ? kAsk : kBid;
  deal.at = server_ms();
  deal.entry = wanted.position == 0 ? DEAL_ENTRY_IN : DEAL_ENTRY_OUT;
  deal.position = wanted.position == 0 ? deal.order : open_holding(wanted.position)->id;
  deals.push_back(deal);
  if (wanted.position == 0) {
    Holding opened{deal.order, deal.order, wanted.type, wanted.symbol, wanted.comment};
    opened.lots = wanted.lots;
    opened.price = deal.price;
    opened.sl = wanted.sl;
    opened.tp = wanted.tp;
    opened.magic = wanted.magic;
    opened.opened = deal.at;
    open_holdings.push_back(opened);
  } else {
    Holding *held = open_holding(wanted.position);
    held->lots = exact_lots(held->lots - wanted.lots);
    if (held->lots < 1e-9)
      open_holdings.erase(open_holdings.begin() + (held - open_holdings.data()));
  }
  tell(TRADE_TRANSACTION_DEAL_ADD);
  return deal;
}

inline uint carry_out_deal(const MqlTradeRequest &request, MqlTradeResult &result) {
  Holding *held = request.position == 0 ? nullptr : open_holding(request.position);
  if (request.position != 0 && held == nullptr) return TRADE_RETCODE_POSITION_CLOSED;
  if (!has_symbol(request.symbol)) return TRADE_RETCODE_INVALID;
  if (bad_lots(request.volume)) return TRADE_RETCODE_INVALID_VOLUME;
  if (held != nullptr && request.volume > held->lots + 1e-9) return TRADE_RETCODE_INVALID_VOLUME;
  if (request.type_filling != ORDER_FILLING_IOC) return TRADE_RETCODE_INVALID_FILL;
  if (request.comment.size() > 31) critical("a comment is longer than 31 characters");
  Filling wanted{utf8(request.symbol), utf8(request.comment), request.type, DEAL_REASON_EXPERT,
                 request.volume, request.sl, request.tp, request.magic, request.position};
  Deal deal = fill(wanted);
  result.deal = deal.ticket;
  result.order = deal.order;
  result.volume = deal.lots;
  result.price = deal.price;
  return TRADE_RETCODE_DONE;
}

inline uint carry_out_stops(const MqlTradeRequest &request) {
  Holding *held = open_holding(request.position);
  if (held == nullptr) return TRADE_RETCODE_POSITION_CLOSED;
  if (held->sl == request.sl && held->tp == request.tp) return TRADE_RETCODE_NO_CHANGES;
  held->sl = request.sl;
  held->tp = request.tp;
  tell(TRADE_TRANSACTION_POSITION);
  return TRADE_RETCODE_DONE;
}

inline uint answer_to(const MqlTradeRequest &request, MqlTradeResult &result) {
  if (!is_allowed) return TRADE_RETCODE_CLIENT_DISABLES_AT;
  if (!is_connected) return TRADE_RETCODE_CONNECTION;
  if (!refusals.empty()) {
    int code = refusals.front();
    refusals.pop_front();
    return static_cast<uint>(code);
  }
  uint code = request.action == TRADE_ACTION_SLTP ? carry_out_stops(request)
                                                  : carry_out_deal(request, result);
  if (code != TRADE_RETCODE_DONE) return code;
  book_changed_by_call();
  if (lost_answers == 0) return code;
  lost_answers--;
  result = MqlTradeResult();
  return TRADE_RETCODE_TIMEOUT;
}

[[nodiscard]] inline bool OrderSend(const MqlTradeRequest &request, MqlTradeResult &result) {
  result = MqlTradeResult();
  result.retcode = answer_to(request, result);
  return result.retcode == TRADE_RETCODE_DONE;
}

// ---- what the account's owner does by hand ---------------------------------------------------
inline void open_by_hand(const std::string &symbol, int type, double lots, double sl, double tp) {
  fill({symbol, "by hand", type, DEAL_REASON_CLIENT, lots, sl, tp, 0, 0});
}
inline void close_by_hand(const Holding &held, double lots) {
  fill({held.symbol, "", 1 - held.type, DEAL_REASON_CLIENT, lots, 0, 0, 0, held.ticket});
}
inline void move_stops_by_hand(Holding &held, double sl, double tp) {
  held.sl = sl;
  held.tp = tp;
  tell(TRADE_TRANSACTION_POSITION);
}
}  // namespace mql
#endif
