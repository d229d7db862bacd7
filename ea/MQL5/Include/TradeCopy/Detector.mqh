//+------------------------------------------------------------------+
//| What changed on a MetaTrader 5 account since the last look, told  |
//| deal by deal. The list of positions proves each deal; a deal that |
//| the list does not show yet waits for the next look.               |
//+------------------------------------------------------------------+
#property strict
#include "Untold.mqh"

class CTcDetector
  {
private:
   TcPosition        m_known[];
   //--- gone from the list for long without a deal that closed them; the deal may still come
   TcPosition        m_lost[];
   CTcWaiting        m_waiting;
   CTcUntold         m_untold;
   bool              m_silent;

   long              Signed(const TcPosition &position) const
     {
      return(position.buy ? position.units : -position.units);
     }
   //--- whether the list shows what the untold deals of a position make of it
   bool              IsProven(const ulong id,const TcPosition &now[]) const
     {
      int known=TcFindById(m_known,id);
      int present=TcFindById(now,id);
      if(m_untold.AwaitsOrder(id) || (present<0 && m_untold.IsAway(id)))
         return(false);
      long before=(known<0) ? 0 : Signed(m_known[known]);
      return(before+m_untold.UnitsOf(id)==(present<0 ? 0 : Signed(now[present])));
     }
   //--- a position before its first deal
   void              Begin(const TcNews &news,const TcPosition &now[],TcPosition &position)
     {
      int present=TcFindById(now,news.id);
      if(present>=0)
         position=now[present];
      else
        {
         TcClearPosition(position);
         position.id=news.id;
         position.ticket=news.id;
         position.symbol=news.symbol;
         position.magic=news.deal.magic;
         position.comment=news.deal.comment;
        }
      position.units=0;
      BeginSide(news,position);
     }
   void              BeginSide(const TcNews &news,TcPosition &position)
     {
      position.buy=news.deal.buy;
      position.order=news.deal.order;
      position.price=news.deal.price;
      position.opened_at=news.at;
     }
   //--- after its last deal a position is as the list shows it, but for stops: a move of them is a
   //--- change of its own
   void              Refresh(const TcPosition &now[],const bool stops,TcPosition &position)
     {
      int present=TcFindById(now,position.id);
      if(present<0)
         return;
      double sl=position.sl;
      double tp=position.tp;
      long   units=position.units;
      position=now[present];
      position.units=units;
      if(stops)
         return;
      position.sl=sl;
      position.tp=tp;
     }
   string            Reverse(const TcNews &news,TcChange &change)
     {
      change.was_order=change.position.order;
      change.was_buy=change.position.buy;
      change.was_units=change.position.units;
      change.position.units=news.deal.units-change.was_units;
      BeginSide(news,change.position);
      change.position.sl=0.0;
      change.position.tp=0.0;
      return("reversed");
     }
   //--- what a deal makes of the position in `change`; returns the kind of the event
   string            Apply(const TcNews &news,TcChange &change)
     {
      long units=news.deal.units;
      long held=change.position.units;
      if(news.deal.entry=="inout")
         return(Reverse(news,change));
      if(news.deal.entry!="in")
        {
         change.position.units=(held>units) ? held-units : 0;
         return(held>units ? "partly_closed" : "closed");
        }
      change.position.price=(change.position.price*(double)held+news.deal.price*(double)units)/(double)(held+units);
      change.position.units=held+units;
      return(held==0 ? "opened" : "added");
     }
   void              TellDeal(const int at,const TcPosition &now[],TcChange &changes[])
     {
      TcNews   news;
      TcChange change;
      m_untold.Get(at,news);
      TellFilled(news,changes);
      int known=TcFindById(m_known,news.id);
      if(known<0 && news.deal.entry!="in")
        {
         //--- the list may show what was never told of
         m_silent=true;
         return;
        }
      TcClearChange(change);
      if(known>=0)
         change.position=m_known[known];
      else
         Begin(news,now,change.position);
      change.kind=Apply(news,change);
      if(m_untold.IsLastOf(at))
         Refresh(now,known<0 || change.kind=="reversed",change.position);
      change.at=news.at;
      change.deal=news.deal;
      if(change.position.units<0)
        {
         m_silent=true;
         change.position.units=0;
        }
      else
         TcAddChange(changes,change);
      Remember(known,change.position);
     }
   void              Remember(const int known,const TcPosition &position)
     {
      if(position.units>0 && known<0)
         TcAddPosition(m_known,position);
      if(position.units>0 && known>=0)
         m_known[known]=position;
      if(position.units<=0 && known>=0)
         TcDropPosition(m_known,known);
     }
   //--- a deal of an order that waited: first that it was filled
   void              TellFilled(const TcNews &news,TcChange &changes[])
     {
      TcPending pending;
      int       at=m_waiting.Find(news.deal.order);
      if(at>=0)
         m_waiting.TellFilled(at,news.at,changes);
      else
         if(news.deal.order_kind!="market" && TcReadPastOrder(news.deal.order,pending) && pending.placed_at>=m_untold.Earliest())
            m_waiting.TellPlacedAndFilled(pending,news.at,changes);
     }
   void              TellMoney(const int at,TcChange &changes[])
     {
      TcNews news;
      m_untold.Get(at,news);
      if(TcIsMoneyType(news.type) && MathAbs(news.deal.profit)>0.0)
         TcAddBalanceChange(changes,news.deal.ticket,news.deal.profit,news.deal.comment,news.at);
     }
   void              TellNews(const TcPosition &now[],const bool impatient,TcChange &changes[])
     {
      bool proven[];
      int  total=m_untold.Size();
      ArrayResize(proven,total);
      for(int i=0; i<total; i++)
        {
         Recover(m_untold.IdOf(i));
         proven[i]=(!m_untold.IsTrade(i) || impatient || IsProven(m_untold.IdOf(i),now));
        }
      for(int i=0; i<total; i++)
        {
         if(!proven[i])
            continue;
         m_untold.NoteTold(i);
         if(!m_untold.IsTrade(i))
            TellMoney(i,changes);
         else
            if(!m_untold.IsRollover(i))
               TellDeal(i,now,changes);
        }
     }
   //--- orders that wait no more: taken back, expired, or filled, which their deals tell
   void              TellEnded(const TcPending &now[],TcChange &changes[])
     {
      for(int i=m_waiting.Size()-1; i>=0; i--)
        {
         TcPending pending;
         long      at=0;
         m_waiting.Read(i,pending);
         if(TcFindPending(now,pending.ticket)>=0)
            continue;
         string kind=TcEndOfOrder(pending.ticket,at);
         bool   late=(m_waiting.MissedFor(i)>=TC_ROLLOVER_MS);
         if(kind=="" && late)
            m_silent=true;
         if((kind=="" && late) || (kind=="pending_filled" && m_waiting.IsFilled(i)))
            m_waiting.Drop(i);
         else
            if(kind!="" && (kind!="pending_filled" || late))
               m_waiting.TellEnd(i,kind,at,changes);
        }
     }
   void              TellStops(const TcPosition &now[],TcChange &changes[])
     {
      int total=ArraySize(now);
      for(int i=0; i<total; i++)
        {
         int known=TcFindById(m_known,now[i].id);
         if(known<0 || Signed(m_known[known])!=Signed(now[i]))
            continue;
         bool moved=!TcSamePrice(m_known[known].sl,now[i].sl) || !TcSamePrice(m_known[known].tp,now[i].tp);
         m_known[known]=now[i];
         if(moved)
            TcAddStopsChange(changes,now[i],TcServerTime());
        }
     }
   //--- what the list shows and no deal explains is not told, but shown in a snapshot
   void              AcceptUnexplained(const TcPosition &now[],const bool impatient)
     {
      int total=ArraySize(now);
      for(int i=0; i<total; i++)
        {
         Recover(now[i].id);
         int  known=TcFindById(m_known,now[i].id);
         bool old=(known<0 && now[i].opened_at<m_untold.Earliest() && m_untold.UnitsOf(now[i].id)==0);
         bool same=(known>=0 && Signed(m_known[known])==Signed(now[i]));
         if(same || !(impatient || old))
            continue;
         m_silent=true;
         Remember(known,now[i]);
        }
      for(int i=ArraySize(m_known)-1; i>=0 && impatient; i--)
        {
         if(TcFindById(now,m_known[i].id)>=0)
            continue;
         m_silent=true;
         TcAddPosition(m_lost,m_known[i]);
         TcDropPosition(m_known,i);
        }
     }
   void              Recover(const ulong id)
     {
      int lost=TcFindById(m_lost,id);
      if(lost<0)
         return;
      TcAddPosition(m_known,m_lost[lost]);
      TcDropPosition(m_lost,lost);
     }
public:
                     CTcDetector(void) { m_silent=false; }
   //--- take what is there now as known; nothing of it is ever told
   void              TakeAsKnown(const TcPosition &now[],const TcPending &waiting[])
     {
      ArrayResize(m_known,0);
      ArrayResize(m_lost,0);
      m_silent=false;
      int total=ArraySize(now);
      for(int i=0; i<total; i++)
         TcAddPosition(m_known,now[i]);
      m_waiting.TakeAsKnown(waiting);
      m_untold.Begin();
     }
   //--- `now` and `waiting` must have been read before: reading changes the selected history.
   //--- `impatient`: what is not proven by now never will be
   void              Compare(const TcPosition &now[],const TcPending &waiting[],const bool impatient,TcChange &changes[])
     {
      ArrayResize(changes,0,16);
      m_untold.Read(m_known,m_waiting);
      TellNews(now,impatient,changes);
      TellEnded(waiting,changes);
      if(m_waiting.Compare(waiting,m_untold.Earliest(),TcServerTime(),changes))
         m_silent=true;
      AcceptUnexplained(now,impatient);
      TellStops(now,changes);
      m_untold.Narrow();
     }
   //--- whether the list shows just what was told
   bool              IsSettled(const TcPosition &now[]) const
     {
      if(ArraySize(now)!=ArraySize(m_known))
         return(false);
      int total=ArraySize(now);
      for(int i=0; i<total; i++)
        {
         int known=TcFindById(m_known,now[i].id);
         if(known<0 || Signed(m_known[known])!=Signed(now[i]))
            return(false);
        }
      return(true);
     }
   //--- whether something came or went that no event told; asking takes note of it
   bool              TakeSilent(void)
     {
      bool silent=m_silent;
      m_silent=false;
      return(silent);
     }
   void              KeepStopLimits(TcPending &list[]) const { m_waiting.KeepStopLimits(list); }
  };
//+------------------------------------------------------------------+
