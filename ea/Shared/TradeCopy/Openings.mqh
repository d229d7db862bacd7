//+------------------------------------------------------------------+
//| Carrying out `open`: at most once by the full id, whatever        |
//| happened before.                                                  |
//+------------------------------------------------------------------+
#property strict
#include "Account.mqh"
#include "Reports.mqh"
#include "Specification.mqh"
#include "Trading.mqh"

//--- an order that nobody journalled counts as this opening only if it is this young
#define TC_STRANGER_MS 600000

class CTcOpenings
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
      m_entry.volume=frame.TextOf("volume");
      m_entry.magic=frame.TextOf("magic");
      m_entry.route=frame.TextOf("route");
      m_entry.master=frame.TextOf("master");
      m_entry.source=frame.TextOf("source");
      m_entry.tickets="";
      m_entry.fills="";
     }
   //--- a final answer is kept: a repeat meets the same one
   void              Settle(CTcJournal &journal,TcResult &result)
     {
      m_entry.outcome=result.outcome;
      m_entry.code=result.code;
      m_entry.fills=result.fills;
      journal.WriteDone(m_entry);
     }
   void              Refuse(CTcJournal &journal,TcResult &result,const string code,const string why)
     {
      TcSetResult(result,"refused",code,why);
      Settle(journal,result);
     }
   void              TakeFills(TcResult &result,const TcFill &fills[],const string outcome)
     {
      result.outcome=outcome;
      result.fills=TcFillsJson(fills);
      m_entry.tickets=TcTicketsText(fills);
     }
   string            FilledWord(const TcFill &fills[]) const
     {
      return(TcFilledUnits(fills)>=TcUnitsOf(m_entry.volume) ? "filled" : "partly_filled");
     }
   //--- what an entry without an end came to, if the account shows it
   bool              FindEnd(CTcJournal &journal,TcResult &result)
     {
      TcPosition openings[];
      TcFill     fills[];
      TcFindByMagic(TcDigitsOf(m_entry.magic),openings,fills);
      if(ArraySize(fills)==0)
        {
         TcSetResult(result,"unknown","","it was begun before, and nothing of it is found");
         return(false);
        }
      TcSetResult(result,"","","");
      TakeFills(result,fills,FilledWord(fills));
      Settle(journal,result);
      return(true);
     }
   bool              AnswerFromJournal(CTcJournal &journal,TcResult &result)
     {
      if(journal.IsVoid(m_entry.id))
        {
         TcSetResult(result,"refused","voided","");
         return(true);
        }
      int at=journal.Find(m_entry.id);
      if(at<0)
         return(false);
      TcEntry known;
      journal.Read(at,known);
      if(known.outcome=="")
        {
         if(FindEnd(journal,result))
            result.outcome="already_done";
         return(true);
        }
      bool again=TcIsWordOf(known.outcome,"refused|changed");
      TcSetResult(result,again ? known.outcome : "already_done",known.code,"");
      result.fills=known.fills;
      return(true);
     }
   //--- an order with this magic that nobody journalled: is it this opening?
   bool              Fits(const TcPosition &openings[],const TcFill &fills[]) const
     {
      long earliest=TcServerTime()-TC_STRANGER_MS;
      int  count=ArraySize(openings);
      for(int i=0; i<count; i++)
         if(openings[i].symbol!=m_entry.symbol || TcSide(openings[i].buy)!=m_entry.side || openings[i].opened_at<earliest)
            return(false);
      return(TcFilledUnits(fills)==TcUnitsOf(m_entry.volume));
     }
   bool              AnswerByMagic(CTcJournal &journal,TcResult &result)
     {
      if(journal.FindMagic(m_entry.magic)>=0)
        {
         Refuse(journal,result,"magic_in_use","the magic belongs to another instruction");
         return(true);
        }
      TcPosition openings[];
      TcFill     fills[];
      TcFindByMagic(TcDigitsOf(m_entry.magic),openings,fills);
      if(ArraySize(fills)==0)
         return(false);
      if(!Fits(openings,fills))
        {
         TcSetResult(result,"unknown","","something else bears this magic");
         return(true);
        }
      journal.WriteIntent(m_entry);
      TcSetResult(result,"already_done","","found by its magic");
      TakeFills(result,fills,"already_done");
      Settle(journal,result);
      return(true);
     }
   bool              IsBadVolume(void) const
     {
      long units=TcUnitsOf(m_entry.volume);
      long step=TcUnits(TcLotStep(m_entry.symbol));
      if(units<TcUnits(TcLotMin(m_entry.symbol)) || units>TcUnits(TcLotMax(m_entry.symbol)))
         return(true);
      return(step<=0 || units%step!=0);
     }
   string            RefusalCode(CTcJournal &journal)
     {
      TcPermissions now;
      TcReadPermissions(now);
      if(!TcHasSymbol(m_entry.symbol) || !SymbolSelect(m_entry.symbol,true))
         return("no_symbol");
      if(!TcMayTrade(now) || !journal.IsWhole())
         return("not_allowed");
      return(IsBadVolume() ? "bad_volume" : "");
     }
   void              Send(CTcWs &ws,CTcJournal &journal,CTcJson &frame,TcResult &result,TcTimes &times)
     {
      TcOrder  order;
      TcAnswer answer;
      TcFill   fills[];
      order.symbol=m_entry.symbol;
      order.buy=(m_entry.side=="buy");
      order.lots=TcLots(TcUnitsOf(m_entry.volume));
      order.sl=frame.PriceOf("sl");
      order.tp=frame.PriceOf("tp");
      order.magic=TcDigitsOf(m_entry.magic);
      order.comment=frame.TextOf("comment");
      order.slippage=frame.IsNull("max_slippage") ? -1 : (int)MathMin((double)frame.CountOf("max_slippage"),1000000.0);
      TcBeginCall(ws,m_entry.id,times);
      TcSendOpen(order,answer,fills);
      TcEndCall(times);
      if(answer.verdict==TC_REFUSED)
        {
         Refuse(journal,result,answer.code,answer.message);
         return;
        }
      if(answer.verdict==TC_CARRIED_OUT)
        {
         TcSetResult(result,"",answer.code,"");
         TakeFills(result,fills,FilledWord(fills));
         Settle(journal,result);
         return;
        }
      if(!FindEnd(journal,result))
         TcSetResult(result,"unknown",answer.code,"the trade server's answer does not tell, and nothing is found");
     }
public:
   void              CarryOut(CTcWs &ws,CTcJournal &journal,CTcJson &frame,TcResult &result,TcTimes &times)
     {
      ReadEntry(frame);
      if(AnswerFromJournal(journal,result) || AnswerByMagic(journal,result))
         return;
      string code=RefusalCode(journal);
      if(code!="")
        {
         Refuse(journal,result,code,"");
         return;
        }
      if(!journal.WriteIntent(m_entry))
        {
         Refuse(journal,result,"not_allowed","the journal cannot be written");
         return;
        }
      if(GetMicrosecondCount()>(ulong)frame.CountOf("expires"))
        {
         Refuse(journal,result,"expired","");
         return;
        }
      Send(ws,journal,frame,result,times);
     }
   //--- orders that wait for their price come with a later version
   void              CarryOutPlace(CTcJournal &journal,CTcJson &frame,TcResult &result)
     {
      ReadEntry(frame);
      if(!AnswerFromJournal(journal,result))
         Refuse(journal,result,"not_allowed","this version places no pending orders");
     }
   //--- looks again for openings of a copy whose end was not known
   void              SettleCopy(CTcJournal &journal,const string copy)
     {
      int count=journal.Size();
      for(int i=0; i<count; i++)
        {
         journal.Read(i,m_entry);
         if(m_entry.copy!=copy || !journal.IsOpening(i) || m_entry.outcome!="")
            continue;
         TcResult result;
         FindEnd(journal,result);
        }
     }
   //--- from now on the id is never carried out
   void              CarryOutVoid(CTcJournal &journal,const string id,TcResult &result)
     {
      int  at=journal.Find(id);
      bool voided=journal.IsVoid(id);
      if(!voided)
         journal.WriteVoid(id);
      TcSetResult(result,"done","voided","");
      if(at<0)
         return;
      journal.Read(at,m_entry);
      if(m_entry.outcome=="")
        {
         if(FindEnd(journal,result))
            result.outcome="already_done";
         return;
        }
      if(TcIsWordOf(m_entry.outcome,"refused|changed"))
         return;
      TcSetResult(result,"already_done",m_entry.code,"");
      result.fills=m_entry.fills;
     }
   string            Copy(void) const { return(m_entry.copy); }
  };
//+------------------------------------------------------------------+
