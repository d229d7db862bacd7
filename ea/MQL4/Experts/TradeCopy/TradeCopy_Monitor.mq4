//+------------------------------------------------------------------+
//| Reports the trades of this account to TradeCopy. Trades never.    |
//+------------------------------------------------------------------+
#property copyright "The TradeCopy Desktop authors"
#property version   "0.50"
#property strict
#property description "TradeCopy Monitor: tells TradeCopy Desktop of the trades of this account, the master."
#property description "It never trades: an investor password will do, and trading by EAs may be off."
#property description "The chart shows whether it is connected, and what to click if it is not."

#include <TradeCopy\Ea.mqh>

input uint   InpPort = 0;  // Port of TradeCopy Desktop (0: found by itself)
input string InpKey  = ""; // Key of this account (empty: from the file of this terminal)

CTcEa g_ea;

int OnInit()
  {
   if(MQLInfoInteger(MQL_TESTER)!=0)
     {
      Print("TradeCopy does not work in the strategy tester");
      return(INIT_FAILED);
     }
   g_ea.Start("monitor",InpPort,InpKey);
   if(!EventSetMillisecondTimer(TC_TIMER_MS))
      return(INIT_FAILED);
   return(INIT_SUCCEEDED);
  }

void OnDeinit(const int reason)
  {
   EventKillTimer();
   g_ea.Stop(reason);
  }

void OnTimer()
  {
   g_ea.Beat();
  }
//+------------------------------------------------------------------+
