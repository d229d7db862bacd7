//+------------------------------------------------------------------+
//| What MetaTrader 5 says differently about account and clock.       |
//+------------------------------------------------------------------+
#property strict

#define TC_PLATFORM "mt5"
//--- transactions tell of changes; this is for those that got lost
#define TC_SCAN_MS 250
//--- waiting would keep a monitor from hearing of them
#define TC_LOOK_MS 0

//--- what the clicks are called on this platform
#define TC_ALGO_BUTTON "Algo Trading"
#define TC_ALGO_TICK "Allow Algo Trading"
#define TC_NOT_ALLOWED 4014

//--- what keeps the EA from trying to connect at all; empty if nothing does
string TcHindrance(void)
  {
   return("");
  }

string TcConnectWords(const int error,const string port)
  {
   if(error==TC_NOT_ALLOWED)
      return("the terminal does not allow the address 127.0.0.1");
   return("TradeCopy Desktop was not found on port "+port+" (error "+IntegerToString(error)+")");
  }

string TcConnectHint(const int error)
  {
   string allow="Tools > Options > Expert Advisors: tick \"Allow WebRequest for listed URL\", add 127.0.0.1 to the list and press OK.";
   return(error==TC_NOT_ALLOWED ? allow : "Start TradeCopy Desktop. If it is running: "+allow);
  }

bool TcIsNetting(void)
  {
   return(AccountInfoInteger(ACCOUNT_MARGIN_MODE)!=ACCOUNT_MARGIN_MODE_RETAIL_HEDGING);
  }

bool TcIsFifo(void)
  {
   return(AccountInfoInteger(ACCOUNT_FIFO_CLOSE)!=0);
  }

long TcServerTime(void)
  {
   return((long)TimeTradeServer()*1000);
  }

//--- the terminal goes on counting where no ticks come
#define TC_FIRST_OFF_S 450

//--- 0 while it is not known
long TcServerSeconds(void)
  {
   bool known=(TerminalInfoInteger(TERMINAL_CONNECTED)!=0 && TimeCurrent()!=0);
   return(known ? (long)TimeTradeServer() : 0);
  }

bool TcReadQuote(const string name,double &bid,double &ask,long &at)
  {
   MqlTick tick;
   if(!SymbolInfoTick(name,tick))
      return(false);
   bid=tick.bid;
   ask=tick.ask;
   at=tick.time_msc;
   return(true);
  }

int TcPendingCount(void)
  {
   return(OrdersTotal());
  }
//+------------------------------------------------------------------+
