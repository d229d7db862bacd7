//+------------------------------------------------------------------+
//| What a MetaTrader 4 account holds and held. Reads only.           |
//+------------------------------------------------------------------+
#property strict
#include "Chains.mqh"
#include "Pendings.mqh"
#include "Platform.mqh"
#include "Trades.mqh"

#define TC_CLOSED_DAYS 7
#define TC_CLOSED_MOST 500
//--- types of records of money; they have no names in this language
#define TC_TYPE_MONEY 6

//--- chains of tickets are remembered in a file of this name
void TcBeginBook(const string name)
  {
   g_chains.Load("chains-"+name);
  }

//--- why the selected order was closed, as far as its comment tells
string TcReason(void)
  {
   string comment=OrderComment();
   if(StringFind(comment,"[sl]")>=0)
      return("sl");
   if(StringFind(comment,"[tp]")>=0)
      return("tp");
   if(StringFind(comment,"so:")>=0)
      return("stop_out");
   if(StringFind(comment,"close hedge by")>=0)
      return("close_by");
   return(OrderMagicNumber()!=0 ? "expert" : "client");
  }

//--- the selected order, all but its root
void TcReadSelected(TcPosition &position)
  {
   position.ticket=(ulong)OrderTicket();
   position.id=position.ticket;
   position.order=position.ticket;
   position.symbol=OrderSymbol();
   position.buy=(OrderType()==OP_BUY);
   position.units=TcUnits(OrderLots());
   position.price=OrderOpenPrice();
   position.sl=OrderStopLoss();
   position.tp=OrderTakeProfit();
   position.magic=(ulong)OrderMagicNumber();
   position.comment=OrderComment();
   position.opened_at=(long)OrderOpenTime()*1000;
   position.profit=OrderProfit();
   position.swap=OrderSwap();
  }

//--- what the rest of a position has in common with the whole, whatever its comment says. A closed
//--- ticket leaves one rest: where that is known, what looks like another is a trade of its own
bool TcMayBeRest(const TcPosition &rest,const TcPosition &whole)
  {
   if(rest.symbol!=whole.symbol || rest.buy!=whole.buy || rest.opened_at!=whole.opened_at || !TcSamePrice(rest.price,whole.price))
      return(false);
   int known=g_chains.KnownRest((int)whole.ticket);
   return(known==0 || known==(int)rest.ticket);
  }

//--- every open position; changes the selected order
void TcReadPositions(TcPosition &list[])
  {
   ArrayResize(list,0,64);
   int total=OrdersTotal();
   for(int i=0; i<total; i++)
     {
      if(!OrderSelect(i,SELECT_BY_POS,MODE_TRADES) || OrderType()>OP_SELL)
         continue;
      int count=ArraySize(list);
      ArrayResize(list,count+1,64);
      TcReadSelected(list[count]);
     }
   total=ArraySize(list);
   for(int i=0; i<total; i++)
     {
      list[i].id=(ulong)g_chains.RootOf((int)list[i].ticket);
      list[i].order=list[i].id;
     }
  }

//--- the selected order that waits, or waited
void TcReadSelectedPending(TcPending &pending)
  {
   int type=OrderType();
   pending.ticket=(ulong)OrderTicket();
   pending.symbol=OrderSymbol();
   pending.buy=(type==OP_BUYLIMIT || type==OP_BUYSTOP);
   pending.kind=(type==OP_BUYLIMIT || type==OP_SELLLIMIT) ? "limit" : "stop";
   pending.units=TcUnits(OrderLots());
   pending.price=OrderOpenPrice();
   pending.limit_price=0.0;
   pending.sl=OrderStopLoss();
   pending.tp=OrderTakeProfit();
   pending.magic=(ulong)OrderMagicNumber();
   pending.comment=OrderComment();
   pending.placed_at=(long)OrderOpenTime()*1000;
   pending.expires_at=(long)OrderExpiration()*1000;
  }

//--- orders that wait for a price; changes the selected order
void TcReadPendings(TcPending &list[])
  {
   ArrayResize(list,0,64);
   int total=OrdersTotal();
   for(int i=0; i<total; i++)
     {
      if(!OrderSelect(i,SELECT_BY_POS,MODE_TRADES) || OrderType()<=OP_SELL || OrderType()>=TC_TYPE_MONEY)
         continue;
      int count=ArraySize(list);
      ArrayResize(list,count+1,64);
      TcReadSelectedPending(list[count]);
     }
  }

//--- how the selected order that waits no more ended, as the kind of its event
string TcEndOfSelected(void)
  {
   if(OrderType()<=OP_SELL)
      return("pending_filled");
   bool late=(OrderExpiration()>0 && OrderCloseTime()>=OrderExpiration());
   return(late || StringFind(OrderComment(),"expir")>=0 ? "pending_expired" : "pending_cancelled");
  }

//--- lots of the selected closed order. The second ticket of a close-by may show none: then those of
//--- the first, which it names; `held` where it is not shown. The same order is selected afterwards
long TcClosedUnits(const long held)
  {
   long units=TcUnits(OrderLots());
   int  ticket=OrderTicket();
   int  partner=g_chains.NamedBy(OrderComment(),"close hedge by");
   if(units>0)
      return(units);
   if(partner>0 && OrderSelect(partner,SELECT_BY_TICKET))
      units=TcUnits(OrderLots());
   if(!OrderSelect(ticket,SELECT_BY_TICKET) || units==0)
      return(held);
   return(held>0 && held<units ? held : units);
  }

//--- the closing of the selected order; `held`: what the ticket held before
void TcReadClosingDeal(const long held,TcDeal &deal)
  {
   deal.ticket=(ulong)OrderTicket();
   deal.order=deal.ticket;
   deal.entry="out";
   deal.buy=(OrderType()!=OP_BUY);
   deal.units=TcClosedUnits(held);
   deal.order_units=held;
   deal.order_kind="market";
   deal.price=OrderClosePrice();
   deal.reason=TcReason();
   deal.magic=(ulong)OrderMagicNumber();
   deal.comment=OrderComment();
   deal.profit=OrderProfit();
   deal.swap=OrderSwap();
   deal.commission=OrderCommission();
   if(deal.reason=="close_by")
      deal.entry="out_by";
  }

//--- the opening of a position that was just found; `kind`: how its order came to the market
void TcOpeningDeal(const TcPosition &position,const string kind,TcDeal &deal)
  {
   deal.ticket=position.ticket;
   deal.order=position.ticket;
   deal.entry="in";
   deal.buy=position.buy;
   deal.units=position.units;
   deal.order_units=position.units;
   deal.order_kind=kind;
   deal.price=position.price;
   deal.reason=(position.magic!=0) ? "expert" : "client";
   deal.magic=position.magic;
   deal.comment=position.comment;
   deal.profit=0.0;
   deal.swap=0.0;
   deal.commission=0.0;
  }

int TcFindClosing(const TcClosing &list[],const ulong id)
  {
   int count=ArraySize(list);
   for(int i=0; i<count; i++)
      if(list[i].id==id)
         return(i);
   return(-1);
  }

//--- adds the selected closed order; the newest of a chain speaks for it
void TcAddClosing(const ulong root,TcClosing &list[])
  {
   long units=TcClosedUnits(0);
   long closed_at=(long)OrderCloseTime()*1000;
   int  at=TcFindClosing(list,root);
   if(at<0)
     {
      at=ArraySize(list);
      ArrayResize(list,at+1,64);
      list[at].id=root;
      list[at].order=root;
      list[at].deal=0;
      list[at].units=0;
      list[at].closed_at=0;
     }
   list[at].units+=units;
   if(list[at].deal!=0 && (closed_at<list[at].closed_at || (ulong)OrderTicket()<list[at].deal))
      return;
   list[at].deal=(ulong)OrderTicket();
   list[at].symbol=OrderSymbol();
   list[at].buy=(OrderType()==OP_BUY);
   list[at].closed_at=closed_at;
   list[at].reason=TcReason();
   list[at].magic=(ulong)OrderMagicNumber();
  }

//--- the history may be sorted as the trader likes: newest first, and none without lots
void TcSortClosings(TcClosing &list[])
  {
   int kept=0;
   int count=ArraySize(list);
   for(int i=0; i<count; i++)
     {
      if(list[i].units<=0)
         continue;
      TcClosing closing=list[i];
      int       place=kept;
      while(place>0 && list[place-1].closed_at<closing.closed_at)
        {
         list[place]=list[place-1];
         place--;
        }
      list[place]=closing;
      kept++;
     }
   ArrayResize(list,kept<TC_CLOSED_MOST ? kept : TC_CLOSED_MOST,64);
  }

//--- positions that ended in the last days, newest first, as far as the terminal shows them
void TcReadClosings(const TcPosition &open[],TcClosing &list[])
  {
   ArrayResize(list,0,64);
   datetime from=TimeCurrent()-TC_CLOSED_DAYS*86400;
   for(int i=OrdersHistoryTotal()-1; i>=0 && ArraySize(list)<2*TC_CLOSED_MOST; i--)
     {
      if(!OrderSelect(i,SELECT_BY_POS,MODE_HISTORY) || OrderType()>OP_SELL || OrderCloseTime()<from)
         continue;
      int   ticket=OrderTicket();
      ulong root=(ulong)g_chains.RootOf(ticket);
      if(TcFindById(open,root)<0 && OrderSelect(ticket,SELECT_BY_TICKET))
         TcAddClosing(root,list);
     }
   TcSortClosings(list);
  }
//+------------------------------------------------------------------+
