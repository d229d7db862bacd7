// The broker's book: printed at every change, and kept in a file that outlives the process.
#pragma once
#include <fstream>
#include <sstream>

#include "records.hpp"

namespace mql {
// ---- the printed book ------------------------------------------------------------------------
inline std::string in_lots(double lots) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", lots);
  return text;
}

inline const char *kind_of(int type) {
  static const char *kinds[] = {"buy",       "sell",      "buy limit",      "sell limit",
                                "buy stop",  "sell stop", "buy stop limit", "sell stop limit"};
  return kinds[type];
}

inline std::string as_json(const Holding &holding) {
  std::ostringstream json;
  json << "{\"ticket\":" << holding.ticket << ",\"symbol\":\"" << holding.symbol << "\",\"side\":\""
       << (holding.type == 0 ? "buy" : "sell") << "\",\"lots\":\"" << in_lots(holding.lots)
       << "\",\"sl\":" << holding.sl << ",\"tp\":" << holding.tp << ",\"magic\":" << holding.magic
       << ",\"comment\":\"" << holding.comment << "\"}";
  return json.str();
}

inline std::string as_json(const Order &order) {
  std::ostringstream json;
  json << "{\"ticket\":" << order.ticket << ",\"symbol\":\"" << order.symbol << "\",\"kind\":\""
       << kind_of(order.type) << "\",\"lots\":\"" << in_lots(order.left)
       << "\",\"price\":" << order.price << ",\"limit\":" << order.limit << ",\"sl\":" << order.sl
       << ",\"tp\":" << order.tp << ",\"expires\":" << order.expires
       << ",\"magic\":" << order.magic << ",\"comment\":\"" << order.comment << "\"}";
  return json.str();
}

inline std::string as_json(const Deal &deal) {
  static const char *entries[] = {"in", "out", "inout", "out_by"};
  std::ostringstream json;
  json << "{\"symbol\":\"" << deal.symbol << "\",\"entry\":\"" << entries[deal.entry]
       << "\",\"side\":\"" << (deal.type == 0 ? "buy" : "sell") << "\",\"lots\":\""
       << in_lots(deal.lots) << "\",\"magic\":" << deal.magic << "}";
  return json.str();
}

template <class T, class Shown>
std::string list_json(const std::vector<T> &items, Shown is_shown) {
  std::string text;
  for (const T &item : items)
    if (is_shown(item)) text += (text.empty() ? "" : ",") + as_json(item);
  return "[" + text + "]";
}

// An order of MT4 that waits, in the form of MT5's.
inline Order as_order(const Holding &held) {
  Order order;
  order.ticket = held.ticket;
  order.type = held.type;
  order.symbol = held.symbol;
  order.comment = held.comment;
  order.left = held.lots;
  order.price = held.price;
  order.sl = held.sl;
  order.tp = held.tp;
  order.expires = held.expires;
  order.magic = held.magic;
  return order;
}

// Of the deals only those that were not printed before.
inline void print_book() {
  static size_t told = 0;
  std::string fresh;
  size_t since = 0;
  for (size_t i = 0; i < deals.size(); i++) {
    if (deals[i].type > 1) continue;
    if (i < told)
      since++;
    else
      fresh += (fresh.empty() ? "" : ",") + as_json(deals[i]);
  }
  told = deals.size();
  std::vector<Order> waiting = waiting_orders;
  for (const Holding &held : open_holdings)
    if (held.type > 1) waiting.push_back(as_order(held));
  std::cout << "BOOK {\"positions\":"
            << list_json(open_holdings, [](const Holding &h) { return h.type <= 1; })
            << ",\"pendings\":" << list_json(waiting, [](const Order &) { return true; })
            << ",\"since\":" << since << ",\"deals\":[" << fresh << "]}" << std::endl;
}

// ---- the file --------------------------------------------------------------------------------
inline std::string spaced(std::string text) {
  for (char &unit : text)
    if (unit == ' ') unit = '_';
  return text.empty() ? "-" : text;
}

inline std::string unspaced(std::string text) {
  if (text == "-") return "";
  for (char &unit : text)
    if (unit == '_') unit = ' ';
  return text;
}

// One text of fields for reading and writing, so that the two cannot come apart.
template <class Stream, class Number>
void pass(Stream &file, Number &value) {
  if constexpr (std::is_same_v<Number, std::string>) {
    if constexpr (std::is_base_of_v<std::istream, Stream>) {
      file >> value;
      value = unspaced(value);
    } else {
      file << ' ' << spaced(value);
    }
  } else if constexpr (std::is_base_of_v<std::istream, Stream>) {
    file >> value;
  } else {
    file << ' ' << value;
  }
}
template <class Stream, class... Fields>
void pass_all(Stream &file, Fields &...fields) {
  (pass(file, fields), ...);
}

template <class Stream>
void pass_record(Stream &file, Holding &h) {
  pass_all(file, h.ticket, h.id, h.type, h.symbol, h.comment, h.lots, h.price, h.sl, h.tp,
           h.close_price, h.magic, h.opened, h.closed, h.updated, h.expires, h.profit);
}
template <class Stream>
void pass_record(Stream &file, Order &o) {
  pass_all(file, o.ticket, o.magic, o.position, o.by, o.type, o.state, o.reason, o.symbol,
           o.comment, o.lots, o.left, o.price, o.limit, o.sl, o.tp, o.placed, o.expires, o.ended);
}
template <class Stream>
void pass_record(Stream &file, Deal &d) {
  pass_all(file, d.ticket, d.order, d.position, d.magic, d.type, d.entry, d.reason, d.symbol,
           d.comment, d.lots, d.price, d.profit, d.at);
}

template <class T>
void write_all(std::ostream &file, const char *word, std::vector<T> &records) {
  for (T &record : records) {
    file << word;
    pass_record(file, record);
    file << '\n';
  }
}

inline void save_book() {
  std::string path = setting("SIM_BOOK", "");
  if (path.empty()) return;
  std::ofstream file(path + ".new");
  file.precision(12);
  file << "NUMBER " << last_number << '\n' << "MONEY " << balance << ' ' << credit << '\n';
  write_all(file, "OPEN", open_holdings);
  write_all(file, "CLOSED", closed_holdings);
  write_all(file, "WAITING", waiting_orders);
  write_all(file, "PAST", past_orders);
  write_all(file, "DEAL", deals);
  file.close();
  std::filesystem::rename(path + ".new", path);
}

template <class T>
void read_into(std::istream &line, std::vector<T> &records) {
  T record;
  pass_record(line, record);
  records.push_back(record);
}

inline void load_book() {
  std::ifstream file(setting("SIM_BOOK", ""));
  for (std::string line, word; std::getline(file, line);) {
    std::istringstream in(line);
    in >> word;
    if (word == "NUMBER") in >> last_number;
    if (word == "MONEY") in >> balance >> credit;
    if (word == "OPEN") read_into(in, open_holdings);
    if (word == "CLOSED") read_into(in, closed_holdings);
    if (word == "WAITING") read_into(in, waiting_orders);
    if (word == "PAST") read_into(in, past_orders);
    if (word == "DEAL") read_into(in, deals);
  }
  long newest = 0;
  for (const auto *list : {&open_holdings, &closed_holdings})
    for (const Holding &held : *list) newest = std::max({newest, held.updated, held.opened, held.closed});
  for (const auto *list : {&waiting_orders, &past_orders})
    for (const Order &order : *list) newest = std::max({newest, order.placed, order.ended});
  for (const Deal &deal : deals) newest = std::max(newest, deal.at);
  begin_clock_after(newest);
}

inline void book_changed() {
  save_book();
  print_book();
}

// After an Expert Advisor's own call: the process may have to die here.
inline void book_changed_by_call() {
  book_changed();
  if (deaths_after < 0 || --deaths_after > 0) return;
  std::fflush(nullptr);
  _exit(9);
}
}  // namespace mql
