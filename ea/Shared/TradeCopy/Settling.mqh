//+------------------------------------------------------------------+
//| What came of an opening: by the journal, by what its magic shows  |
//| on the account, and for ever. Sends nothing.                      |
//+------------------------------------------------------------------+
#property strict
#include "Trader.mqh"

//--- an order that nobody journalled counts as this opening only if it is this young
#define TC_STRANGER_MS 600000

class CTcSettling : public CTcTrader
  {
private:
   //--- something with this magic that nobody journalled: is it this opening?
   bool              Fits(const TcTrace &trace) const
     {
      if(m_entry.kind=="open" && trace.kind!=TC_TRACE_FILLED)
         return(false);
      bool same=(trace.symbol==m_entry.symbol && TcSide(trace.buy)==m_entry.side);
      return(same && trace.units==TcUnitsOf(m_entry.volume) && trace.at>=TcServerTime()-TC_STRANGER_MS);
     }
protected:
   void              ReadOpening(void)
     {
      m_entry.id=m_frame.TextOf("id");
      m_entry.copy=m_frame.TextOf("copy");
      m_entry.revision=m_frame.CountOf("revision");
      m_entry.kind=m_frame.TextOf("type");
      m_entry.symbol=m_frame.TextOf("symbol");
      m_entry.side=m_frame.TextOf("side");
      m_entry.volume=m_frame.TextOf("volume");
      m_entry.magic=m_frame.TextOf("magic");
      m_entry.route=m_frame.TextOf("route");
      m_entry.master=m_frame.TextOf("master");
      m_entry.source=m_frame.TextOf("source");
     }
   void              RefuseForEver(const string code,const string why)
     {
      Refuse(code,why);
      Settle();
     }
   bool              AnswerFromJournal(void)
     {
      if(m_journal.IsVoid(m_entry.id))
        {
         Refuse("voided","");
         return(true);
        }
      int at=m_journal.Find(m_entry.id);
      if(at<0)
         return(false);
      TcEntry known;
      m_journal.Read(at,known);
      if(known.outcome=="")
        {
         if(FindEnd())
            m_result.outcome="already_done";
         return(true);
        }
      bool again=TcIsWordOf(known.outcome,"refused|changed");
      TcSetResult(m_result,again ? known.outcome : "already_done",known.code,"");
      m_result.fills=known.fills;
      return(true);
     }
   //--- a journal without a past proves nothing either: the account alone shows what was done
   bool              CannotSearch(void)
     {
      if(!m_journal.IsNew())
         return(false);
      AwaitCertainty();
      if(m_watch.IsSteady())
         return(false);
      SayUncertain();
      return(true);
     }
   bool              AnswerByMagic(void)
     {
      if(m_journal.FindMagic(m_entry.magic)>=0)
        {
         RefuseForEver("magic_in_use","the magic belongs to another instruction");
         return(true);
        }
      TcTrace trace;
      TcFill  fills[];
      TcFindTrace(TcDigitsOf(m_entry.magic),trace,fills);
      if(trace.kind==TC_TRACE_NONE)
         return(false);
      if(!Fits(trace))
        {
         TcSetResult(m_result,"unknown","","something else bears this magic");
         return(true);
        }
      m_journal.WriteIntent(m_entry);
      TcSetResult(m_result,"already_done","","found by its magic");
      TakeTrace(trace,fills,"already_done");
      Settle();
      return(true);
     }
   //--- what was begun came to, if the account shows it
   bool              FindEnd(void)
     {
      TcTrace trace;
      TcFill  fills[];
      TcFindTrace(TcDigitsOf(m_entry.magic),trace,fills);
      bool found=(trace.kind==TC_TRACE_FILLED || (m_entry.kind=="place" && trace.kind!=TC_TRACE_NONE));
      if(!found || trace.symbol!=m_entry.symbol)
        {
         string why=(trace.kind==TC_TRACE_NONE) ? "nothing of it is found" : "what is found is not its end";
         TcSetResult(m_result,"unknown","","it was begun, and "+why);
         return(false);
        }
      TcSetResult(m_result,"","","");
      TakeTrace(trace,fills,"");
      Settle();
      return(true);
     }
   //--- the same for an answer that leaves doubt, or that came a little too soon
   bool              AwaitEnd(const TcAnswer &answer)
     {
      ulong begun=TcMillis();
      while(!FindEnd())
        {
         if(answer.verdict!=TC_UNSURE || TcMillis()-begun>TC_BOOK_WAIT_MS)
           {
            m_result.code=answer.code;
            return(false);
           }
         Pause(TC_PAUSE_SLICE_MS);
        }
      return(true);
     }
   //--- outcome, fills and tickets of what was found; an order that waits is its own fill
   void              TakeTrace(const TcTrace &trace,const TcFill &fills[],const string outcome)
     {
      string whole=(trace.units>=TcUnitsOf(m_entry.volume)) ? "filled" : "partly_filled";
      m_result.outcome=(outcome=="") ? whole : outcome;
      m_result.fills=TcFillsJson(fills);
      m_entry.tickets=TcTicketsText(fills);
      if(m_entry.kind!="place")
         return;
      TcFill placed[];
      TcAddPlaced(placed,trace.ticket,TcUnitsOf(m_entry.volume),trace.price,trace.at);
      m_result.outcome=(outcome=="") ? "done" : outcome;
      m_result.fills=TcFillsJson(placed);
      m_entry.tickets+=(m_entry.tickets=="" ? "" : " ")+TcDigits(trace.ticket);
     }
   //--- looks again for openings of a copy whose end was not known
   void              SettleCopy(const string copy)
     {
      for(int note=m_journal.FirstOpeningOf(copy); note>=0; note=m_journal.NextOpening(note))
        {
         m_journal.Read(m_journal.OpeningAt(note),m_entry);
         if(m_entry.outcome=="")
            FindEnd();
        }
      TcClearEntry(m_entry);
      TcSetResult(m_result,"","","");
     }
   //--- from now on the id is never carried out
   void              CarryOutVoid(const string id)
     {
      int at=m_journal.Find(id);
      if(!m_journal.IsVoid(id))
         m_journal.WriteVoid(id);
      TcSetResult(m_result,"done","voided","");
      if(at<0)
         return;
      m_journal.Read(at,m_entry);
      if(m_entry.outcome=="")
        {
         if(FindEnd())
            m_result.outcome="already_done";
         return;
        }
      if(TcIsWordOf(m_entry.outcome,"refused|changed"))
         return;
      TcSetResult(m_result,"already_done",m_entry.code,"");
      m_result.fills=m_entry.fills;
     }
  };
//+------------------------------------------------------------------+
