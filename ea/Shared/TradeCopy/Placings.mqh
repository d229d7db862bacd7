//+------------------------------------------------------------------+
//| Carrying out `place`, `modify_pending` and `cancel_pending`.      |
//+------------------------------------------------------------------+
#property strict
#include "Openings.mqh"

class CTcPlacings : public CTcOpenings
  {
private:
   //--- a price that is refused once is refused again: the bridge has to name another
   bool              WaitToPlaceAgain(TcAnswer &answer)
     {
      if(answer.again==TC_AGAIN_NOW)
         answer.again=TC_AGAIN_NEVER;
      return(WaitToTryAgain(answer));
     }
   bool              FindWaiting(const ulong ticket,TcPending &pending) const
     {
      TcPending all[];
      TcReadPendings(all);
      int at=TcFindPending(all,ticket);
      if(at>=0)
         pending=all[at];
      return(at>=0);
     }
   void              TakePlaced(const ulong ticket,const TcOrder &order,const string code)
     {
      TcPending pending;
      TcFill    fills[];
      TcClearPending(pending);
      pending.price=TcRounded(order.symbol,order.price);
      pending.placed_at=TcServerTime();
      FindWaiting(ticket,pending);
      TcAddPlaced(fills,ticket,TcUnitsOf(m_entry.volume),pending.price,pending.placed_at);
      TcSetResult(m_result,"done",code,"");
      m_result.fills=TcFillsJson(fills);
      m_entry.tickets=TcDigits(ticket);
      Settle();
     }
   //--- times are whole seconds at the trade server
   bool              IsAsWanted(const TcPending &pending,const TcOrder &order) const
     {
      bool prices=TcSamePrice(pending.price,TcRounded(order.symbol,order.price));
      bool stops=TcSamePrice(pending.sl,TcRounded(order.symbol,order.sl)) && TcSamePrice(pending.tp,TcRounded(order.symbol,order.tp));
      if(pending.kind=="stop_limit" && !TcSamePrice(pending.limit_price,TcRounded(order.symbol,order.limit_price)))
         return(false);
      return(prices && stops && pending.expires_at/1000==order.expires_at/1000);
     }
   void              Change(const TcPending &pending,const TcOrder &order)
     {
      TcAnswer answer;
      m_tries.Begin();
      while(true)
        {
         Announce();
         TcSendChange(pending.ticket,order,answer);
         Answered();
         if(answer.verdict==TC_CARRIED_OUT || !WaitToPlaceAgain(answer))
            break;
        }
      TcPending now;
      bool      waits=FindWaiting(pending.ticket,now);
      ulong     begun=TcMillis();
      while(answer.verdict==TC_UNSURE && waits && TcMillis()-begun<TC_BOOK_WAIT_MS)
        {
         if(IsAsWanted(now,order))
            answer.verdict=TC_CARRIED_OUT;
         else
            Pause(TC_PAUSE_SLICE_MS);
         waits=FindWaiting(pending.ticket,now);
        }
      TakeAnswer(answer);
      if(!waits && answer.verdict!=TC_CARRIED_OUT)
         Refuse("no_copy","the order does not wait any more");
     }
   //--- gone is gone, whatever the answer says
   void              Cancel(const TcPending &pending)
     {
      TcAnswer  answer;
      TcPending now;
      m_tries.Begin();
      while(true)
        {
         Announce();
         TcSendCancel(pending.ticket,answer);
         Answered();
         if(answer.verdict==TC_CARRIED_OUT || !FindWaiting(pending.ticket,now) || !WaitToTryAgain(answer))
            break;
        }
      ulong begun=TcMillis();
      bool  waits=FindWaiting(pending.ticket,now);
      while(waits && answer.verdict!=TC_REFUSED && TcMillis()-begun<TC_BOOK_WAIT_MS)
        {
         Pause(TC_PAUSE_SLICE_MS);
         waits=FindWaiting(pending.ticket,now);
        }
      if(!waits)
         answer.verdict=TC_CARRIED_OUT;
      TakeAnswer(answer);
     }
protected:
   //--- the worst of several answers stays
   void              TakeAnswer(const TcAnswer &answer)
     {
      if(answer.verdict==TC_UNSURE)
         TcSetResult(m_result,"unknown",answer.code,"the trade server's answer does not tell: "+answer.message);
      if(answer.verdict==TC_REFUSED && m_result.outcome!="unknown")
         TcSetResult(m_result,"refused",answer.code,answer.message);
      if(answer.verdict==TC_CARRIED_OUT && m_result.outcome=="")
         TcSetResult(m_result,"done",answer.code,"");
     }
   virtual void      Place(void)
     {
      TcOrder  order;
      TcAnswer answer;
      FillOrder(order);
      order.kind=m_frame.TextOf("kind");
      while(MayStillGo())
        {
         Announce();
         ulong ticket=TcSendPlace(order,answer);
         Answered();
         if(answer.verdict==TC_CARRIED_OUT)
           {
            TakePlaced(ticket,order,answer.code);
            return;
           }
         if(AwaitEnd(answer) || answer.verdict==TC_UNSURE)
            return;
         if(WaitToPlaceAgain(answer))
            continue;
         RefuseForEver(answer.code,answer.message);
         return;
        }
     }
   //--- `m_copies` must mean the copy of the frame
   void              ModifyPending(void)
     {
      TcPending pendings[];
      TcOrder   order;
      m_copies.ReadPendings(m_journal,pendings);
      int count=ArraySize(pendings);
      if(count==0 && !m_certain)
        {
         SayUncertain();
         return;
        }
      if(count==0)
        {
         Refuse("no_copy","no order of the copy waits");
         return;
        }
      FillOrder(order);
      for(int i=0; i<count; i++)
        {
         if(IsAsWanted(pendings[i],order))
            continue;
         if(m_times.sent==0)
            m_journal.WriteIntent(m_entry);
         Change(pendings[i],order);
        }
      if(m_result.outcome=="")
         TcSetResult(m_result,"already_done","","");
      Settle();
     }
   void              CancelPending(void)
     {
      TcPending pendings[];
      m_copies.ReadPendings(m_journal,pendings);
      int count=ArraySize(pendings);
      if(count==0 && !m_certain)
        {
         SayUncertain();
         return;
        }
      for(int i=0; i<count; i++)
        {
         if(i==0)
            m_journal.WriteIntent(m_entry);
         Cancel(pendings[i]);
        }
      if(count==0)
         TcSetResult(m_result,"already_done","","");
      Settle();
     }
  };
//+------------------------------------------------------------------+
