//+------------------------------------------------------------------+
//| Orders that wait, as they were told last: what was placed and     |
//| changed since. How one ended, the platform's detector finds out.  |
//+------------------------------------------------------------------+
#property strict
#include "Changed.mqh"

class CTcWaiting
  {
private:
   TcPending         m_known[];
   //--- orders of which a deal was told already: `pending_filled` is told once
   bool              m_filled[];
   //--- when a look first missed an order; 0 while it is there
   ulong             m_missed_at[];

   void              Add(const TcPending &pending,const bool filled)
     {
      int count=ArraySize(m_known);
      TcAddPending(m_known,pending);
      ArrayResize(m_filled,count+1,64);
      ArrayResize(m_missed_at,count+1,64);
      m_filled[count]=filled;
      m_missed_at[count]=0;
     }
public:
   void              TakeAsKnown(const TcPending &now[])
     {
      ArrayResize(m_known,0);
      ArrayResize(m_filled,0);
      ArrayResize(m_missed_at,0);
      int count=ArraySize(now);
      for(int i=0; i<count; i++)
         Add(now[i],false);
     }
   int               Size(void) const { return(ArraySize(m_known)); }
   int               Find(const ulong ticket) const { return(TcFindPending(m_known,ticket)); }
   void              Read(const int at,TcPending &pending) const { pending=m_known[at]; }
   bool              IsFilled(const int at) const { return(m_filled[at]); }
   //--- how long looks have missed an order, in ms
   ulong             MissedFor(const int at)
     {
      ulong now=TcMillis();
      if(m_missed_at[at]==0)
         m_missed_at[at]=now;
      return(now-m_missed_at[at]);
     }
   void              Drop(const int at)
     {
      int last=ArraySize(m_known)-1;
      for(int i=at; i<last; i++)
        {
         m_filled[i]=m_filled[i+1];
         m_missed_at[i]=m_missed_at[i+1];
        }
      TcDropPending(m_known,at);
      ArrayResize(m_filled,last,64);
      ArrayResize(m_missed_at,last,64);
     }
   //--- tell that an order came to the market; it stays known while a part of it waits
   void              TellFilled(const int at,const long when,TcChange &changes[])
     {
      if(m_filled[at])
         return;
      m_filled[at]=true;
      TcAddPendingChange(changes,"pending_filled",m_known[at],when);
     }
   //--- an order that came and went to the market between two looks
   void              TellPlacedAndFilled(const TcPending &pending,const long when,TcChange &changes[])
     {
      TcAddPendingChange(changes,"pending_placed",pending,pending.placed_at);
      TcAddPendingChange(changes,"pending_filled",pending,when);
      Add(pending,true);
     }
   void              TellEnd(const int at,const string kind,const long when,TcChange &changes[])
     {
      TcAddPendingChange(changes,kind,m_known[at],when);
      Drop(at);
     }
   //--- tell what was placed and changed; true if an order is older than `since`, and is not told
   bool              Compare(const TcPending &now[],const long since,const long when,TcChange &changes[])
     {
      bool silent=false;
      int  count=ArraySize(now);
      for(int i=0; i<count; i++)
        {
         int       at=Find(now[i].ticket);
         TcPending pending=now[i];
         if(at<0)
           {
            Add(pending,false);
            if(pending.placed_at<since)
               silent=true;
            else
               TcAddPendingChange(changes,"pending_placed",pending,pending.placed_at);
            continue;
           }
         TcKeepStopLimit(m_known[at],pending);
         bool same=TcSamePending(m_known[at],pending);
         m_known[at]=pending;
         m_missed_at[at]=0;
         if(!same)
            TcAddPendingChange(changes,"pending_modified",pending,when);
        }
      return(silent);
     }
   //--- show orders as they were told
   void              KeepStopLimits(TcPending &list[]) const
     {
      int count=ArraySize(list);
      for(int i=0; i<count; i++)
        {
         int at=Find(list[i].ticket);
         if(at>=0)
            TcKeepStopLimit(m_known[at],list[i]);
        }
     }
  };
//+------------------------------------------------------------------+
