//+------------------------------------------------------------------+
//| Reports: numbered through restarts, journalled, then sent until   |
//| the bridge has stored them.                                       |
//+------------------------------------------------------------------+
#property strict
#include "Journal.mqh"
#include "Object.mqh"
#include "Ws.mqh"

//--- EA ticks: instruction read, first trade call begun, last one ended
struct TcTimes
  {
   ulong             received;
   ulong             sent;
   ulong             done;
  };

struct TcResult
  {
   string            outcome;
   string            code;
   string            message;
   string            fills;
  };

void TcSetResult(TcResult &result,const string outcome,const string code,const string message)
  {
   result.outcome=outcome;
   result.code=code;
   result.message=message;
   result.fills="";
  }

class CTcReports
  {
private:
   ulong             m_last;

   //--- the number stands first in every report that this EA wrote
   ulong             NumberOf(const string frame) const
     {
      string head="{\"type\":\"report\",\"n\":\"";
      int    begin=StringLen(head);
      return(TcDigitsOf(StringSubstr(frame,begin,StringFind(frame,"\"",begin)-begin)));
     }
public:
                     CTcReports(void) { m_last=0; }
   void              Begin(CTcJournal &journal)
     {
      m_last=journal.Number();
      int count=journal.Reports();
      if(count>0 && NumberOf(journal.Report(count-1))>m_last)
         m_last=NumberOf(journal.Report(count-1));
     }
   //--- what the bridge has stored is above all that a lost journal knew
   void              Resend(CTcWs &ws,CTcJournal &journal,const ulong after)
     {
      Forget(journal,after);
      if(m_last<after)
         m_last=after;
      int count=journal.Reports();
      for(int i=0; i<count; i++)
         ws.Send(journal.Report(i));
     }
   void              Forget(CTcJournal &journal,const ulong through)
     {
      int   count=0;
      ulong last=0;
      while(count<journal.Reports() && NumberOf(journal.Report(count))<=through)
        {
         last=NumberOf(journal.Report(count));
         count++;
        }
      if(count>0)
         journal.DropReports(count,last);
     }
   //--- `about`: id, copy, revision, remaining, net, sl and tp, as members of the frame
   void              Send(CTcWs &ws,CTcJournal &journal,const string about,const TcResult &result,const TcTimes &times)
     {
      m_last++;
      CTcObject json;
      json.AddWord("type","report");
      json.AddDigits("n",m_last);
      json.AddText("outcome",result.outcome,32);
      json.AddText("code",result.code,32);
      json.AddText("message",result.message,200);
      json.AddRaw("fills","["+result.fills+"]");
      bool called=(times.sent>0);
      json.AddCount("received",(long)times.received);
      json.AddCount("sent",(long)(called ? times.sent : times.received));
      json.AddCount("done",(long)(called ? times.done : times.received));
      string text=json.Written();
      string frame=StringSubstr(text,0,StringLen(text)-1)+","+about+"}";
      journal.WriteReport(frame);
      ws.Send(frame);
     }
  };
//+------------------------------------------------------------------+
