//+------------------------------------------------------------------+
//| What MetaTrader 4 says differently about account and clock.       |
//+------------------------------------------------------------------+
#property strict

#define TC_PLATFORM "mt4"
//--- nothing tells of changes here: every turn looks
#define TC_SCAN_MS 0

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

//--- the time of the last tick says nothing about the present: unknown unless it is near a quarter
string TcUtcOffset(void)
  {
   long seconds=(long)TimeCurrent()-(long)TimeGMT();
   long offset=(long)MathRound((double)seconds/900.0)*900;
   if(!IsConnected() || MathAbs((double)(seconds-offset))>30.0)
      return("null");
   return(IntegerToString(offset));
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
