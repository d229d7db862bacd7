//+------------------------------------------------------------------+
//| Carries out on this account what TradeCopy tells it to.           |
//+------------------------------------------------------------------+
#property copyright "The TradeCopy Desktop authors"
#property version   "0.50"
#property strict
#property description "TradeCopy Executor: makes the copies on this account, the follower, as TradeCopy Desktop says."
#property description "It needs the master password, and trading by EAs must be on."
#property description "The chart shows whether it is connected, and what to click if it is not."

#include <TradeCopy\Executor.mqh>

input uint   InpPort = 0;  // Port of TradeCopy Desktop (0: found by itself)
input string InpKey  = ""; // Key of this account (empty: from the file of this terminal)

CTcExecutor g_ea;

int OnInit()
  {
   if(MQLInfoInteger(MQL_TESTER)!=0)
     {
      Print("TradeCopy does not work in the strategy tester");
      return(INIT_FAILED);
     }
   g_ea.Start("executor",InpPort,InpKey);
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
