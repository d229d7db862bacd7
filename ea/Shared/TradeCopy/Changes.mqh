//+------------------------------------------------------------------+
//| Targets that a copy is brought to: `set_volume`, `set_stops`, and |
//| what bars a change of any kind. A target never opens and never    |
//| expires.                                                          |
//+------------------------------------------------------------------+
#property strict
#include "Placings.mqh"

class CTcChanges : public CTcPlacings
  {
private:
   void              ReadChange(void)
     {
      m_entry.id=m_frame.TextOf("id");
      m_entry.copy=m_frame.TextOf("copy");
      m_entry.revision=m_frame.CountOf("revision");
      m_entry.kind=m_frame.TextOf("type");
      m_entry.symbol=m_frame.TextOf("symbol");
      m_entry.side=m_frame.TextOf("side");
      m_entry.volume=(m_entry.kind=="set_volume") ? m_frame.TextOf("volume") : "0";
     }
   bool              IsBarred(void)
     {
      string code="";
      if(m_journal.IsVoid(m_entry.id))
         code="voided";
      else
         if(m_entry.revision<m_journal.HighestRevision(m_entry.copy))
            code="stale";
         else
            if(!m_copies.IsKnown(m_journal))
              {
               if(m_certain)
                  code="no_copy";
               else
                 {
                  SayUncertain();
                  return(true);
                 }
              }
      if(code!="")
         Refuse(code,"");
      return(code!="");
     }
   bool              IsChanged(void)
     {
      if(!IsUnexpected())
         return(false);
      TcSetResult(m_result,"changed","","the position is not as expected");
      return(true);
     }
   //--- what this id did before belongs to the answer of a repeat
   string            FillsBefore(void)
     {
      TcEntry known;
      int     at=m_journal.Find(m_entry.id);
      if(at<0)
         return("");
      m_journal.Read(at,known);
      return(known.fills);
     }
   bool              IsOffStep(const long target) const
     {
      long step=TcUnits(TcLotStep(m_entry.symbol));
      return(target<0 || (step>0 && target%step!=0));
     }
   //--- closes the oldest tickets first; returns the worst answer and adds the fills
   void              Reduce(const long surplus,TcAnswer &worst,TcFill &fills[])
     {
      TcPosition tickets[];
      long       left=surplus;
      m_copies.ReadTickets(m_journal,tickets);
      int count=ArraySize(tickets);
      for(int i=0; i<count && left>0; i++)
        {
         long     part=(tickets[i].units<left) ? tickets[i].units : left;
         TcAnswer answer;
         TcFill   made[];
         CloseUnits(tickets[i],part,m_copies.ClosingMagic(m_journal,tickets[i]),answer,made);
         TcAddFills(fills,made);
         left-=part;
         if(answer.verdict!=TC_CARRIED_OUT && worst.verdict!=TC_UNSURE)
            worst=answer;
        }
     }
   //--- lists may still show what was closed
   long              AwaitHeld(const long target)
     {
      ulong begun=TcMillis();
      long  held=m_copies.Held(m_journal);
      while(held>target && TcMillis()-begun<TC_BOOK_WAIT_MS)
        {
         Pause(20);
         held=m_copies.Held(m_journal);
        }
      return(held);
     }
   void              SetVolume(void)
     {
      long target=TcUnitsOf(m_entry.volume);
      long held=m_copies.Held(m_journal);
      if(held<=target && !m_certain)
        {
         SayUncertain();
         return;
        }
      if(target>=0 && held<=target)
        {
         TcSetResult(m_result,"already_done","","");
         m_result.fills=FillsBefore();
         Settle();
         return;
        }
      if(IsOffStep(target))
        {
         Refuse("bad_volume","the target is off the step");
         return;
        }
      if(IsChanged())
         return;
      TcFill   fills[];
      TcAnswer worst;
      ulong    magic=MagicOfNet();
      string   before=FillsBefore();
      TcSetAnswer(worst,TC_CARRIED_OUT,0,"");
      m_journal.WriteIntent(m_entry);
      Reduce(held-target,worst,fills);
      bool refused=(worst.verdict==TC_REFUSED && ArraySize(fills)==0);
      held=refused ? m_copies.Held(m_journal) : AwaitHeld(target);
      Conclude(held<=target,worst,fills);
      if(TcIsNetting() && !m_frame.IsNull("expected") && !refused)
         UndoRace("",magic);
      m_entry.fills=(before!="" && m_result.fills!="") ? before+","+m_result.fills : before+m_result.fills;
      m_entry.outcome=m_result.outcome;
      m_entry.code=m_result.code;
      m_journal.WriteDone(m_entry);
     }
   ulong             MagicOfNet(void)
     {
      TcPosition tickets[];
      m_copies.ReadTickets(m_journal,tickets);
      return(ArraySize(tickets)>0 ? m_copies.ClosingMagic(m_journal,tickets[0]) : 0);
     }
   void              Conclude(const bool reached,const TcAnswer &worst,const TcFill &fills[])
     {
      bool   filled=(ArraySize(fills)>0);
      string code=(worst.verdict==TC_CARRIED_OUT) ? "" : worst.code;
      string outcome="refused";
      if(reached)
         outcome=filled ? "filled" : "already_done";
      else
         if(worst.verdict!=TC_REFUSED && !filled)
            outcome="unknown";
         else
            if(worst.verdict==TC_UNSURE)
               outcome="unknown";
            else
               if(filled)
                  outcome="partly_filled";
      TcSetResult(m_result,outcome,code,reached ? "" : worst.message);
      m_result.fills=TcFillsJson(fills);
     }
   bool              HasOtherStops(const TcPosition &ticket,const double sl,const double tp) const
     {
      return(!TcSamePrice(ticket.sl,TcRounded(ticket.symbol,sl)) || !TcSamePrice(ticket.tp,TcRounded(ticket.symbol,tp)));
     }
   void              SetStops(void)
     {
      double     sl=m_frame.PriceOf("sl");
      double     tp=m_frame.PriceOf("tp");
      TcPosition tickets[];
      m_copies.ReadTickets(m_journal,tickets);
      int count=ArraySize(tickets);
      int other=0;
      for(int i=0; i<count; i++)
         if(HasOtherStops(tickets[i],sl,tp))
            other++;
      if(count==0 && !m_certain)
         SayUncertain();
      if(count==0 && m_certain)
         Refuse("no_copy","the copy holds nothing");
      if(count==0 || (other>0 && IsChanged()))
         return;
      if(other>0)
         m_journal.WriteIntent(m_entry);
      else
         TcSetResult(m_result,"already_done","","");
      for(int i=0; i<count; i++)
        {
         if(!HasOtherStops(tickets[i],sl,tp))
            continue;
         TcAnswer answer;
         SetStopsOf(tickets[i],sl,tp,answer);
         TakeAnswer(answer);
        }
      Settle();
     }
protected:
   //--- `m_copies` must mean the copy of the frame
   void              CarryOutChange(void)
     {
      ReadChange();
      AwaitCertainty();
      if(IsBarred())
         return;
      if(m_entry.kind=="set_volume")
         SetVolume();
      else
         if(m_entry.kind=="set_stops")
            SetStops();
         else
            if(m_entry.kind=="modify_pending")
               ModifyPending();
            else
               CancelPending();
     }
  };
//+------------------------------------------------------------------+
