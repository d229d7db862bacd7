//+------------------------------------------------------------------+
//| What a MetaTrader 5 account holds and held. Reads only.           |
//+------------------------------------------------------------------+
#property strict
#include "Pendings.mqh"
#include "Platform.mqh"
#include "Trades.mqh"

#define TC_CLOSED_DAYS 7
#define TC_CLOSED_MOST 500
//--- so often the deals of a changed position are added up again before they are taken as they are
#define TC_SIDE_TRIES 40

//--- nothing must be remembered on this platform: positions keep their identifiers
void TcBeginBook(const string name)
  {
  }

string TcReason(const long reason,const long entry)
  {
   if(entry==DEAL_ENTRY_OUT_BY)
      return("close_by");
   if(reason==DEAL_REASON_CLIENT || reason==DEAL_REASON_MOBILE || reason==DEAL_REASON_WEB)
      return("client");
   if(reason==DEAL_REASON_EXPERT)
      return("expert");
   if(reason==DEAL_REASON_SL)
      return("sl");
   if(reason==DEAL_REASON_TP)
      return("tp");
   if(reason==DEAL_REASON_SO)
      return("stop_out");
   return(reason==DEAL_REASON_ROLLOVER ? "rollover" : "other");
  }

string TcEntryWord(const long entry)
  {
   if(entry==DEAL_ENTRY_IN)
      return("in");
   if(entry==DEAL_ENTRY_OUT)
      return("out");
   return(entry==DEAL_ENTRY_OUT_BY ? "out_by" : "inout");
  }

bool TcIsTrade(const ulong deal)
  {
   long type=HistoryDealGetInteger(deal,DEAL_TYPE);
   return(type==DEAL_TYPE_BUY || type==DEAL_TYPE_SELL);
  }

void TcReadDeal(const ulong ticket,TcDeal &deal)
  {
   long entry=HistoryDealGetInteger(ticket,DEAL_ENTRY);
   deal.ticket=ticket;
   deal.order=(ulong)HistoryDealGetInteger(ticket,DEAL_ORDER);
   deal.entry=TcEntryWord(entry);
   deal.buy=(HistoryDealGetInteger(ticket,DEAL_TYPE)==DEAL_TYPE_BUY);
   deal.units=TcUnits(HistoryDealGetDouble(ticket,DEAL_VOLUME));
   deal.price=HistoryDealGetDouble(ticket,DEAL_PRICE);
   deal.reason=TcReason(HistoryDealGetInteger(ticket,DEAL_REASON),entry);
   deal.magic=(ulong)HistoryDealGetInteger(ticket,DEAL_MAGIC);
   deal.comment=HistoryDealGetString(ticket,DEAL_COMMENT);
   deal.profit=HistoryDealGetDouble(ticket,DEAL_PROFIT);
   deal.swap=HistoryDealGetDouble(ticket,DEAL_SWAP);
   deal.commission=HistoryDealGetDouble(ticket,DEAL_COMMISSION);
  }

bool TcSelectHistory(const int days)
  {
   return(HistorySelect(TimeTradeServer()-days*86400,TimeTradeServer()+86400));
  }

//--- the order that opened a position's present side, and when. Looked up again only after the
//--- position changed, and only kept once its deals add up to what it holds.
class CTcSides
  {
private:
   ulong             m_ids[];
   long              m_updates[];
   ulong             m_orders[];
   long              m_times[];
   int               m_tries[];

   int               Find(const ulong id) const
     {
      for(int i=ArraySize(m_ids)-1; i>=0; i--)
         if(m_ids[i]==id)
            return(i);
      return(-1);
     }
   int               Place(const ulong id,const long updated)
     {
      int at=Find(id);
      if(at<0)
        {
         at=ArraySize(m_ids);
         ArrayResize(m_ids,at+1,256);
         ArrayResize(m_updates,at+1,256);
         ArrayResize(m_orders,at+1,256);
         ArrayResize(m_times,at+1,256);
         ArrayResize(m_tries,at+1,256);
         m_ids[at]=id;
         m_updates[at]=updated-1;
        }
      if(m_updates[at]!=updated)
        {
         m_updates[at]=updated;
         m_orders[at]=0;
         m_times[at]=0;
         m_tries[at]=0;
        }
      return(at);
     }
   //--- returns the lots on the buyer's side that the deals of a position add up to
   long              Follow(const int at)
     {
      long units=0;
      if(!HistorySelectByPosition((long)m_ids[at]))
         return(0);
      int total=HistoryDealsTotal();
      for(int i=0; i<total; i++)
        {
         ulong deal=HistoryDealGetTicket(i);
         if(!TcIsTrade(deal))
            continue;
         long entry=HistoryDealGetInteger(deal,DEAL_ENTRY);
         bool begins=(units==0 && HistoryDealGetInteger(deal,DEAL_REASON)!=DEAL_REASON_ROLLOVER);
         if(entry==DEAL_ENTRY_INOUT || (entry==DEAL_ENTRY_IN && begins))
           {
            m_orders[at]=(ulong)HistoryDealGetInteger(deal,DEAL_ORDER);
            m_times[at]=HistoryDealGetInteger(deal,DEAL_TIME_MSC);
           }
         long volume=TcUnits(HistoryDealGetDouble(deal,DEAL_VOLUME));
         units+=(HistoryDealGetInteger(deal,DEAL_TYPE)==DEAL_TYPE_BUY) ? volume : -volume;
        }
      return(units);
     }
public:
   //--- gives a position its order and time; changes the selected history
   void              Complete(TcPosition &position,const long updated)
     {
      int at=Place(position.id,updated);
      if(m_tries[at]<TC_SIDE_TRIES)
        {
         long units=Follow(at);
         bool whole=(units==(position.buy ? position.units : -position.units));
         m_tries[at]=whole ? TC_SIDE_TRIES : m_tries[at]+1;
        }
      if(m_orders[at]==0)
         return;
      position.order=m_orders[at];
      position.opened_at=m_times[at];
     }
  };
CTcSides g_sides;

//--- how an order came to the market; stops of a position are orders too, but never waited as such
string TcKindOfType(const long type,const long reason)
  {
   if(reason==ORDER_REASON_SL || reason==ORDER_REASON_TP || reason==ORDER_REASON_SO)
      return("market");
   if(type==ORDER_TYPE_BUY_LIMIT || type==ORDER_TYPE_SELL_LIMIT)
      return("limit");
   if(type==ORDER_TYPE_BUY_STOP || type==ORDER_TYPE_SELL_STOP)
      return("stop");
   return(type==ORDER_TYPE_BUY_STOP_LIMIT || type==ORDER_TYPE_SELL_STOP_LIMIT ? "stop_limit" : "market");
  }

bool TcIsBuyOrder(const long type)
  {
   if(type==ORDER_TYPE_BUY || type==ORDER_TYPE_BUY_LIMIT)
      return(true);
   return(type==ORDER_TYPE_BUY_STOP || type==ORDER_TYPE_BUY_STOP_LIMIT);
  }

//--- the selected waiting order
void TcReadSelectedOrder(const ulong ticket,TcPending &pending)
  {
   long type=OrderGetInteger(ORDER_TYPE);
   pending.ticket=ticket;
   pending.symbol=OrderGetString(ORDER_SYMBOL);
   pending.buy=TcIsBuyOrder(type);
   pending.kind=TcKindOfType(type,OrderGetInteger(ORDER_REASON));
   pending.units=TcUnits(OrderGetDouble(ORDER_VOLUME_CURRENT));
   pending.price=OrderGetDouble(ORDER_PRICE_OPEN);
   pending.limit_price=(pending.kind=="stop_limit") ? OrderGetDouble(ORDER_PRICE_STOPLIMIT) : 0.0;
   pending.sl=OrderGetDouble(ORDER_SL);
   pending.tp=OrderGetDouble(ORDER_TP);
   pending.magic=(ulong)OrderGetInteger(ORDER_MAGIC);
   pending.comment=OrderGetString(ORDER_COMMENT);
   pending.placed_at=OrderGetInteger(ORDER_TIME_SETUP_MSC);
   pending.expires_at=OrderGetInteger(ORDER_TIME_EXPIRATION)*1000;
  }

//--- orders that wait for a price; one that is just being carried out is none
void TcReadPendings(TcPending &list[])
  {
   ArrayResize(list,0,64);
   int total=OrdersTotal();
   for(int i=0; i<total; i++)
     {
      ulong     ticket=OrderGetTicket(i);
      TcPending pending;
      if(ticket==0)
         continue;
      TcReadSelectedOrder(ticket,pending);
      if(pending.kind!="market" && pending.price>0.0)
         TcAddPending(list,pending);
     }
  }

//--- the selected position, all but its opening order
void TcReadSelected(const ulong ticket,TcPosition &position)
  {
   position.ticket=ticket;
   position.id=(ulong)PositionGetInteger(POSITION_IDENTIFIER);
   position.order=position.id;
   position.symbol=PositionGetString(POSITION_SYMBOL);
   position.buy=(PositionGetInteger(POSITION_TYPE)==POSITION_TYPE_BUY);
   position.units=TcUnits(PositionGetDouble(POSITION_VOLUME));
   position.price=PositionGetDouble(POSITION_PRICE_OPEN);
   position.sl=PositionGetDouble(POSITION_SL);
   position.tp=PositionGetDouble(POSITION_TP);
   position.magic=(ulong)PositionGetInteger(POSITION_MAGIC);
   position.comment=PositionGetString(POSITION_COMMENT);
   position.opened_at=PositionGetInteger(POSITION_TIME_MSC);
   position.profit=PositionGetDouble(POSITION_PROFIT);
   position.swap=PositionGetDouble(POSITION_SWAP);
  }

//--- every open position; changes the selected history
void TcReadPositions(TcPosition &list[])
  {
   long updates[];
   ArrayResize(list,0,64);
   int total=PositionsTotal();
   for(int i=0; i<total; i++)
     {
      ulong ticket=PositionGetTicket(i);
      if(ticket==0)
         continue;
      int count=ArraySize(list);
      ArrayResize(list,count+1,64);
      ArrayResize(updates,count+1,64);
      TcReadSelected(ticket,list[count]);
      updates[count]=PositionGetInteger(POSITION_TIME_UPDATE_MSC);
     }
   total=ArraySize(list);
   for(int i=0; i<total; i++)
      g_sides.Complete(list[i],updates[i]);
  }

int TcFindClosing(const TcClosing &list[],const ulong id)
  {
   int count=ArraySize(list);
   for(int i=0; i<count; i++)
      if(list[i].id==id)
         return(i);
   return(-1);
  }

//--- a side of a position begins, with all that was closed of it still to come
void TcBeginSide(const ulong deal,TcClosing &closing)
  {
   closing.order=(ulong)HistoryDealGetInteger(deal,DEAL_ORDER);
   closing.magic=(ulong)HistoryDealGetInteger(deal,DEAL_MAGIC);
   closing.buy=(HistoryDealGetInteger(deal,DEAL_TYPE)==DEAL_TYPE_BUY);
   closing.units=0;
  }

//--- what a closing deal adds to the end of a position
void TcCloseBy(const ulong deal,const long entry,TcClosing &closing)
  {
   closing.deal=deal;
   closing.symbol=HistoryDealGetString(deal,DEAL_SYMBOL);
   closing.buy=(HistoryDealGetInteger(deal,DEAL_TYPE)==DEAL_TYPE_SELL);
   closing.closed_at=HistoryDealGetInteger(deal,DEAL_TIME_MSC);
   closing.reason=TcReason(HistoryDealGetInteger(deal,DEAL_REASON),entry);
  }

//--- what a position's deals say of its end, of its last side if it was reversed; false if it holds
//--- something still. What the server closed for the night and opened again was never closed.
bool TcReadClosing(TcClosing &closing)
  {
   long held=0;
   long rolled=0;
   if(!HistorySelectByPosition((long)closing.id))
      return(false);
   int total=HistoryDealsTotal();
   for(int i=0; i<total; i++)
     {
      ulong ticket=HistoryDealGetTicket(i);
      if(!TcIsTrade(ticket))
         continue;
      long entry=HistoryDealGetInteger(ticket,DEAL_ENTRY);
      long units=TcUnits(HistoryDealGetDouble(ticket,DEAL_VOLUME));
      bool rollover=(HistoryDealGetInteger(ticket,DEAL_REASON)==DEAL_REASON_ROLLOVER);
      bool into=(entry==DEAL_ENTRY_IN);
      if(entry==DEAL_ENTRY_INOUT || (into && held==0 && rolled==0))
         TcBeginSide(ticket,closing);
      if(into)
         rolled=0;
      held=(entry==DEAL_ENTRY_INOUT) ? units-held : held+(into ? units : -units);
      if(into || entry==DEAL_ENTRY_INOUT)
         continue;
      TcCloseBy(ticket,entry,closing);
      if(rollover)
         rolled=units;
      else
         closing.units+=units;
     }
   closing.units+=rolled;
   if(closing.order==0)
      closing.order=closing.id;
   return(held<=0 && closing.units>0);
  }

//--- positions that ended in the last days, newest first
void TcReadClosings(const TcPosition &open[],TcClosing &list[])
  {
   ArrayResize(list,0,64);
   if(!TcSelectHistory(TC_CLOSED_DAYS))
      return;
   for(int i=HistoryDealsTotal()-1; i>=0 && ArraySize(list)<TC_CLOSED_MOST; i--)
     {
      ulong ticket=HistoryDealGetTicket(i);
      ulong id=(ulong)HistoryDealGetInteger(ticket,DEAL_POSITION_ID);
      bool  out=TcIsTrade(ticket) && HistoryDealGetInteger(ticket,DEAL_ENTRY)!=DEAL_ENTRY_IN;
      if(!out || TcFindById(open,id)>=0 || TcFindClosing(list,id)>=0)
         continue;
      int count=ArraySize(list);
      ArrayResize(list,count+1,64);
      list[count].id=id;
      list[count].order=0;
      list[count].deal=0;
      list[count].symbol="";
      list[count].buy=false;
      list[count].units=0;
      list[count].closed_at=0;
      list[count].reason="other";
      list[count].magic=0;
     }
   int kept=0;
   int total=ArraySize(list);
   for(int i=0; i<total; i++)
     {
      if(!TcReadClosing(list[i]))
         continue;
      if(kept<i)
         list[kept]=list[i];
      kept++;
     }
   ArrayResize(list,kept,64);
  }
//+------------------------------------------------------------------+
