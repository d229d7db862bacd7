//+------------------------------------------------------------------+
//| What changed on a MetaTrader 4 account since the last look: a     |
//| ticket that vanished is followed through its chain of partial     |
//| closes. A close is told only with its proof, the close time.      |
//+------------------------------------------------------------------+
#property strict
#include "Book.mqh"

//--- lists may come late, and times are whole seconds
#define TC_TOLERANCE_MS 5000

class CTcDetector
  {
private:
   TcPosition        m_known[];
   long              m_baseline;

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
         if(fresh && now[i].units==units && TcSharesOpening(now[i],before))
            return((int)now[i].ticket);
        }
      return(0);
     }
   //--- one step of a chain; false if its proof is not there yet
   bool              Step(const TcPosition &now[],TcPosition &position,TcChange &change,bool &ended)
     {
      if(!OrderSelect((int)position.ticket,SELECT_BY_TICKET) || OrderCloseTime()==0)
         return(false);
      TcReadClosingDeal(change.deal);
      change.at=(long)OrderCloseTime()*1000;
      change.told_by_deal=true;
      ulong closed=position.ticket;
      long  left=position.units-change.deal.units;
      int   next=0;
      if(left>0)
        {
         next=g_chains.NamedSuccessor((int)closed);
         if(next==0)
            next=RemainderAmong(now,position,closed,left);
         if(next==0)
            return(false);
         g_chains.Follow((int)closed,next);
         position.ticket=(ulong)next;
        }
      position.units=left;
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
         if(!Step(now,walked,change,ended))
            return(false);
         TcAddChange(told,change);
        }
      int count=ArraySize(told);
      for(int i=0; i<count; i++)
         TcAddChange(changes,told[i]);
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
   void              TellNew(const TcPosition &now[],TcChange &changes[])
     {
      int count=ArraySize(now);
      for(int i=0; i<count; i++)
        {
         if(TcFindPosition(m_known,now[i].ticket)>=0 || IsRemainder(now[i]))
            continue;
         TcAddPosition(m_known,now[i]);
         //--- older than the last look at everything: the rest of an old position, never an opening
         if(now[i].opened_at<m_baseline-TC_TOLERANCE_MS)
            continue;
         TcChange change;
         change.kind="opened";
         change.at=now[i].opened_at;
         change.position=now[i];
         change.told_by_deal=true;
         TcOpeningDeal(now[i],change.deal);
         TcAddChange(changes,change);
        }
     }
   //--- a ticket whose root is still known under its old ticket waits until that one is proven closed
   bool              IsRemainder(const TcPosition &position)
     {
      int count=ArraySize(m_known);
      for(int i=0; i<count; i++)
        {
         bool gone=(OrderSelect((int)m_known[i].ticket,SELECT_BY_TICKET) && OrderCloseTime()>0);
         bool larger=(m_known[i].units>position.units && TcSharesOpening(m_known[i],position));
         if(m_known[i].id==position.id || (gone && larger))
            return(true);
        }
      return(false);
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
         if(!moved)
            continue;
         TcChange change;
         TcStopsChange(m_known[known],TcServerTime(),change);
         TcAddChange(changes,change);
        }
     }
public:
                     CTcDetector(void) { m_baseline=0; }
   //--- take what is there now as known; nothing of it is ever told
   void              TakeAsKnown(const TcPosition &now[])
     {
      ArrayResize(m_known,0);
      int count=ArraySize(now);
      for(int i=0; i<count; i++)
         TcAddPosition(m_known,now[i]);
      m_baseline=TcServerTime();
     }
   void              Compare(const TcPosition &now[],TcChange &changes[])
     {
      ArrayResize(changes,0,16);
      TellGone(now,changes);
      TellNew(now,changes);
      TellStops(now,changes);
     }
   //--- whether the list shows just what was told
   bool              IsSettled(const TcPosition &now[])
     {
      if(ArraySize(now)!=ArraySize(m_known))
         return(false);
      int count=ArraySize(now);
      for(int i=0; i<count; i++)
         if(TcFindPosition(m_known,now[i].ticket)<0)
            return(false);
      return(true);
     }
  };
//+------------------------------------------------------------------+
