//+------------------------------------------------------------------+
//| Deals of a MetaTrader 5 account that no event told yet, oldest    |
//| first, with what they add up to.                                  |
//+------------------------------------------------------------------+
#property strict
#include "Deals.mqh"
#include "Numbered.mqh"
#include "Waiting.mqh"

#define TC_TOLD_MOST 4096
#define TC_WINDOW_S 86400
#define TC_NARROW_S 3600
//--- lists may be late
#define TC_TOLERANCE_MS 5000
//--- so long a deal waits for its order to be shown
#define TC_ORDER_WAIT_MS 500
//--- so long a position that the server closed for the night may be away
#define TC_ROLLOVER_MS 60000

class CTcUntold
  {
private:
   TcNews            m_news[];
   CTcNumbered       m_told;
   datetime          m_from;
   long              m_baseline;
   ulong             m_unordered_at;

   //--- the history of before the first look may come late; it is part of what was found then
   bool              IsOld(const TcNews &news,const TcPosition &known[]) const
     {
      if(news.at<m_baseline-TC_TOLERANCE_MS)
         return(true);
      return(news.at<m_baseline && (!TcIsTradeType(news.type) || TcFindById(known,news.id)>=0));
     }
   void              ReadOrders(CTcWaiting &waiting)
     {
      bool all=true;
      int  total=ArraySize(m_news);
      for(int i=0; i<total; i++)
        {
         if(!TcIsTradeType(m_news[i].type))
            continue;
         TcReadOrderOf(m_news[i]);
         int at=waiting.Find(m_news[i].deal.order);
         if(at>=0)
           {
            TcPending pending;
            waiting.Read(at,pending);
            m_news[i].deal.order_kind=pending.kind;
           }
         all=all && m_news[i].ordered;
        }
      if(all)
         m_unordered_at=0;
      else
         if(m_unordered_at==0)
            m_unordered_at=TcMillis();
     }
public:
                     CTcUntold(void)
     {
      m_from=0;
      m_baseline=0;
      m_unordered_at=0;
     }
   //--- what is in the history now counts as told
   void              Begin(void)
     {
      m_told.Clear();
      m_unordered_at=0;
      m_from=TimeTradeServer()-TC_WINDOW_S;
      m_baseline=(long)TimeCurrent()*1000;
      if(!HistorySelect(m_from,TimeTradeServer()+86400))
         return;
      int total=HistoryDealsTotal();
      for(int i=0; i<total; i++)
         m_told.Add(HistoryDealGetTicket(i));
     }
   //--- nothing that is older than this is told
   long              Earliest(void) const { return(m_baseline-TC_TOLERANCE_MS); }
   //--- reads what is new, and the orders behind it
   void              Read(const TcPosition &known[],CTcWaiting &waiting)
     {
      ArrayResize(m_news,0,64);
      //--- after a server's clock went back new trades would look older than what was there
      if(TimeCurrent()>0 && (long)TimeCurrent()*1000<m_baseline)
         m_baseline=(long)TimeCurrent()*1000;
      if(!HistorySelect(m_from,TimeTradeServer()+86400))
         return;
      int total=HistoryDealsTotal();
      for(int i=0; i<total; i++)
        {
         ulong deal=HistoryDealGetTicket(i);
         if(deal==0 || m_told.Has(deal))
            continue;
         int count=ArraySize(m_news);
         ArrayResize(m_news,count+1,64);
         TcReadNews(deal,m_news[count]);
         if(IsOld(m_news[count],known))
           {
            m_told.Add(deal);
            ArrayResize(m_news,count,64);
           }
        }
      ReadOrders(waiting);
     }
   int               Size(void) const { return(ArraySize(m_news)); }
   void              Get(const int at,TcNews &news) const { news=m_news[at]; }
   bool              IsTrade(const int at) const { return(TcIsTradeType(m_news[at].type)); }
   ulong             IdOf(const int at) const { return(m_news[at].id); }
   void              NoteTold(const int at) { m_told.Add(m_news[at].deal.ticket); }
   //--- lots that the deals of a position add to the side of a buyer
   long              UnitsOf(const ulong id) const
     {
      long units=0;
      int  total=ArraySize(m_news);
      for(int i=0; i<total; i++)
         if(m_news[i].id==id && IsTrade(i))
            units+=TcSignedUnits(m_news[i].deal);
      return(units);
     }
   //--- whether a deal of a position still waits for its order to be shown
   bool              AwaitsOrder(const ulong id) const
     {
      if(m_unordered_at==0 || TcMillis()-m_unordered_at>=TC_ORDER_WAIT_MS)
         return(false);
      int total=ArraySize(m_news);
      for(int i=0; i<total; i++)
         if(m_news[i].id==id && IsTrade(i) && !m_news[i].ordered)
            return(true);
      return(false);
     }
   //--- closed for the night, and not opened again yet
   bool              IsAway(const ulong id) const
     {
      int last=ArraySize(m_news)-1;
      while(last>=0 && m_news[last].id!=id)
         last--;
      if(last<0 || m_news[last].reason!=DEAL_REASON_ROLLOVER || m_news[last].deal.entry=="in")
         return(false);
      return(TcServerTime()-m_news[last].at<TC_ROLLOVER_MS);
     }
   //--- the server closed a position for the night and opened it again: neither close nor opening
   bool              IsRollover(const int at) const
     {
      if(m_news[at].reason!=DEAL_REASON_ROLLOVER)
         return(false);
      if(m_news[at].deal.entry=="in")
         return(true);
      int total=ArraySize(m_news);
      for(int i=at+1; i<total; i++)
         if(m_news[i].id==m_news[at].id && m_news[i].reason==DEAL_REASON_ROLLOVER && m_news[i].deal.entry=="in")
            return(true);
      return(false);
     }
   bool              IsLastOf(const int at) const
     {
      int total=ArraySize(m_news);
      for(int i=at+1; i<total; i++)
         if(m_news[i].id==m_news[at].id && IsTrade(i))
            return(false);
      return(true);
     }
   //--- what was told long ago need not be remembered; nothing untold is forgotten by it
   void              Narrow(void)
     {
      datetime from=TimeTradeServer()-TC_WINDOW_S;
      if(m_told.Size()<TC_TOLD_MOST || (long)from<(long)m_from+TC_NARROW_S || ArraySize(m_news)>0)
         return;
      if(!HistorySelect(from,TimeTradeServer()+86400))
         return;
      CTcNumbered kept;
      int         total=HistoryDealsTotal();
      for(int i=0; i<total; i++)
        {
         ulong deal=HistoryDealGetTicket(i);
         if(m_told.Has(deal))
            kept.Add(deal);
        }
      m_told.Become(kept);
      m_from=from;
     }
  };
//+------------------------------------------------------------------+
