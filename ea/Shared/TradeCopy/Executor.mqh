//+------------------------------------------------------------------+
//| An EA that carries out instructions, each at most once, and       |
//| reports what came of it.                                          |
//+------------------------------------------------------------------+
#property strict
#include "Inquiries.mqh"

//--- ids are kept this long; the bridge sends nothing again after so many days
#define TC_JOURNAL_DAYS 30
//--- after a flatten at the floor gave up
#define TC_GUARD_WAIT_MS 5000

class CTcExecutor : public CTcInquiries
  {
private:
   ulong             m_guarded_at;
   bool              m_blind_told;

   //--- the members of a report that tell of the copy as it is now
   string            About(const string id,const string copy,const long revision,const bool meant)
     {
      TcPosition tickets[];
      TcNet      net;
      long       held=0;
      net.buy=false;
      net.units=0;
      if(meant)
        {
         m_copies.ReadTickets(m_journal,tickets);
         held=m_copies.Held(m_journal);
         TcReadNet(m_copies.Instrument(),net);
        }
      bool stopped=(ArraySize(tickets)>0);
      CTcObject json;
      json.AddWord("id",id);
      json.AddRaw("copy",copy=="" ? "null" : "\""+copy+"\"");
      json.AddCount("revision",revision);
      json.AddWord("remaining",TcUnitsText(held));
      json.AddRaw("net",meant && TcIsNetting() ? TcNetJson(net) : "null");
      json.AddRaw("sl",stopped ? TcStop(tickets[0].sl) : "null");
      json.AddRaw("tp",stopped ? TcStop(tickets[0].tp) : "null");
      string text=json.Written();
      return(StringSubstr(text,1,StringLen(text)-2));
     }
   void              CarryOutForCopy(const string type)
     {
      string id=m_frame.TextOf("id");
      string copy=m_frame.TextOf("copy");
      BeginInstruction();
      m_copies.MeanFrame(m_journal,m_frame);
      SettleCopy(copy);
      if(type=="open" || type=="place")
         CarryOutOpening();
      else
         CarryOutChange();
      //--- an opening that was carried out gave the copy a further magic
      m_copies.MeanFrame(m_journal,m_frame);
      if(!m_certain && m_journal.KnowsCopy(copy))
         AwaitCertainty();
      m_reports.Send(m_ws,m_journal,About(id,copy,m_frame.CountOf("revision"),true),m_result,m_times);
     }
   void              CarryOutVoiding(void)
     {
      string id=m_frame.TextOf("id");
      BeginInstruction();
      CarryOutVoid(id);
      bool known=(m_journal.Find(id)>=0 && m_journal.KnowsCopy(m_entry.copy));
      if(known)
         m_copies.Mean(m_journal,m_entry.copy,m_entry.symbol,m_entry.side);
      m_reports.Send(m_ws,m_journal,About(id,"",0,known),m_result,m_times);
     }
   void              CarryOutTrade(const string type)
     {
      if(type=="void")
         CarryOutVoiding();
      else
         if(type=="flatten")
           {
            BeginInstruction();
            CarryOutFlatten();
           }
         else
            CarryOutForCopy(type);
      //--- first the report, then the events of what was done
      Scan();
      Pulse();
     }
   //--- what is still held stays in the journal whatever its age
   void              ShortenJournal(void)
     {
      TcPosition positions[];
      TcPending  pendings[];
      TcReadPositions(positions);
      TcReadPendings(pendings);
      int count=ArraySize(positions);
      for(int i=0; i<count; i++)
         Keep(m_copies.OpeningOf(m_journal,positions[i].order,positions[i].id,positions[i].magic,positions[i].opened_at));
      count=ArraySize(pendings);
      for(int i=0; i<count; i++)
         Keep(m_copies.OpeningOf(m_journal,pendings[i].ticket,pendings[i].ticket,pendings[i].magic,0));
      m_journal.Shorten(TcToday()-TC_JOURNAL_DAYS);
     }
   void              Keep(const int opening)
     {
      if(opening>=0)
         m_journal.KeepCopyOf(opening);
     }
   void              TurnGuard(void)
     {
      m_guard.Watch(SilentMs());
      bool blind=m_guard.IsBlind();
      if(blind && !m_blind_told)
         Alarm("guard_blind","the guard is blind, nothing is closed: "+m_guard.WhyBlind());
      m_blind_told=blind;
      bool rested=(m_guarded_at==0 || TcMillis()-m_guarded_at>=TC_GUARD_WAIT_MS);
      bool may=(m_watch.IsWhole() && !ClosesAccount() && rested);
      if(!may || !m_guard.WantsFlatten() || !HoldsAnything())
         return;
      m_guarded_at=TcMillis();
      Alarm("guard_flattens","equity "+TcNumber(AccountInfoDouble(ACCOUNT_EQUITY))+" reached the floor: everything on the account is closed");
      FlattenByGuard();
     }
   bool              HoldsAnything(void) const
     {
      TcPosition positions[];
      TcPending  pendings[];
      TcReadPositions(positions);
      TcReadPendings(pendings);
      return(ArraySize(positions)+ArraySize(pendings)>0);
     }
   //--- to the trader's phone, to the log, and to the bridge's log if there is a bridge
   void              Alarm(const string code,const string message)
     {
      Print("TradeCopy executor: ",message);
      m_notices.Add("TradeCopy, account "+TcLogin()+": "+message);
      if(m_welcomed)
         Complain(code,message);
     }
protected:
   virtual bool      IsExecutor(void) { return(true); }
   //--- an instruction is worth more than the terminal's word on what was done, but for closing everything
   virtual int       Patience(void) { return(IsFlattening() ? 0 : TC_BEAT_US/1000); }
   virtual void      Begun(void)
     {
      string account=TcLogin()+"-"+TcFileName(TcServer())+".txt";
      if(!m_journal.Load("journal-"+account))
         Print("TradeCopy executor: the journal of this account cannot be opened: nothing will be opened");
      m_guard.Load("guard-"+account);
      m_reports.Begin(m_journal);
      ForgetJobs();
      m_guarded_at=0;
      m_blind_told=false;
     }
   virtual void      ResendReports(const ulong after)
     {
      m_guard.Lift();
      m_reports.Resend(m_ws,m_journal,after);
     }
   virtual void      Turned(void)
     {
      TurnGuard();
      if(IsFlattening())
        {
         TurnFlatten();
         return;
        }
      if(m_journal.IsLong() && m_watch.IsWhole())
         ShortenJournal();
     }
   virtual void      CarryOut(const string type)
     {
      if(type=="report_ack")
         m_reports.Forget(m_journal,TcDigitsOf(m_frame.TextOf("n")));
      else
         if(type=="inquire")
            Answer();
         else
            if(type!="guard")
               CarryOutTrade(type);
            else
               if(!m_guard.Take(m_frame))
                  Complain("not_stored","the guard cannot be written to a file: it holds until this EA is restarted");
     }
public:
                     CTcExecutor(void)
     {
      m_guarded_at=0;
      m_blind_told=false;
     }
  };
//+------------------------------------------------------------------+
