// What a script needs and an Expert Advisor does not. It runs once, without timer and events; the
// trader's answer to its questions is $SIM_ANSWER.
#pragma once
#define HARNESS_SCRIPT
#define HARNESS_NO_EVENTS                                                          \
  int OnInit() { return 0; }                                                       \
  void OnDeinit(const int) {}                                                      \
  void OnTimer() {}                                                                \
  HARNESS_NO_TRANSACTIONS

#ifdef __MQL5__
#define HARNESS_NO_TRANSACTIONS                                                    \
  void OnTradeTransaction(const MqlTradeTransaction &, const MqlTradeRequest &,    \
                          const MqlTradeResult &) {}
#else
#define HARNESS_NO_TRANSACTIONS
#endif

namespace mql {
enum { MB_YESNO = 4, MB_ICONQUESTION = 32, IDYES = 6, IDNO = 7 };
inline bool IsStopped() { return false; }
inline int MessageBox(const string &text, const string &, int) {
  std::cout << "ASKED " << utf8(text) << std::endl;
  return setting("SIM_ANSWER", "no") == "yes" ? IDYES : IDNO;
}
}  // namespace mql
