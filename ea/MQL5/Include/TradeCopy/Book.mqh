//+------------------------------------------------------------------+
//| What a MetaTrader 5 hedging account holds and held. Reads only.   |
//+------------------------------------------------------------------+
#property strict
#include "Platform.mqh"
#include "Trades.mqh"

//--- how far back a magic is looked for; a full history would delay every opening
#define TC_MAGIC_DAYS 7
#define TC_CLOSED_DAYS 7
#define TC_CLOSED_MOST 500

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

//--- the order of a position's first deal; it never changes, so it is asked for once
class CTcOpeningOrders
  {
private:
   ulong             m_ids[];
   ulong             m_orders[];
public:
   ulong             OrderOf(const ulong id)
     {
      int count=ArraySize(m_ids);
      for(int i=count-1; i>=0; i--)
         if(m_ids[i]==id)
            return(m_orders[i]);
      if(!HistorySelectByPosition((long)id) || HistoryDealsTotal()==0)
         return(id);
      ArrayResize(m_ids,count+1,256);
      ArrayResize(m_orders,count+1,256);
      m_ids[count]=id;
      m_orders[count]=(ulong)HistoryDealGetInteger(HistoryDealGetTicket(0),DEAL_ORDER);
      return(m_orders[count]);
     }
  };
CTcOpeningOrders g_opening_orders;

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
   ArrayResize(list,0,64);
   int total=PositionsTotal();
   for(int i=0; i<total; i++)
     {
      ulong ticket=PositionGetTicket(i);
      if(ticket==0)
         continue;
      int count=ArraySize(list);
      ArrayResize(list,count+1,64);
      TcReadSelected(ticket,list[count]);
     }
   total=ArraySize(list);
   for(int i=0; i<total; i++)
      list[i].order=g_opening_orders.OrderOf(list[i].id);
  }

void TcReadFill(const ulong deal,TcFill &fill)
  {
   fill.deal=deal;
   fill.order=(ulong)HistoryDealGetInteger(deal,DEAL_ORDER);
   fill.ticket=(ulong)HistoryDealGetInteger(deal,DEAL_POSITION_ID);
   fill.units=TcUnits(HistoryDealGetDouble(deal,DEAL_VOLUME));
   fill.price=HistoryDealGetDouble(deal,DEAL_PRICE);
   fill.at=HistoryDealGetInteger(deal,DEAL_TIME_MSC);
  }

//--- openings that bear a magic, as they were made, and their fills
void TcFindByMagic(const ulong magic,TcPosition &openings[],TcFill &fills[])
  {
   ArrayResize(openings,0);
   ArrayResize(fills,0);
   if(magic==0 || !TcSelectHistory(TC_MAGIC_DAYS))
      return;
   int total=HistoryDealsTotal();
   for(int i=0; i<total; i++)
     {
      ulong ticket=HistoryDealGetTicket(i);
      if((ulong)HistoryDealGetInteger(ticket,DEAL_MAGIC)!=magic || HistoryDealGetInteger(ticket,DEAL_ENTRY)!=DEAL_ENTRY_IN)
         continue;
      TcFill fill;
      TcReadFill(ticket,fill);
      TcAddFill(fills,fill);
      int count=ArraySize(openings);
      ArrayResize(openings,count+1);
      TcClearPosition(openings[count]);
      openings[count].id=fill.ticket;
      openings[count].ticket=fill.ticket;
      openings[count].order=fill.order;
      openings[count].symbol=HistoryDealGetString(ticket,DEAL_SYMBOL);
      openings[count].buy=(HistoryDealGetInteger(ticket,DEAL_TYPE)==DEAL_TYPE_BUY);
      openings[count].units=fill.units;
      openings[count].magic=magic;
      openings[count].opened_at=fill.at;
     }
  }

//--- fills of one order, as far as the history shows them yet
void TcFillsOfOrder(const ulong order,TcFill &fills[])
  {
   ArrayResize(fills,0);
   if(order==0 || !TcSelectHistory(1))
      return;
   for(int i=HistoryDealsTotal()-1; i>=0; i--)
     {
      ulong ticket=HistoryDealGetTicket(i);
      if((ulong)HistoryDealGetInteger(ticket,DEAL_ORDER)!=order)
         continue;
      TcFill fill;
      TcReadFill(ticket,fill);
      TcAddFill(fills,fill);
     }
  }

int TcFindClosing(const TcClosing &list[],const ulong id)
  {
   int count=ArraySize(list);
   for(int i=0; i<count; i++)
      if(list[i].id==id)
         return(i);
   return(-1);
  }

//--- what a position's deals say of its end
void TcReadClosing(TcClosing &closing)
  {
   if(!HistorySelectByPosition((long)closing.id))
      return;
   int total=HistoryDealsTotal();
   closing.units=0;
   for(int i=0; i<total; i++)
     {
      ulong ticket=HistoryDealGetTicket(i);
      if(HistoryDealGetInteger(ticket,DEAL_ENTRY)==DEAL_ENTRY_IN)
        {
         if(closing.order==0)
            closing.order=(ulong)HistoryDealGetInteger(ticket,DEAL_ORDER);
         closing.magic=(ulong)HistoryDealGetInteger(ticket,DEAL_MAGIC);
         continue;
        }
      closing.deal=ticket;
      closing.symbol=HistoryDealGetString(ticket,DEAL_SYMBOL);
      closing.buy=(HistoryDealGetInteger(ticket,DEAL_TYPE)==DEAL_TYPE_SELL);
      closing.units+=TcUnits(HistoryDealGetDouble(ticket,DEAL_VOLUME));
      closing.closed_at=HistoryDealGetInteger(ticket,DEAL_TIME_MSC);
      closing.reason=TcReason(HistoryDealGetInteger(ticket,DEAL_REASON),HistoryDealGetInteger(ticket,DEAL_ENTRY));
     }
   if(closing.order==0)
      closing.order=closing.id;
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
   int total=ArraySize(list);
   for(int i=0; i<total; i++)
      TcReadClosing(list[i]);
  }
//+------------------------------------------------------------------+
