//+------------------------------------------------------------------+
//| Reports the trades of this account to TradeCopy. Trades never.    |
//+------------------------------------------------------------------+
#property copyright "The TradeCopy Desktop authors"
#property version   "0.10"
#property strict
#property description "Reports the trades of this account to TradeCopy Desktop. It never trades."

#include <TradeCopy\Ea.mqh>

input uint   InpPort = 8080; // Port of TradeCopy Desktop
input string InpKey  = "";   // Key, where TradeCopy\bridge.txt is missing

CTcEa g_ea;

int OnInit()
  {
   if(MQLInfoInteger(MQL_TESTER)!=0)
     {
      Print("TradeCopy does not work in the strategy tester");
      return(INIT_FAILED);
     }
   g_ea.Start("monitor",InpPort,InpKey);
   if(!EventSetMillisecondTimer(10))
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
   g_ea.Turn();
  }

void OnTradeTransaction(const MqlTradeTransaction &transaction,const MqlTradeRequest &request,const MqlTradeResult &result)
  {
   g_ea.Changed();
  }
//+------------------------------------------------------------------+
