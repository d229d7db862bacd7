//+------------------------------------------------------------------+
//| Carrying out `set_volume` and `set_stops`: targets that a copy is |
//| brought to. A target never opens and never expires.               |
//+------------------------------------------------------------------+
#property strict
#include "Copies.mqh"
#include "Reports.mqh"
#include "Specification.mqh"
#include "Trading.mqh"

class CTcChanges
  {
private:
   TcEntry           m_entry;

   void              ReadEntry(CTcJson &frame)
     {
      m_entry.id=frame.TextOf("id");
      m_entry.copy=frame.TextOf("copy");
      m_entry.revision=frame.CountOf("revision");
      m_entry.kind=frame.TextOf("type");
      m_entry.symbol=frame.TextOf("symbol");
      m_entry.side=frame.TextOf("side");
      m_entry.volume=(m_entry.kind=="set_volume") ? frame.TextOf("volume") : "0";
      m_entry.magic="0";
      m_entry.route="";
      m_entry.master="";
      m_entry.source="";
      m_entry.tickets="";
      m_entry.fills="";
     }
   void              Settle(CTcJournal &journal,const TcResult &result)
     {
      m_entry.outcome=result.outcome;
      m_entry.code=result.code;
      m_entry.fills=result.fills;
      journal.WriteDone(m_entry);
     }
   bool              IsBarred(CTcJournal &journal,CTcCopies &copies,TcResult &result)
     {
      string code="";
      if(journal.IsVoid(m_entry.id))
         code="voided";
      else
         if(m_entry.revision<journal.HighestRevision(m_entry.copy))
            code="stale";
         else
            if(!copies.IsKnown(journal))
               code="no_copy";
      if(code!="")
         TcSetResult(result,"refused",code,"");
      return(code!="");
     }
   //--- what this id did before belongs to the answer of a repeat
   string            FillsBefore(CTcJournal &journal)
     {
      int at=journal.Find(m_entry.id);
      if(at<0)
         return("");
      TcEntry known;
      journal.Read(at,known);
      return(known.fills);
     }
   bool              IsOffStep(const long target) const
     {
      long step=TcUnits(TcLotStep(m_entry.symbol));
      return(target<0 || (step>0 && target%step!=0));
     }
   //--- closes the oldest tickets first; returns the worst answer and adds the fills
   void              Reduce(CTcWs &ws,const TcPosition &tickets[],const long surplus,TcAnswer &worst,TcFill &fills[],TcTimes &times)
     {
      long left=surplus;
      int  count=ArraySize(tickets);
      for(int i=0; i<count && left>0; i++)
        {
         long     part=(tickets[i].units<left) ? tickets[i].units : left;
         TcAnswer answer;
         TcFill   made[];
         TcBeginCall(ws,m_entry.id,times);
         TcSendClose(tickets[i],TcLots(part),answer,made);
         TcEndCall(times);
         for(int k=0; k<ArraySize(made); k++)
            TcAddFill(fills,made[k]);
         if(answer.verdict==TC_CARRIED_OUT)
            left-=part;
         if(answer.verdict!=TC_CARRIED_OUT && worst.verdict!=TC_UNSURE)
            worst=answer;
        }
     }
   void              SetVolume(CTcWs &ws,CTcJournal &journal,CTcCopies &copies,TcResult &result,TcTimes &times)
     {
      long target=TcUnitsOf(m_entry.volume);
      long held=copies.Held(journal);
      if(target>=0 && held<=target)
        {
         TcSetResult(result,"already_done","","");
         result.fills=FillsBefore(journal);
         Settle(journal,result);
         return;
        }
      if(IsOffStep(target))
        {
         TcSetResult(result,"refused","bad_volume","the target is off the step");
         return;
        }
      TcPosition tickets[];
      TcFill     fills[];
      TcAnswer   worst;
      TcSetAnswer(worst,TC_CARRIED_OUT,0,"");
      copies.ReadTickets(journal,tickets);
      journal.WriteIntent(m_entry);
      Reduce(ws,tickets,held-target,worst,fills,times);
      Conclude(copies.Held(journal)<=target,worst,fills,result);
      Settle(journal,result);
     }
   void              Conclude(const bool reached,const TcAnswer &worst,const TcFill &fills[],TcResult &result)
     {
      bool   filled=(ArraySize(fills)>0);
      string code=(worst.verdict==TC_CARRIED_OUT) ? "" : worst.code;
      string outcome="refused";
      if(reached)
         outcome=filled ? "filled" : "already_done";
      else
         if(worst.verdict==TC_UNSURE)
            outcome="unknown";
         else
            if(filled)
               outcome="partly_filled";
      TcSetResult(result,outcome,code,reached ? "" : worst.message);
      result.fills=TcFillsJson(fills);
     }
   void              SetStops(CTcWs &ws,CTcJournal &journal,CTcCopies &copies,CTcJson &frame,TcResult &result,TcTimes &times)
     {
      double     sl=frame.PriceOf("sl");
      double     tp=frame.PriceOf("tp");
      TcPosition tickets[];
      copies.ReadTickets(journal,tickets);
      int count=ArraySize(tickets);
      if(count==0)
        {
         TcSetResult(result,"refused","no_copy","the copy holds nothing");
         return;
        }
      TcSetResult(result,"already_done","","");
      for(int i=0; i<count; i++)
        {
         if(TcSamePrice(tickets[i].sl,sl) && TcSamePrice(tickets[i].tp,tp))
            continue;
         if(result.outcome=="already_done")
           {
            journal.WriteIntent(m_entry);
            result.outcome="done";
           }
         TcAnswer answer;
         TcBeginCall(ws,m_entry.id,times);
         TcSendStops(tickets[i],sl,tp,answer);
         TcEndCall(times);
         if(answer.verdict!=TC_CARRIED_OUT)
            TcSetResult(result,answer.verdict==TC_UNSURE ? "unknown" : "refused",answer.code,answer.message);
        }
      Settle(journal,result);
     }
public:
   //--- `copies` must mean the copy of the frame
   void              CarryOut(CTcWs &ws,CTcJournal &journal,CTcCopies &copies,CTcJson &frame,TcResult &result,TcTimes &times)
     {
      ReadEntry(frame);
      if(IsBarred(journal,copies,result))
         return;
      if(m_entry.kind=="set_volume")
         SetVolume(ws,journal,copies,result,times);
      else
         if(m_entry.kind=="set_stops")
            SetStops(ws,journal,copies,frame,result,times);
         else
            TcSetResult(result,"refused","no_copy","this version places no pending orders");
     }
  };
//+------------------------------------------------------------------+
