//+------------------------------------------------------------------+
//| What MetaTrader 4 says differently about account and clock.       |
//+------------------------------------------------------------------+
#property strict

#define TC_PLATFORM "mt4"
//--- nothing tells of changes here: every turn looks
#define TC_SCAN_MS 0

//--- what the clicks are called on this platform
#define TC_ALGO_BUTTON "AutoTrading"
#define TC_ALGO_TICK "Allow live trading"

//--- what keeps the EA from trying to connect at all; empty if nothing does
string TcHindrance(void)
  {
   if(TerminalInfoInteger(TERMINAL_DLLS_ALLOWED)!=0 && MQLInfoInteger(MQL_DLLS_ALLOWED)!=0)
      return("");
   return("Tools > Options > Expert Advisors: tick \"Allow DLL imports\" and press OK; then press F7 here and tick it under Common as well.");
  }

string TcConnectWords(const int error,const string port)
  {
   return("TradeCopy Desktop was not found on port "+port+" (error "+IntegerToString(error)+")");
  }

string TcConnectHint(const int error)
  {
   return("Start TradeCopy Desktop, and compare its port with the one under Inputs (F7).");
  }

bool TcIsNetting(void)
  {
   return(false);
  }

bool TcIsFifo(void)
  {
   return(false);
  }

long TcServerTime(void)
  {
   return((long)TimeCurrent()*1000);
  }

//--- the offset that was measured last: it is kept while no ticks come, as on weekends
string g_utc_offset="null";

//--- the time of the last tick says nothing about the present: unknown unless it is near a quarter
string TcUtcOffset(void)
  {
   long seconds=(long)TimeCurrent()-(long)TimeGMT();
   long offset=(long)MathRound((double)seconds/900.0)*900;
   if(IsConnected() && MathAbs((double)(seconds-offset))<=30.0)
      g_utc_offset=IntegerToString(offset);
   return(g_utc_offset);
  }

bool TcReadQuote(const string name,double &bid,double &ask,long &at)
  {
   bid=MarketInfo(name,MODE_BID);
   ask=MarketInfo(name,MODE_ASK);
   at=(long)MarketInfo(name,MODE_TIME)*1000;
   return(bid>0.0 && ask>0.0);
  }

int TcPendingCount(void)
  {
   int count=0;
   for(int i=OrdersTotal()-1; i>=0; i--)
      if(OrderSelect(i,SELECT_BY_POS,MODE_TRADES) && OrderType()>OP_SELL)
         count++;
   return(count);
  }
//+------------------------------------------------------------------+
