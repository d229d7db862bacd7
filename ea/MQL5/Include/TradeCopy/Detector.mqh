//+------------------------------------------------------------------+
//| What changed on a MetaTrader 5 account since the last look, told  |
//| deal by deal. The list of positions proves each deal; a deal that |
//| the list does not show yet waits for the next look.               |
//+------------------------------------------------------------------+
#property strict
#include "Book.mqh"

#define TC_TOLD_MOST 4096
#define TC_WINDOW_S 600

class CTcDetector
  {
private:
   TcPosition        m_known[];
   ulong             m_told[];
   datetime          m_from;
   long              m_baseline;

   bool              WasTold(const ulong deal) const
     {
      for(int i=ArraySize(m_told)-1; i>=0; i--)
         if(m_told[i]==deal)
            return(true);
      return(false);
     }
   void              NoteTold(const ulong deal)
     {
      int count=ArraySize(m_told);
      ArrayResize(m_told,count+1,1024);
      m_told[count]=deal;
     }
   //--- deals of the window that were not told, oldest first
   void              Untold(ulong &deals[])
     {
      ArrayResize(deals,0,64);
      if(!HistorySelect(m_from,TimeTradeServer()+86400))
         return;
      int total=HistoryDealsTotal();
      for(int i=0; i<total; i++)
        {
         ulong deal=HistoryDealGetTicket(i);
         if(deal==0 || !TcIsTrade(deal) || WasTold(deal))
            continue;
         //--- the history of before the first look may come late
         if(HistoryDealGetInteger(deal,DEAL_TIME_MSC)<m_baseline)
           {
            NoteTold(deal);
            continue;
           }
         int count=ArraySize(deals);
         ArrayResize(deals,count+1,64);
         deals[count]=deal;
        }
     }
   //--- whether the list shows what the untold deals of a position make of it
   bool              IsProven(const ulong id,const ulong &deals[],const TcPosition &now[])
     {
      int  known=TcFindById(m_known,id);
      int  present=TcFindById(now,id);
      long units=(known<0) ? 0 : m_known[known].units;
      int  total=ArraySize(deals);
      for(int i=0; i<total; i++)
        {
         if((ulong)HistoryDealGetInteger(deals[i],DEAL_POSITION_ID)!=id)
            continue;
         long volume=TcUnits(HistoryDealGetDouble(deals[i],DEAL_VOLUME));
         units+=(HistoryDealGetInteger(deals[i],DEAL_ENTRY)==DEAL_ENTRY_IN) ? volume : -volume;
        }
      return(units==(present<0 ? 0 : now[present].units));
     }
   //--- a position before its first deal
   void              Begin(const ulong id,const TcDeal &deal,const string symbol,const TcPosition &now[],TcPosition &position)
     {
      int present=TcFindById(now,id);
      if(present>=0)
         position=now[present];
      else
        {
         TcClearPosition(position);
         position.id=id;
         position.ticket=id;
         position.symbol=symbol;
         position.buy=deal.buy;
         position.price=deal.price;
         position.magic=deal.magic;
         position.comment=deal.comment;
        }
      position.order=deal.order;
      position.opened_at=HistoryDealGetInteger(deal.ticket,DEAL_TIME_MSC);
      position.units=0;
     }
   //--- stops stay as they were told: a move of them is a change of its own
   void              Refresh(const TcPosition &now[],TcPosition &position)
     {
      int present=TcFindById(now,position.id);
      if(present<0)
         return;
      position.ticket=now[present].ticket;
      position.price=now[present].price;
      position.comment=now[present].comment;
      position.profit=now[present].profit;
      position.swap=now[present].swap;
     }
   void              Tell(const ulong ticket,const TcPosition &now[],TcChange &changes[])
     {
      TcChange change;
      TcReadDeal(ticket,change.deal);
      ulong id=(ulong)HistoryDealGetInteger(ticket,DEAL_POSITION_ID);
      int   known=TcFindById(m_known,id);
      bool  into=(change.deal.entry=="in");
      if(known<0 && !into)
         return;
      if(known>=0)
         change.position=m_known[known];
      else
         Begin(id,change.deal,HistoryDealGetString(ticket,DEAL_SYMBOL),now,change.position);
      Refresh(now,change.position);
      change.position.units+=into ? change.deal.units : -change.deal.units;
      change.kind=into ? (known<0 ? "opened" : "added") : (change.position.units>0 ? "partly_closed" : "closed");
      change.at=HistoryDealGetInteger(ticket,DEAL_TIME_MSC);
      change.told_by_deal=true;
      TcAddChange(changes,change);
      if(change.position.units<=0)
         TcDropPosition(m_known,known);
      else
         if(known<0)
            TcAddPosition(m_known,change.position);
         else
            m_known[known]=change.position;
     }
   void              TellStops(const TcPosition &now[],TcChange &changes[])
     {
      int total=ArraySize(now);
      for(int i=0; i<total; i++)
        {
         int known=TcFindById(m_known,now[i].id);
         if(known<0 || m_known[known].units!=now[i].units)
            continue;
         bool moved=!TcSamePrice(m_known[known].sl,now[i].sl) || !TcSamePrice(m_known[known].tp,now[i].tp);
         m_known[known]=now[i];
         if(!moved)
            continue;
         TcChange change;
         TcStopsChange(now[i],TcServerTime(),change);
         TcAddChange(changes,change);
        }
     }
   //--- what was told long ago need not be remembered
   void              Narrow(void)
     {
      if(ArraySize(m_told)<TC_TOLD_MOST)
         return;
      datetime from=TimeTradeServer()-TC_WINDOW_S;
      if(!HistorySelect(from,TimeTradeServer()+86400))
         return;
      ulong before[];
      ArrayCopy(before,m_told);
      ArrayResize(m_told,0,1024);
      m_from=from;
      int total=ArraySize(before);
      for(int i=0; i<total; i++)
         if(HistoryDealGetInteger(before[i],DEAL_TIME)>=(long)m_from)
            NoteTold(before[i]);
     }
public:
                     CTcDetector(void)
     {
      m_from=0;
      m_baseline=0;
     }
   //--- take what is there now as known; nothing of it is ever told
   void              TakeAsKnown(const TcPosition &now[])
     {
      ArrayResize(m_known,0);
      ArrayResize(m_told,0);
      int total=ArraySize(now);
      for(int i=0; i<total; i++)
         TcAddPosition(m_known,now[i]);
      m_from=TimeTradeServer()-TC_WINDOW_S;
      m_baseline=(long)TimeCurrent()*1000;
      HistorySelect(m_from,TimeTradeServer()+86400);
      for(int i=HistoryDealsTotal()-1; i>=0; i--)
         NoteTold(HistoryDealGetTicket(i));
     }
   //--- `now` must have been read before: reading it changes the selected history
   void              Compare(const TcPosition &now[],TcChange &changes[])
     {
      ulong deals[];
      bool  proven[];
      ArrayResize(changes,0,16);
      Untold(deals);
      int total=ArraySize(deals);
      ArrayResize(proven,total);
      for(int i=0; i<total; i++)
         proven[i]=IsProven((ulong)HistoryDealGetInteger(deals[i],DEAL_POSITION_ID),deals,now);
      for(int i=0; i<total; i++)
        {
         if(!proven[i])
            continue;
         NoteTold(deals[i]);
         Tell(deals[i],now,changes);
        }
      TellStops(now,changes);
      Narrow();
     }
   //--- whether a deal is shown that the list of positions does not prove yet, or the other way round
   bool              IsSettled(const TcPosition &now[])
     {
      if(ArraySize(now)!=ArraySize(m_known))
         return(false);
      int total=ArraySize(now);
      for(int i=0; i<total; i++)
        {
         int known=TcFindById(m_known,now[i].id);
         if(known<0 || m_known[known].units!=now[i].units)
            return(false);
        }
      return(true);
     }
  };
//+------------------------------------------------------------------+
