// What both brokers share: the deals they made, faults that a test orders, the printed book, and
// the file in which the book outlives the terminal's process.
#pragma once
#include <deque>
#include <fstream>
#include <sstream>

#include "terminal.hpp"

namespace mql {
// A position of MT5, or an open or closed order of MT4. Times are milliseconds of the server.
struct Holding {
  ulong ticket = 0;
  ulong id = 0;
  int type = 0;
  std::string symbol;
  std::string comment;
  double lots = 0, price = 0, sl = 0, tp = 0, close_price = 0;
  ulong magic = 0;
  long opened = 0, closed = 0;
};

struct Deal {
  ulong ticket = 0, order = 0, position = 0, magic = 0;
  int type = 0, entry = 0, reason = 0;
  std::string symbol, comment;
  double lots = 0, price = 0;
  long at = 0;
};

inline std::vector<Holding> open_holdings, closed_holdings;
inline std::vector<Deal> deals;
inline ulong last_number = 1000;
inline ulong next_number() { return ++last_number; }

inline double exact_lots(double lots) { return std::round(lots * 1e8) / 1e8; }

// ---- faults of the next trade call -----------------------------------------------------------
inline std::deque<int> refusals;       // refused with these codes
inline int lost_answers = 0;           // carried out, but the answer is a timeout
inline int deaths_after = -1;          // carried out, then the terminal's process dies

// ---- the printed book ------------------------------------------------------------------------
inline std::string in_lots(double lots) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", lots);
  return text;
}

inline std::string as_json(const Holding &holding) {
  std::ostringstream json;
  json << "{\"ticket\":" << holding.ticket << ",\"symbol\":\"" << holding.symbol << "\",\"side\":\""
       << (holding.type == 0 ? "buy" : "sell") << "\",\"lots\":\"" << in_lots(holding.lots)
       << "\",\"sl\":" << holding.sl << ",\"tp\":" << holding.tp << ",\"magic\":" << holding.magic
       << ",\"comment\":\"" << holding.comment << "\"}";
  return json.str();
}

inline std::string as_json(const Deal &deal) {
  std::ostringstream json;
  json << "{\"symbol\":\"" << deal.symbol << "\",\"entry\":\"" << (deal.entry == 0 ? "in" : "out")
       << "\",\"side\":\"" << (deal.type == 0 ? "buy" : "sell") << "\",\"lots\":\""
       << in_lots(deal.lots) << "\"}";
  return json.str();
}

template <class T>
std::string list_json(const std::vector<T> &items) {
  std::string text;
  for (const T &item : items) text += (text.empty() ? "" : ",") + as_json(item);
  return "[" + text + "]";
}

inline void print_book() {
  std::cout << "BOOK {\"positions\":" << list_json(open_holdings)
            << ",\"deals\":" << list_json(deals) << "}" << std::endl;
}

// ---- the file --------------------------------------------------------------------------------
inline std::string field(const std::string &text) { return text.empty() ? "-" : text; }
inline std::string unfield(const std::string &text) { return text == "-" ? "" : text; }

inline std::string spaced(std::string text) {
  for (char &unit : text)
    if (unit == ' ') unit = '_';
  return field(text);
}

inline void write_holding(std::ostream &file, const char *word, const Holding &h) {
  file << word << ' ' << h.ticket << ' ' << h.id << ' ' << h.type << ' ' << field(h.symbol) << ' '
       << spaced(h.comment) << ' ' << h.lots << ' ' << h.price << ' ' << h.sl << ' ' << h.tp << ' '
       << h.close_price << ' ' << h.magic << ' ' << h.opened << ' ' << h.closed << '\n';
}

inline void save_book() {
  std::string path = setting("SIM_BOOK", "");
  if (path.empty()) return;
  std::ofstream file(path + ".new");
  file.precision(12);
  file << "NUMBER " << last_number << '\n';
  for (const Holding &holding : open_holdings) write_holding(file, "OPEN", holding);
  for (const Holding &holding : closed_holdings) write_holding(file, "CLOSED", holding);
  for (const Deal &d : deals)
    file << "DEAL " << d.ticket << ' ' << d.order << ' ' << d.position << ' ' << d.magic << ' '
         << d.type << ' ' << d.entry << ' ' << d.reason << ' ' << field(d.symbol) << ' '
         << spaced(d.comment) << ' ' << d.lots << ' ' << d.price << ' ' << d.at << '\n';
  file.close();
  std::filesystem::rename(path + ".new", path);
}

inline std::string unspaced(std::string text) {
  text = unfield(text);
  for (char &unit : text)
    if (unit == '_') unit = ' ';
  return text;
}

inline void load_book() {
  std::ifstream file(setting("SIM_BOOK", ""));
  for (std::string line, word; std::getline(file, line);) {
    std::istringstream in(line);
    in >> word;
    if (word == "NUMBER") {
      in >> last_number;
    } else if (word == "DEAL") {
      Deal d;
      in >> d.ticket >> d.order >> d.position >> d.magic >> d.type >> d.entry >> d.reason >>
          d.symbol >> d.comment >> d.lots >> d.price >> d.at;
      d.comment = unspaced(d.comment);
      deals.push_back(d);
    } else {
      Holding h;
      in >> h.ticket >> h.id >> h.type >> h.symbol >> h.comment >> h.lots >> h.price >> h.sl >>
          h.tp >> h.close_price >> h.magic >> h.opened >> h.closed;
      h.comment = unspaced(h.comment);
      (word == "OPEN" ? open_holdings : closed_holdings).push_back(h);
    }
  }
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

inline Holding *open_holding(ulong ticket) {
  for (Holding &holding : open_holdings)
    if (holding.ticket == ticket) return &holding;
  return nullptr;
}

inline bool bad_lots(double lots) {
  double steps = lots / kLotStep;
  bool off_step = std::fabs(steps - std::round(steps)) > 1e-6;
  return off_step || lots < kLotMin - 1e-9 || lots > kLotMax + 1e-9;
}
}  // namespace mql
