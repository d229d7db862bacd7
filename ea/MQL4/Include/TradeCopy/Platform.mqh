//+------------------------------------------------------------------+
//| What MetaTrader 4 says differently about account and clock.       |
//+------------------------------------------------------------------+
#property strict

#define TC_PLATFORM "mt4"
//--- nothing tells of changes here: every turn looks
#define TC_SCAN_MS 0
//--- while trades follow each other a monitor looks so often
#define TC_LOOK_MS 2

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
   return("Start TradeCopy Desktop. The port under Inputs (F7) should be 0, or the one that it shows.");
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

//--- the time of the last tick is all that this platform knows: unless it gives nearly a quarter of an
//--- hour, the tick is an old one
#define TC_FIRST_OFF_S 30

long TcServerSeconds(void)
  {
   return(IsConnected() ? (long)TimeCurrent() : 0);
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
