//+------------------------------------------------------------------+
//| How an executor calls the trade server: announced before, life    |
//| signs between, again where a refusal passes by itself. Knows the  |
//| instruction in hand, not what it asks for.                        |
//+------------------------------------------------------------------+
#property strict
#include "Copies.mqh"
#include "Ea.mqh"
#include "Guard.mqh"
#include "Nets.mqh"
#include "Reports.mqh"
#include "Trading.mqh"
#include "Tries.mqh"

#define TC_PAUSE_SLICE_MS 50
//--- lists may show a deal a moment after its answer
#define TC_BOOK_WAIT_MS 1000
#define TC_LISTS_WAIT_MS 6000

class CTcTrader : public CTcEa
  {
protected:
   CTcJournal        m_journal;
   CTcReports        m_reports;
   CTcCopies         m_copies;
   CTcGuard          m_guard;
   CTcTries          m_tries;
   //--- whether what the terminal shows of the copy in hand can be taken for all there is
   bool              m_certain;
   TcEntry           m_entry;
   TcResult          m_result;
   TcTimes           m_times;

   //--- nothing of the instruction before is left
   void              BeginInstruction(void)
     {
      m_certain=false;
      TcClearEntry(m_entry);
      TcSetResult(m_result,"","","");
      m_times.received=m_received;
      m_times.sent=0;
      m_times.done=0;
      m_tries.Begin();
     }
   //--- tell the bridge that this EA is about to be blocked
   void              Announce(void)
     {
      ulong now=GetMicrosecondCount();
      if(m_times.sent==0)
         m_times.sent=now;
      //--- what the guard closes by itself has no instruction
      if(m_entry.id!="")
         m_ws.Send("{\"type\":\"executing\",\"id\":\""+m_entry.id+"\",\"ticks\":"+TcDigits(now)+"}");
     }
   void              Answered(void)
     {
      m_times.done=GetMicrosecondCount();
      Pulse();
     }
   void              Pause(const int ms)
     {
      for(int left=ms; left>0; left-=TC_PAUSE_SLICE_MS)
        {
         Sleep(MathMin(left,TC_PAUSE_SLICE_MS));
         Pulse();
        }
     }
   //--- waits as long as the refusal asks for; false if the call must not be made again
   bool              WaitToTryAgain(const TcAnswer &answer)
     {
      if(answer.verdict!=TC_REFUSED)
         return(false);
      int wait=m_tries.Wait(answer.again);
      if(wait>=0)
         Pause(wait);
      return(wait>=0);
     }
   //--- lists are empty or short for a while after a login: an answer that rests on them waits
   void              AwaitCertainty(void)
     {
      ulong begun=TcMillis();
      m_certain=(m_watch.IsSteady() || m_copies.IsAccountedFor(m_journal));
      while(!m_certain && TcMillis()-begun<TC_LISTS_WAIT_MS && TerminalInfoInteger(TERMINAL_CONNECTED)!=0)
        {
         Pause(TC_PAUSE_SLICE_MS);
         Scan();
         m_certain=m_watch.IsSteady();
        }
     }
   //--- nothing was done: what the terminal shows now proves nothing
   void              SayUncertain(void)
     {
      TcSetResult(m_result,"unknown","","the terminal is still reading its lists from the trade server");
     }
   bool              ReadTicket(const ulong id,TcPosition &position)
     {
      TcPosition all[];
      TcReadPositions(all);
      int at=TcFindById(all,id);
      if(at>=0)
         position=all[at];
      return(at>=0);
     }
   //--- closes `units` of a position, or what is left of it; adds the fills
   void              CloseUnits(const TcPosition &before,const long units,const ulong magic,TcAnswer &answer,TcFill &fills[])
     {
      TcPosition position=before;
      long       left=units;
      m_tries.Begin();
      while(left>0)
        {
         long   part=(position.units<left) ? position.units : left;
         TcFill made[];
         Announce();
         TcSendClose(position,part,magic,answer,made);
         Answered();
         TcAddFills(fills,made);
         left-=TcFilledUnits(made);
         if(answer.gone || left<=0)
            break;
         //--- the market took a part of it: the rest is asked for again
         if(answer.verdict==TC_CARRIED_OUT && m_tries.Wait(TC_AGAIN_NOW)<0)
            break;
         if(answer.verdict!=TC_CARRIED_OUT && !WaitToTryAgain(answer))
            break;
         if(!ReadTicket(before.id,position) || position.buy!=before.buy)
            break;
        }
      if(answer.gone)
         TcSetAnswer(answer,TC_CARRIED_OUT,0,"");
     }
   bool              HasStops(const ulong id,const double sl,const double tp)
     {
      TcPosition now;
      return(ReadTicket(id,now) && TcSamePrice(now.sl,sl) && TcSamePrice(now.tp,tp));
     }
   void              SetStopsOf(const TcPosition &position,const double sl,const double tp,TcAnswer &answer)
     {
      double stop=TcRounded(position.symbol,sl);
      double limit=TcRounded(position.symbol,tp);
      m_tries.Begin();
      while(true)
        {
         Announce();
         TcSendStops(position,stop,limit,answer);
         Answered();
         if(answer.verdict==TC_CARRIED_OUT || !WaitToTryAgain(answer))
            break;
        }
      //--- what the answer does not tell the position does
      ulong begun=TcMillis();
      while(answer.verdict==TC_UNSURE && TcMillis()-begun<TC_BOOK_WAIT_MS)
        {
         if(HasStops(position.id,stop,limit))
            TcSetAnswer(answer,TC_CARRIED_OUT,0,"");
         else
            Pause(TC_PAUSE_SLICE_MS);
        }
     }
   //--- a final answer is kept: a repeat meets the same one
   void              Settle(void)
     {
      m_entry.outcome=m_result.outcome;
      m_entry.code=m_result.code;
      m_entry.fills=m_result.fills;
      m_journal.WriteDone(m_entry);
     }
   void              Refuse(const string code,const string why)
     {
      TcSetResult(m_result,"refused",code,why);
     }
public:
                     CTcTrader(void)
     {
      m_certain=false;
      TcClearEntry(m_entry);
      TcSetResult(m_result,"","","");
      m_times.received=0;
      m_times.sent=0;
      m_times.done=0;
     }
  };
//+------------------------------------------------------------------+
