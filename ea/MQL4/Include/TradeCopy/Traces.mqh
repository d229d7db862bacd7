//+------------------------------------------------------------------+
//| What an instruction left on a MetaTrader 4 account: tickets that  |
//| bear its magic, wherever they are shown. Reads only.              |
//+------------------------------------------------------------------+
#property strict
#include "Book.mqh"
#include "Orders.mqh"

#define TC_MAGIC_DAYS 7
//--- a partial close gives what is left a new ticket
#define TC_TICKETS_CHANGE true
//--- the type of a record of money; it has no name in this language
#define TC_MONEY_RECORD 6

//--- adds the selected ticket to the opening that its chain began
void TcTraceTicket(TcTrace &trace,TcPosition &openings[],TcFill &fills[])
  {
   TcPosition part;
   TcReadSelected(part);
   part.id=(ulong)g_chains.RootOf((int)part.ticket);
   part.order=part.id;
   TcTrace found;
   found.kind=TC_TRACE_FILLED;
   found.ticket=part.id;
   found.symbol=part.symbol;
   found.buy=part.buy;
   found.units=part.units;
   found.price=part.price;
   found.at=part.opened_at;
   TcAddTrace(trace,found);
   int at=TcFindById(openings,part.id);
   if(at>=0)
     {
      fills[at].units+=part.units;
      //--- the newest ticket is the one that may still be open
      if(part.ticket>fills[at].ticket)
         fills[at].ticket=part.ticket;
      return;
     }
   TcAddPosition(openings,part);
   TcFill fill;
   fill.ticket=part.ticket;
   fill.deal=part.id;
   fill.order=part.id;
   fill.units=part.units;
   fill.price=part.price;
   fill.at=part.opened_at;
   TcAddFill(fills,fill);
  }

//--- adds the selected order that waits, or was deleted before it was filled
void TcTraceWaiting(const ENUM_TC_TRACE kind,TcTrace &trace)
  {
   TcTrace part;
   part.kind=kind;
   part.ticket=(ulong)OrderTicket();
   part.symbol=OrderSymbol();
   part.buy=(OrderType()==OP_BUYLIMIT || OrderType()==OP_BUYSTOP);
   part.units=TcUnits(OrderLots());
   part.price=OrderOpenPrice();
   part.at=(long)OrderOpenTime()*1000;
   TcAddTrace(trace,part);
  }

//--- tickets of one pool that bear a magic; roots are sought afterwards, since that selects others
void TcAddTickets(const int pool,const int total,const ulong magic,int &tickets[])
  {
   for(int i=0; i<total; i++)
     {
      if(!OrderSelect(i,SELECT_BY_POS,pool) || (ulong)OrderMagicNumber()!=magic || OrderType()>=TC_MONEY_RECORD)
         continue;
      int count=ArraySize(tickets);
      ArrayResize(tickets,count+1,16);
      tickets[count]=OrderTicket();
     }
  }

//--- what an opening with this magic came to, and its fills; changes the selected order
void TcFindTrace(const ulong magic,TcTrace &trace,TcFill &fills[])
  {
   TcPosition openings[];
   int        tickets[];
   TcClearTrace(trace);
   ArrayResize(fills,0);
   if(magic==0)
      return;
   TcAddTickets(MODE_TRADES,OrdersTotal(),magic,tickets);
   TcAddTickets(MODE_HISTORY,OrdersHistoryTotal(),magic,tickets);
   int total=ArraySize(tickets);
   for(int i=0; i<total; i++)
     {
      if(!OrderSelect(tickets[i],SELECT_BY_TICKET))
         continue;
      if(OrderType()<=OP_SELL)
         TcTraceTicket(trace,openings,fills);
      else
         TcTraceWaiting(OrderCloseTime()==0 ? TC_TRACE_WAITS : TC_TRACE_ENDED,trace);
     }
  }

//--- whether a ticket was closed as a whole
bool TcIsProvenGone(const ulong ticket,const long units)
  {
   return(OrderSelect((int)ticket,SELECT_BY_TICKET) && OrderCloseTime()>0 && TcUnits(OrderLots())>=units);
  }

//--- this platform knows no deals of a position
void TcReadDealsOf(const ulong id,TcDeal &deals[])
  {
   ArrayResize(deals,0);
  }

//--- whether the list of closed orders reaches back as far as a magic is looked for: the trader
//--- chooses in the terminal how much of it is shown
bool TcShowsHistory(void)
  {
   datetime oldest=TimeCurrent();
   bool     begins=false;
   int      total=OrdersHistoryTotal();
   for(int i=0; i<total; i++)
     {
      if(!OrderSelect(i,SELECT_BY_POS,MODE_HISTORY) || OrderCloseTime()>oldest)
         continue;
      oldest=OrderCloseTime();
      //--- an account begins with a deposit
      begins=(OrderType()==TC_MONEY_RECORD);
     }
   return(begins || (total>0 && oldest<=TimeCurrent()-TC_MAGIC_DAYS*86400));
  }
//+------------------------------------------------------------------+
