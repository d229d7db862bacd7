//+------------------------------------------------------------------+
//| What an instruction left on a MetaTrader 5 account: deals and     |
//| orders that bear its magic, deals of an order. Reads only.        |
//+------------------------------------------------------------------+
#property strict
#include "Book.mqh"
#include "Orders.mqh"

//--- how far back a magic is looked for; a full history would delay every opening
#define TC_MAGIC_DAYS 7
//--- a position keeps its identifier whatever happens to it
#define TC_TICKETS_CHANGE false

void TcReadFill(const ulong deal,TcFill &fill)
  {
   fill.deal=deal;
   fill.order=(ulong)HistoryDealGetInteger(deal,DEAL_ORDER);
   fill.ticket=(ulong)HistoryDealGetInteger(deal,DEAL_POSITION_ID);
   fill.units=TcUnits(HistoryDealGetDouble(deal,DEAL_VOLUME));
   fill.price=HistoryDealGetDouble(deal,DEAL_PRICE);
   fill.at=HistoryDealGetInteger(deal,DEAL_TIME_MSC);
  }

//--- fills name the present tickets: after a reversal that is not the identifier
void TcNamePresentTickets(TcFill &fills[])
  {
   TcPosition now[];
   TcReadPositions(now);
   int count=ArraySize(fills);
   for(int i=0; i<count; i++)
     {
      int at=TcFindById(now,fills[i].ticket);
      if(at>=0)
         fills[i].ticket=now[at].ticket;
     }
  }

bool TcIsEntering(const ulong deal)
  {
   long entry=HistoryDealGetInteger(deal,DEAL_ENTRY);
   return(entry==DEAL_ENTRY_IN || entry==DEAL_ENTRY_INOUT);
  }

//--- deals of the selected history that opened with a magic
void TcTraceDeals(const ulong magic,TcTrace &trace,TcFill &fills[])
  {
   int total=HistoryDealsTotal();
   for(int i=0; i<total; i++)
     {
      ulong deal=HistoryDealGetTicket(i);
      if((ulong)HistoryDealGetInteger(deal,DEAL_MAGIC)!=magic || !TcIsTrade(deal) || !TcIsEntering(deal))
         continue;
      TcFill fill;
      TcReadFill(deal,fill);
      TcAddFill(fills,fill);
      TcTrace part;
      part.kind=TC_TRACE_FILLED;
      part.ticket=fill.order;
      part.symbol=HistoryDealGetString(deal,DEAL_SYMBOL);
      part.buy=(HistoryDealGetInteger(deal,DEAL_TYPE)==DEAL_TYPE_BUY);
      part.units=fill.units;
      part.price=fill.price;
      part.at=fill.at;
      TcAddTrace(trace,part);
     }
  }

//--- orders that wait, or are on their way, with a magic
void TcTraceOrders(const ulong magic,TcTrace &trace)
  {
   int total=OrdersTotal();
   for(int i=0; i<total; i++)
     {
      ulong ticket=OrderGetTicket(i);
      if(ticket==0 || (ulong)OrderGetInteger(ORDER_MAGIC)!=magic)
         continue;
      TcTrace part;
      part.kind=TC_TRACE_WAITS;
      part.ticket=ticket;
      part.symbol=OrderGetString(ORDER_SYMBOL);
      part.buy=TcIsBuyOrder(OrderGetInteger(ORDER_TYPE));
      part.units=TcUnits(OrderGetDouble(ORDER_VOLUME_INITIAL));
      part.price=OrderGetDouble(ORDER_PRICE_OPEN);
      part.at=OrderGetInteger(ORDER_TIME_SETUP_MSC);
      TcAddTrace(trace,part);
     }
  }

//--- pending orders of the selected history that ended without a deal
void TcTracePast(const ulong magic,TcTrace &trace)
  {
   int total=HistoryOrdersTotal();
   for(int i=0; i<total; i++)
     {
      ulong ticket=HistoryOrderGetTicket(i);
      long  type=HistoryOrderGetInteger(ticket,ORDER_TYPE);
      bool  waited=(type>ORDER_TYPE_SELL && type<=ORDER_TYPE_SELL_STOP_LIMIT);
      if(!waited || (ulong)HistoryOrderGetInteger(ticket,ORDER_MAGIC)!=magic)
         continue;
      TcTrace part;
      part.kind=TC_TRACE_ENDED;
      part.ticket=ticket;
      part.symbol=HistoryOrderGetString(ticket,ORDER_SYMBOL);
      part.buy=TcIsBuyOrder(type);
      part.units=TcUnits(HistoryOrderGetDouble(ticket,ORDER_VOLUME_INITIAL));
      part.price=HistoryOrderGetDouble(ticket,ORDER_PRICE_OPEN);
      part.at=HistoryOrderGetInteger(ticket,ORDER_TIME_SETUP_MSC);
      TcAddTrace(trace,part);
     }
  }

//--- what an opening with this magic came to, and its fills; changes the selected history
void TcFindTrace(const ulong magic,TcTrace &trace,TcFill &fills[])
  {
   TcClearTrace(trace);
   ArrayResize(fills,0);
   if(magic==0)
      return;
   if(TcSelectHistory(TC_MAGIC_DAYS))
     {
      TcTraceDeals(magic,trace,fills);
      if(trace.kind==TC_TRACE_NONE)
         TcTracePast(magic,trace);
     }
   TcTraceOrders(magic,trace);
   TcNamePresentTickets(fills);
  }

//--- fills of one order, oldest first, as far as the history shows them yet
void TcFillsOfOrder(const ulong order,TcFill &fills[])
  {
   ArrayResize(fills,0);
   if(order==0 || !TcSelectHistory(1))
      return;
   int total=HistoryDealsTotal();
   for(int i=0; i<total; i++)
     {
      ulong ticket=HistoryDealGetTicket(i);
      if((ulong)HistoryDealGetInteger(ticket,DEAL_ORDER)!=order)
         continue;
      TcFill fill;
      TcReadFill(ticket,fill);
      TcAddFill(fills,fill);
     }
   TcNamePresentTickets(fills);
  }

//--- all deals of a position, oldest first
void TcReadDealsOf(const ulong id,TcDeal &deals[])
  {
   ArrayResize(deals,0);
   if(!HistorySelectByPosition((long)id))
      return;
   int total=HistoryDealsTotal();
   for(int i=0; i<total; i++)
     {
      ulong ticket=HistoryDealGetTicket(i);
      if(!TcIsTrade(ticket))
         continue;
      int count=ArraySize(deals);
      ArrayResize(deals,count+1,16);
      TcReadDeal(ticket,deals[count]);
     }
  }

//--- whether the position of an order has ended, or the order without one: its deals add up to nothing
bool TcIsProvenGone(const ulong ticket,const long units)
  {
   ulong id=ticket;
   if(HistoryOrderSelect(ticket))
     {
      ulong position=(ulong)HistoryOrderGetInteger(ticket,ORDER_POSITION_ID);
      if(position==0)
         return(true);
      id=position;
     }
   TcDeal deals[];
   TcReadDealsOf(id,deals);
   long held=0;
   int  count=ArraySize(deals);
   for(int i=0; i<count; i++)
      held+=(deals[i].buy ? deals[i].units : -deals[i].units);
   return(count>0 && held==0);
  }

//--- the newest deal of a position; 0 for none
ulong TcNewestDealOf(const ulong id)
  {
   TcDeal deals[];
   TcReadDealsOf(id,deals);
   int count=ArraySize(deals);
   return(count>0 ? deals[count-1].ticket : 0);
  }

//--- what was closed of a position by a magic after that deal
void TcFindClosings(const TcPosition &position,const ulong magic,const ulong after,TcFill &fills[])
  {
   ArrayResize(fills,0);
   if(!HistorySelectByPosition((long)position.id))
      return;
   int total=HistoryDealsTotal();
   for(int i=0; i<total; i++)
     {
      ulong ticket=HistoryDealGetTicket(i);
      bool  out=TcIsTrade(ticket) && HistoryDealGetInteger(ticket,DEAL_ENTRY)!=DEAL_ENTRY_IN;
      bool  own=(HistoryDealGetInteger(ticket,DEAL_REASON)==DEAL_REASON_EXPERT && (ulong)HistoryDealGetInteger(ticket,DEAL_MAGIC)==magic);
      if(!out || !own || ticket<=after)
         continue;
      TcFill fill;
      TcReadFill(ticket,fill);
      TcAddFill(fills,fill);
     }
   TcNamePresentTickets(fills);
  }

//--- the history of this platform tells all that it was asked for
bool TcShowsHistory(void)
  {
   return(TcSelectHistory(TC_MAGIC_DAYS));
  }
//+------------------------------------------------------------------+
