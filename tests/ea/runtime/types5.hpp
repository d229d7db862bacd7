// MetaTrader 5's words for trading: enumerations, requests, and the queue of transactions.
#pragma once
#ifdef __MQL5__
#include "broker.hpp"
#include "retcodes5.hpp"

namespace mql {
enum ENUM_ORDER_TYPE {
  ORDER_TYPE_BUY,
  ORDER_TYPE_SELL,
  ORDER_TYPE_BUY_LIMIT,
  ORDER_TYPE_SELL_LIMIT,
  ORDER_TYPE_BUY_STOP,
  ORDER_TYPE_SELL_STOP,
  ORDER_TYPE_BUY_STOP_LIMIT,
  ORDER_TYPE_SELL_STOP_LIMIT,
  ORDER_TYPE_CLOSE_BY,
};
enum ENUM_ORDER_TYPE_FILLING { ORDER_FILLING_FOK, ORDER_FILLING_IOC, ORDER_FILLING_RETURN };
enum ENUM_ORDER_TYPE_TIME {
  ORDER_TIME_GTC,
  ORDER_TIME_DAY,
  ORDER_TIME_SPECIFIED,
  ORDER_TIME_SPECIFIED_DAY,
};
enum ENUM_ORDER_STATE {
  ORDER_STATE_STARTED,
  ORDER_STATE_PLACED,
  ORDER_STATE_CANCELED,
  ORDER_STATE_PARTIAL,
  ORDER_STATE_FILLED,
  ORDER_STATE_REJECTED,
  ORDER_STATE_EXPIRED,
};
enum ENUM_TRADE_REQUEST_ACTIONS {
  TRADE_ACTION_DEAL = 1,
  TRADE_ACTION_PENDING = 5,
  TRADE_ACTION_SLTP = 6,
  TRADE_ACTION_MODIFY = 7,
  TRADE_ACTION_REMOVE = 8,
  TRADE_ACTION_CLOSE_BY = 10,
};
enum {
  TRADE_RETCODE_PLACED = 10008,
  TRADE_RETCODE_DONE = 10009,
  TRADE_RETCODE_DONE_PARTIAL = 10010,
  TRADE_RETCODE_ERROR = 10011,
  TRADE_RETCODE_TIMEOUT = 10012,
  TRADE_RETCODE_INVALID = 10013,
  TRADE_RETCODE_INVALID_VOLUME = 10014,
  TRADE_RETCODE_INVALID_PRICE = 10015,
  TRADE_RETCODE_INVALID_STOPS = 10016,
  TRADE_RETCODE_NO_CHANGES = 10025,
  TRADE_RETCODE_CLIENT_DISABLES_AT = 10027,
  TRADE_RETCODE_INVALID_FILL = 10030,
  TRADE_RETCODE_CONNECTION = 10031,
  TRADE_RETCODE_INVALID_ORDER = 10035,
  TRADE_RETCODE_POSITION_CLOSED = 10036,
  TRADE_RETCODE_INVALID_CLOSE_VOLUME = 10038,
};
enum { POSITION_TYPE_BUY, POSITION_TYPE_SELL };
enum ENUM_DEAL_TYPE {
  DEAL_TYPE_BUY,
  DEAL_TYPE_SELL,
  DEAL_TYPE_BALANCE,
  DEAL_TYPE_CREDIT,
  DEAL_TYPE_CHARGE,
  DEAL_TYPE_CORRECTION,
  DEAL_TYPE_BONUS,
  DEAL_TYPE_BUY_CANCELED = 13,
  DEAL_TYPE_SELL_CANCELED = 14,
};
enum ENUM_DEAL_ENTRY { DEAL_ENTRY_IN, DEAL_ENTRY_OUT, DEAL_ENTRY_INOUT, DEAL_ENTRY_OUT_BY };
enum ENUM_ORDER_REASON {
  ORDER_REASON_CLIENT,
  ORDER_REASON_MOBILE,
  ORDER_REASON_WEB,
  ORDER_REASON_EXPERT,
  ORDER_REASON_SL,
  ORDER_REASON_TP,
  ORDER_REASON_SO,
};
enum ENUM_DEAL_REASON {
  DEAL_REASON_CLIENT,
  DEAL_REASON_MOBILE,
  DEAL_REASON_WEB,
  DEAL_REASON_EXPERT,
  DEAL_REASON_SL,
  DEAL_REASON_TP,
  DEAL_REASON_SO,
  DEAL_REASON_ROLLOVER,
};
enum ENUM_TRADE_TRANSACTION_TYPE {
  TRADE_TRANSACTION_ORDER_ADD,
  TRADE_TRANSACTION_ORDER_UPDATE,
  TRADE_TRANSACTION_ORDER_DELETE,
  TRADE_TRANSACTION_DEAL_ADD,
  TRADE_TRANSACTION_DEAL_UPDATE,
  TRADE_TRANSACTION_DEAL_DELETE,
  TRADE_TRANSACTION_HISTORY_ADD,
  TRADE_TRANSACTION_HISTORY_UPDATE,
  TRADE_TRANSACTION_HISTORY_DELETE,
  TRADE_TRANSACTION_POSITION,
  TRADE_TRANSACTION_REQUEST,
};

struct MqlTradeRequest {
  ENUM_TRADE_REQUEST_ACTIONS action{};
  ulong magic = 0, order = 0;
  string symbol;
  double volume = 0, price = 0, stoplimit = 0, sl = 0, tp = 0;
  ulong deviation = 0;
  ENUM_ORDER_TYPE type{};
  ENUM_ORDER_TYPE_FILLING type_filling{};
  ENUM_ORDER_TYPE_TIME type_time{};
  datetime expiration;
  string comment;
  ulong position = 0, position_by = 0;
};
struct MqlTradeResult {
  uint retcode = 0;
  ulong deal = 0, order = 0;
  double volume = 0, price = 0, bid = 0, ask = 0;
  string comment;
  uint request_id = 0;
  int retcode_external = 0;
};
struct MqlTradeTransaction {
  ulong deal = 0, order = 0;
  string symbol;
  ENUM_TRADE_TRANSACTION_TYPE type{};
  ulong position = 0;
  double volume = 0, price = 0;
};

// What is handed to OnTradeTransaction. The queue holds 1,024; older ones are lost.
struct Handed {
  MqlTradeTransaction transaction;
  MqlTradeRequest request;
  MqlTradeResult result;
};
inline std::deque<Handed> transactions;
inline void hand(const Handed &handed) {
  if (transactions.size() >= 1024) transactions.pop_front();
  transactions.push_back(handed);
}
inline void tell(ENUM_TRADE_TRANSACTION_TYPE type, ulong order = 0, ulong deal = 0,
                 ulong position = 0) {
  Handed handed;
  handed.transaction.type = type;
  handed.transaction.order = order;
  handed.transaction.deal = deal;
  handed.transaction.position = position;
  hand(handed);
}
}  // namespace mql
#endif
