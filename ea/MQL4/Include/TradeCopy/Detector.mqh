//+------------------------------------------------------------------+
//| What changed on a MetaTrader 4 account since the last look: a     |
//| ticket that vanished is followed through its chain of partial     |
//| closes. A close is told only with its proof, the close time.      |
//+------------------------------------------------------------------+
#property strict
#include "Past.mqh"
#include "Waiting.mqh"

//--- lists may come late, and times are whole seconds
#define TC_TOLERANCE_MS 5000
//--- so long a ticket that waits no more may be shown nowhere
#define TC_GONE_MS 60000

class CTcDetector
  {
private:
   TcPosition        m_known[];
   //--- gone from the list for long, and not shown as closed; the proof may still come
   TcPosition        m_lost[];
   CTcWaiting        m_waiting;
   CTcPast           m_past;
   long              m_baseline;
   bool              m_silent;

   //--- what a partly closed ticket left, by exact lots where the comments were cut
   int               RemainderAmong(const TcPosition &now[],const TcPosition &before,const ulong closed,const long units)
     {
      int count=ArraySize(now);
      for(int i=0; i<count; i++)
         if(g_chains.IsNamedAfter(now[i].comment,(int)closed))
            return((int)now[i].ticket);
      for(int i=0; i<count; i++)
        {
         bool fresh=(now[i].ticket>closed && TcFindPosition(m_known,now[i].ticket)<0);
         if(fresh && now[i].units==units && TcMayBeRest(now[i],before))
            return((int)now[i].ticket);
        }
      return(0);
     }
   //--- one step of a chain; false if its proof is not there yet
   bool              Step(const TcPosition &now[],TcPosition &position,TcChange &change,bool &ended)
     {
      if(!OrderSelect((int)position.ticket,SELECT_BY_TICKET) || OrderCloseTime()==0)
         return(false);
      TcReadClosingDeal(position.units,change.deal);
      change.at=(long)OrderCloseTime()*1000;
      ulong closed=position.ticket;
      long  left=position.units-change.deal.units;
      int   next=0;
      if(left>0)
        {
         next=g_chains.RestOf((int)closed);
         if(next==0)
            next=RemainderAmong(now,position,closed,left);
         if(next==0)
            return(false);
         g_chains.Follow((int)closed,next);
         position.ticket=(ulong)next;
        }
      position.units=(left>0) ? left : 0;
      change.kind=(left>0) ? "partly_closed" : "closed";
      change.position=position;
      ended=(left<=0 || TcFindPosition(now,position.ticket)>=0);
      return(true);
     }
   //--- follows a vanished ticket; false if it must be looked at again
   bool              FollowChain(const TcPosition &now[],TcPosition &position,TcChange &changes[])
     {
      TcPosition walked=position;
      TcChange   told[];
      bool       ended=false;
      for(int i=0; i<TC_CHAIN_LONGEST && !ended; i++)
        {
         TcChange change;
         TcClearChange(change);
         if(!Step(now,walked,change,ended))
            return(false);
         TcAddChange(told,change);
        }
      int count=ArraySize(told);
      for(int i=0; i<count; i++)
        {
         m_past.NoteTold(told[i].deal.ticket);
         TcAddChange(changes,told[i]);
        }
      position=walked;
      return(true);
     }
   void              TellGone(const TcPosition &now[],TcChange &changes[])
     {
      int i=0;
      while(i<ArraySize(m_known))
        {
         TcPosition position=m_known[i];
         bool       gone=(TcFindPosition(now,position.ticket)<0);
         if(gone && FollowChain(now,position,changes))
            m_known[i]=position;
         if(position.units<=0)
            TcDropPosition(m_known,i);
         else
            i++;
        }
     }
   void              TellOpened(const TcPosition &position,const string kind,TcChange &changes[])
     {
      TcChange change;
      TcClearChange(change);
      change.kind="opened";
      change.at=position.opened_at;
      change.position=position;
      TcOpeningDeal(position,kind,change.deal);
      TcAddChange(changes,change);
      TcAddPosition(m_known,position);
     }
   //--- a ticket that waited is a position now, whatever it shows as its time
   void              TellFilled(const int at,const TcPosition &position,TcChange &changes[])
     {
      TcPending pending;
      m_waiting.Read(at,pending);
      bool stamped=(position.opened_at>pending.placed_at);
      m_waiting.TellFilled(at,stamped ? position.opened_at : TcServerTime(),changes);
      m_waiting.Drop(at);
      TellOpened(position,pending.kind,changes);
     }
   void              TellNew(const TcPosition &now[],TcChange &changes[])
     {
      int count=ArraySize(now);
      for(int i=0; i<count; i++)
        {
         if(TcFindPosition(m_known,now[i].ticket)>=0 || IsRemainder(now[i]))
            continue;
         int at=m_waiting.Find(now[i].ticket);
         if(at>=0)
           {
            TellFilled(at,now[i],changes);
            continue;
           }
         //--- older than the last look at everything: the rest of an old position, never an opening
         if(now[i].opened_at<m_baseline-TC_TOLERANCE_MS)
           {
            TcAddPosition(m_known,now[i]);
            m_silent=true;
            continue;
           }
         TellOpened(now[i],"market",changes);
        }
     }
   //--- a ticket whose root is still known under its old ticket waits until that one is proven closed
   bool              IsRemainder(const TcPosition &position)
     {
      int count=ArraySize(m_known);
      for(int i=0; i<count; i++)
        {
         bool gone=(OrderSelect((int)m_known[i].ticket,SELECT_BY_TICKET) && OrderCloseTime()>0);
         bool larger=(m_known[i].units>position.units && TcMayBeRest(position,m_known[i]));
         if(m_known[i].id==position.id || (gone && larger))
            return(true);
        }
      return(false);
     }
   //--- orders that wait no more and are no positions either
   void              TellEnded(const TcPosition &now[],const TcPending &waiting[],TcChange &changes[])
     {
      for(int i=m_waiting.Size()-1; i>=0; i--)
        {
         TcPending pending;
         m_waiting.Read(i,pending);
         if(TcFindPending(waiting,pending.ticket)>=0 || TcFindPosition(now,pending.ticket)>=0)
            continue;
         if(OrderSelect((int)pending.ticket,SELECT_BY_TICKET) && OrderCloseTime()>0)
            TellEnd(i,pending,changes);
         else
            if(m_waiting.MissedFor(i)>=TC_GONE_MS)
              {
               m_waiting.Drop(i);
               m_silent=true;
              }
        }
     }
   //--- the selected order ended; it may have been filled and closed since the last look
   void              TellEnd(const int at,const TcPending &pending,TcChange &changes[])
     {
      string kind=TcEndOfSelected();
      m_past.NoteTold(pending.ticket);
      if(kind!="pending_filled")
        {
         m_waiting.TellEnd(at,kind,(long)OrderCloseTime()*1000,changes);
         return;
        }
      TcPosition position;
      TcReadSelected(position);
      position.units=pending.units;
      TellFilled(at,position,changes);
     }
   //--- tickets that were opened and closed between two looks
   void              TellMissed(const TcPosition &now[],TcChange &changes[])
     {
      TcPosition missed[];
      m_past.Compare(m_baseline-TC_TOLERANCE_MS,missed,changes);
      int count=ArraySize(missed);
      for(int i=0; i<count; i++)
         if(TcFindById(m_known,missed[i].id)<0)
            TellOpened(missed[i],"market",changes);
      if(count>0)
         TellGone(now,changes);
     }
   void              TellStops(const TcPosition &now[],TcChange &changes[])
     {
      int count=ArraySize(now);
      for(int i=0; i<count; i++)
        {
         int known=TcFindPosition(m_known,now[i].ticket);
         if(known<0)
            continue;
         ulong id=m_known[known].id;
         bool  moved=!TcSamePrice(m_known[known].sl,now[i].sl) || !TcSamePrice(m_known[known].tp,now[i].tp);
         m_known[known]=now[i];
         m_known[known].id=id;
         m_known[known].order=id;
         if(moved)
            TcAddStopsChange(changes,m_known[known],TcServerTime());
        }
     }
   //--- a ticket that nothing shows any more is no reason to doubt the list for ever
   void              LoseUnproven(const TcPosition &now[])
     {
      for(int i=ArraySize(m_known)-1; i>=0; i--)
        {
         if(TcFindPosition(now,m_known[i].ticket)>=0)
            continue;
         m_silent=true;
         TcAddPosition(m_lost,m_known[i]);
         TcDropPosition(m_known,i);
        }
     }
   //--- lost tickets of which there is something to see again
   void              RecoverLost(const TcPosition &now[])
     {
      for(int i=ArraySize(m_lost)-1; i>=0; i--)
        {
         bool shown=(TcFindById(now,m_lost[i].id)>=0 || TcFindPosition(now,m_lost[i].ticket)>=0);
         if(!shown)
            shown=(OrderSelect((int)m_lost[i].ticket,SELECT_BY_TICKET) && OrderCloseTime()>0 && TcClosedUnits(m_lost[i].units)>=m_lost[i].units);
         if(!shown)
            continue;
         TcAddPosition(m_known,m_lost[i]);
         TcDropPosition(m_lost,i);
        }
     }
public:
                     CTcDetector(void)
     {
      m_baseline=0;
      m_silent=false;
     }
   //--- take what is there now as known; nothing of it is ever told
   void              TakeAsKnown(const TcPosition &now[],const TcPending &waiting[])
     {
      ArrayResize(m_known,0);
      ArrayResize(m_lost,0);
      m_silent=false;
      int count=ArraySize(now);
      for(int i=0; i<count; i++)
         TcAddPosition(m_known,now[i]);
      m_waiting.TakeAsKnown(waiting);
      m_past.Begin();
      m_baseline=TcServerTime();
     }
   //--- `impatient`: what is not proven by now may never be
   void              Compare(const TcPosition &now[],const TcPending &waiting[],const bool impatient,TcChange &changes[])
     {
      ArrayResize(changes,0,16);
      //--- after a server's clock went back new trades would look older than what was there
      if(TcServerTime()>0 && TcServerTime()<m_baseline)
         m_baseline=TcServerTime();
      RecoverLost(now);
      TellEnded(now,waiting,changes);
      TellMissed(now,changes);
      TellGone(now,changes);
      TellNew(now,changes);
      if(m_waiting.Compare(waiting,m_baseline-TC_TOLERANCE_MS,TcServerTime(),changes))
         m_silent=true;
      TellStops(now,changes);
      if(impatient)
         LoseUnproven(now);
     }
   //--- whether the list shows just what was told
   bool              IsSettled(const TcPosition &now[]) const
     {
      if(ArraySize(now)!=ArraySize(m_known))
         return(false);
      int count=ArraySize(now);
      for(int i=0; i<count; i++)
         if(TcFindPosition(m_known,now[i].ticket)<0)
            return(false);
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
