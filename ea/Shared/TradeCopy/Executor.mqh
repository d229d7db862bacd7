//+------------------------------------------------------------------+
//| An EA that carries out instructions, each at most once, and       |
//| reports what came of it.                                          |
//+------------------------------------------------------------------+
#property strict
#include "Changes.mqh"
#include "Copies.mqh"
#include "Ea.mqh"
#include "Journal.mqh"
#include "Openings.mqh"
#include "Reports.mqh"

class CTcExecutor : public CTcEa
  {
private:
   CTcJournal        m_journal;
   CTcReports        m_reports;
   CTcCopies         m_copies;
   CTcOpenings       m_openings;
   CTcChanges        m_changes;

   //--- the members of a report that tell of the copy as it is now
   string            About(const string id,const string copy,const long revision,const bool meant)
     {
      TcPosition tickets[];
      if(meant)
         m_copies.ReadTickets(m_journal,tickets);
      long units=0;
      int  count=ArraySize(tickets);
      for(int i=0; i<count; i++)
         units+=tickets[i].units;
      CTcObject json;
      json.AddWord("id",id);
      json.AddRaw("copy",copy=="" ? "null" : "\""+copy+"\"");
      json.AddCount("revision",revision);
      json.AddWord("remaining",TcUnitsText(units));
      json.AddRaw("net","null");
      json.AddRaw("sl",count>0 ? TcStop(tickets[0].sl) : "null");
      json.AddRaw("tp",count>0 ? TcStop(tickets[0].tp) : "null");
      string text=json.Written();
      return(StringSubstr(text,1,StringLen(text)-2));
     }
   void              CarryOutForCopy(const string type)
     {
      TcResult result;
      TcTimes  times;
      BeginTimes(times);
      string copy=m_frame.TextOf("copy");
      m_openings.SettleCopy(m_journal,copy);
      m_copies.MeanFrame(m_journal,m_frame);
      if(type=="open")
         m_openings.CarryOut(m_ws,m_journal,m_frame,result,times);
      else
         if(type=="place")
            m_openings.CarryOutPlace(m_journal,m_frame,result);
         else
            m_changes.CarryOut(m_ws,m_journal,m_copies,m_frame,result,times);
      //--- an opening that was carried out gave the copy a further magic
      m_copies.MeanFrame(m_journal,m_frame);
      string about=About(m_frame.TextOf("id"),copy,m_frame.CountOf("revision"),true);
      m_reports.Send(m_ws,m_journal,about,result,times);
     }
   void              CarryOutVoid(void)
     {
      TcResult result;
      TcTimes  times;
      TcEntry  entry;
      string   id=m_frame.TextOf("id");
      BeginTimes(times);
      m_openings.CarryOutVoid(m_journal,id,result);
      int at=m_journal.Find(id);
      if(at>=0)
        {
         m_journal.Read(at,entry);
         m_copies.Mean(m_journal,entry.copy,entry.symbol,entry.side);
        }
      m_reports.Send(m_ws,m_journal,About(id,"",0,at>=0),result,times);
     }
   void              RefuseFlatten(void)
     {
      TcResult result;
      TcTimes  times;
      BeginTimes(times);
      TcSetResult(result,"refused","not_allowed","this version does not flatten");
      m_reports.Send(m_ws,m_journal,About(m_frame.TextOf("id"),"",0,false),result,times);
     }
   void              BeginTimes(TcTimes &times) const
     {
      times.received=m_received;
      times.sent=0;
      times.done=0;
     }
   //--- only what journal and positions tell, so it is never sure
   void              AnswerInquiry(void)
     {
      string value=m_frame.TextOf("value");
      string by=m_frame.TextOf("by");
      string standing=(by=="id") ? m_journal.Standing(value) : "none";
      if(by=="copy" && m_journal.KnowsCopy(value))
         standing="done";
      CTcObject json;
      json.AddWord("type","found");
      json.AddWord("request",m_frame.TextOf("request"));
      json.AddFlag("sure",false);
      json.AddWord("journal",standing);
      json.AddRaw("positions",PositionsOf(by,value));
      json.AddRaw("pendings","[]");
      json.AddRaw("closed","[]");
      m_ws.Send(json.Written());
     }
   string            PositionsOf(const string by,const string value)
     {
      TcPosition all[];
      string     list="";
      TcReadPositions(all);
      int count=ArraySize(all);
      for(int i=0; i<count; i++)
        {
         string link=LinkOf(all[i].id,all[i].magic);
         bool   asked=(StringFind(link,"\""+by+"\":\""+value+"\"")>=0);
         if(by=="position")
            asked=(value==TcDigits(all[i].id) || value==TcDigits(all[i].ticket));
         if(by=="order")
            asked=(value==TcDigits(all[i].order));
         if(asked)
            list+=","+TcPositionJson(all[i],link);
        }
      return("["+StringSubstr(list,1)+"]");
     }
protected:
   virtual bool      IsExecutor(void) { return(true); }
   virtual void      Begun(void)
     {
      string name="journal-"+TcLogin()+"-"+TcFileName(TcServer())+".txt";
      if(!m_journal.Load(name))
         Print("TradeCopy executor: the journal ",name," cannot be opened: nothing will be opened");
      m_reports.Begin(m_journal);
     }
   virtual void      ResendReports(const ulong after)
     {
      m_reports.Resend(m_ws,m_journal,after);
     }
   virtual string    LinkOf(const ulong id,const ulong magic)
     {
      return(m_copies.LinkJson(m_journal,id,magic));
     }
   virtual void      CarryOut(const string type)
     {
      if(type=="report_ack")
        {
         m_reports.Forget(m_journal,TcDigitsOf(m_frame.TextOf("n")));
         return;
        }
      if(type=="inquire")
        {
         AnswerInquiry();
         return;
        }
      if(type=="guard" || type=="notify")
        {
         Complain("not_supported","this version does not know "+type+" yet");
         return;
        }
      if(type=="void")
         CarryOutVoid();
      else
         if(type=="flatten")
            RefuseFlatten();
         else
            CarryOutForCopy(type);
      //--- first the report, then the events of what was done
      Scan();
      Pulse();
     }
  };
//+------------------------------------------------------------------+
