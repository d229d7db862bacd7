//+------------------------------------------------------------------+
//| What a MetaTrader 4 account holds and held. Reads only.           |
//+------------------------------------------------------------------+
#property strict
#include "Chains.mqh"
#include "Platform.mqh"
#include "Trades.mqh"

#define TC_CLOSED_DAYS 7
#define TC_CLOSED_MOST 500

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

//--- what the rest of a position has in common with the whole, whatever its comment says
bool TcSharesOpening(const TcPosition &a,const TcPosition &b)
  {
   return(a.symbol==b.symbol && a.buy==b.buy && a.opened_at==b.opened_at && TcSamePrice(a.price,b.price));
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

//--- the closing of the selected order
void TcReadClosingDeal(TcDeal &deal)
  {
   deal.ticket=(ulong)OrderTicket();
   deal.order=deal.ticket;
   deal.entry="out";
   deal.buy=(OrderType()!=OP_BUY);
   deal.units=TcUnits(OrderLots());
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

//--- the opening of a position that was just found
void TcOpeningDeal(const TcPosition &position,TcDeal &deal)
  {
   deal.ticket=position.ticket;
   deal.order=position.ticket;
   deal.entry="in";
   deal.buy=position.buy;
   deal.units=position.units;
   deal.price=position.price;
   deal.reason=(position.magic!=0) ? "expert" : "client";
   deal.magic=position.magic;
   deal.comment=position.comment;
   deal.profit=0.0;
   deal.swap=0.0;
   deal.commission=0.0;
  }

//--- adds the selected order to the opening that its chain began
void TcAddOpening(TcPosition &openings[],TcFill &fills[])
  {
   TcPosition part;
   TcReadSelected(part);
   part.id=(ulong)g_chains.RootOf((int)part.ticket);
   part.order=part.id;
   int at=TcFindById(openings,part.id);
   if(at>=0)
     {
      openings[at].units+=part.units;
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

//--- tickets of one pool that bear a magic; roots are sought afterwards, since that selects others
void TcAddTickets(const int pool,const int total,const ulong magic,int &tickets[])
  {
   for(int i=0; i<total; i++)
     {
      if(!OrderSelect(i,SELECT_BY_POS,pool) || OrderType()>OP_SELL || (ulong)OrderMagicNumber()!=magic)
         continue;
      int count=ArraySize(tickets);
      ArrayResize(tickets,count+1,16);
      tickets[count]=OrderTicket();
     }
  }

//--- openings that bear a magic, as they were made, and their fills
void TcFindByMagic(const ulong magic,TcPosition &openings[],TcFill &fills[])
  {
   int tickets[];
   ArrayResize(openings,0);
   ArrayResize(fills,0);
   if(magic==0)
      return;
   TcAddTickets(MODE_TRADES,OrdersTotal(),magic,tickets);
   TcAddTickets(MODE_HISTORY,OrdersHistoryTotal(),magic,tickets);
   int total=ArraySize(tickets);
   for(int i=0; i<total; i++)
      if(OrderSelect(tickets[i],SELECT_BY_TICKET))
         TcAddOpening(openings,fills);
  }

int TcFindClosing(const TcClosing &list[],const ulong id)
  {
   int count=ArraySize(list);
   for(int i=0; i<count; i++)
      if(list[i].id==id)
         return(i);
   return(-1);
  }

//--- adds the selected closed order, the newest ones first
void TcAddClosing(const ulong root,TcClosing &list[])
  {
   int at=TcFindClosing(list,root);
   if(at>=0)
     {
      list[at].units+=TcUnits(OrderLots());
      return;
     }
   at=ArraySize(list);
   ArrayResize(list,at+1,64);
   list[at].id=root;
   list[at].order=root;
   list[at].deal=(ulong)OrderTicket();
   list[at].symbol=OrderSymbol();
   list[at].buy=(OrderType()==OP_BUY);
   list[at].units=TcUnits(OrderLots());
   list[at].closed_at=(long)OrderCloseTime()*1000;
   list[at].reason=TcReason();
   list[at].magic=(ulong)OrderMagicNumber();
  }

//--- positions that ended in the last days, newest first, as far as the terminal shows them
void TcReadClosings(const TcPosition &open[],TcClosing &list[])
  {
   ArrayResize(list,0,64);
   datetime from=TimeCurrent()-TC_CLOSED_DAYS*86400;
   for(int i=OrdersHistoryTotal()-1; i>=0 && ArraySize(list)<TC_CLOSED_MOST; i--)
     {
      if(!OrderSelect(i,SELECT_BY_POS,MODE_HISTORY) || OrderType()>OP_SELL || OrderCloseTime()<from)
         continue;
      int   ticket=OrderTicket();
      ulong root=(ulong)g_chains.RootOf(ticket);
      if(TcFindById(open,root)<0 && OrderSelect(ticket,SELECT_BY_TICKET))
         TcAddClosing(root,list);
     }
  }
//+------------------------------------------------------------------+
