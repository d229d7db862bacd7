//+------------------------------------------------------------------+
//| Checks this terminal once and says what works and what does not.  |
//+------------------------------------------------------------------+
#property copyright "The TradeCopy Desktop authors"
#property version   "0.50"
#property strict
#property description "Checks whether TradeCopy can work in this terminal. Trades on a demo account alone, and asks first."
#property script_show_inputs

#include <TradeCopy\SelfTestLink.mqh>
#include <TradeCopy\SelfTestTrade.mqh>

input uint   InpPort   = 0;         // Port of TradeCopy Desktop (0: found by itself)
input string InpKey    = "";        // Key (empty: from the file of this terminal)
input string InpRole   = "monitor"; // What the key is for: monitor or executor
input string InpSymbol = "EURUSD";  // Symbol of the trade on a demo account

void OnStart()
  {
   CTcChecks    checks;
   CTcTestTrade trade;
   MathSrand((int)(GetTickCount()&0x7FFFFFFF));
   TcTestTexts(checks);
   TcTestSums(checks);
   TcTestClock(checks);
   TcTestFiles(checks);
   TcTestFrames(checks);
   TcTestPermissions(checks);
   TcTestLink(checks,InpRole,InpPort,InpKey);
   trade.Run(checks,InpSymbol);
   checks.End();
  }
//+------------------------------------------------------------------+
