//+------------------------------------------------------------------+
//| Closing everything in a scope: started at once where the platform |
//| can, repeated until the book shows it done, a little in each turn |
//| so that the bridge goes on hearing of this EA.                    |
//+------------------------------------------------------------------+
#property strict
#include "Changes.mqh"
#include "Closures.mqh"

#define TC_FLATTEN_REPORT_MS 250
#define TC_FLATTEN_GIVE_UP_MS 60000

//--- a flatten that goes on; one without an id is the guard's own
struct TcJob
  {
   string            id;
   bool              account;
   string            copies[];
   bool              cancels;
   TcTimes           times;
   long              left;
   long              told;
   ulong             told_at;
   ulong             progress_at;
   int               empty;
   bool              hopeless;
   string            code;
   string            message;
  };

class CTcFlatten : public CTcChanges
  {
private:
   TcJob             m_jobs[];
   CTcClosures       m_closures;
   int               m_started_now;

   bool              Names(const TcJob &job,const string copy) const
     {
      for(int i=ArraySize(job.copies)-1; i>=0; i--)
         if(job.copies[i]==copy)
            return(true);
      return(false);
     }
   bool              HasOpeningOf(const TcJob &job,const int opening) const
     {
      if(opening<0)
         return(false);
      TcEntry entry;
      m_journal.Read(opening,entry);
      return(Names(job,entry.copy));
     }
   int               FindJob(const string id) const
     {
      for(int i=ArraySize(m_jobs)-1; i>=0; i--)
         if(m_jobs[i].id==id)
            return(i);
      return(-1);
     }
   void              DropJob(const int at)
     {
      int last=ArraySize(m_jobs)-1;
      for(int i=at; i<last; i++)
         m_jobs[i]=m_jobs[i+1];
      ArrayResize(m_jobs,last);
      if(last==0)
         m_closures.Clear();
     }
   int               AddJob(const string id,const bool account,const bool cancels)
     {
      int at=ArraySize(m_jobs);
      ArrayResize(m_jobs,at+1);
      m_jobs[at].id=id;
      m_jobs[at].account=account;
      m_jobs[at].cancels=cancels;
      m_jobs[at].times=m_times;
      m_jobs[at].left=0;
      m_jobs[at].told=-1;
      m_jobs[at].told_at=0;
      m_jobs[at].progress_at=TcMillis();
      m_jobs[at].empty=0;
      m_jobs[at].hopeless=false;
      m_jobs[at].code="";
      m_jobs[at].message="";
      ArrayResize(m_jobs[at].copies,0);
      return(at);
     }
   //--- starts or follows the closing of one position or order
   void              Drive(const bool waits,const TcPosition &position,TcJob &job)
     {
      int at=m_closures.Follow(waits,position.ticket,position.units);
      m_closures.Trouble(at,job.hopeless,job.code,job.message);
      if(!m_closures.IsDue(at) || m_started_now>=TC_STARTS_AT_ONCE)
         return;
      TcAnswer answer;
      uint     request=0;
      m_started_now++;
      m_times=job.times;
      m_entry.id=job.id;
      TcSetAnswer(answer,TC_CARRIED_OUT,0,"");
      Announce();
      if(waits)
         request=TcStartCancel(position.ticket,answer);
      else
         request=TcStartClose(position,position.units,m_closures.Attempt(at),answer);
      Answered();
      job.times=m_times;
      if(request!=0)
         m_closures.Sent(at,request);
      else
         m_closures.Take(at,answer);
      m_closures.Trouble(at,job.hopeless,job.code,job.message);
     }
   void              DrivePositions(const TcPosition &positions[],TcJob &job)
     {
      int count=ArraySize(positions);
      for(int i=0; i<count; i++)
        {
         bool meant=job.account;
         if(!meant)
            meant=HasOpeningOf(job,m_copies.OpeningOf(m_journal,positions[i].order,positions[i].id,positions[i].magic,positions[i].opened_at));
         if(!meant)
            continue;
         job.left+=positions[i].units;
         Drive(false,positions[i],job);
        }
     }
   void              DrivePendings(const TcPending &pendings[],TcJob &job)
     {
      int count=job.cancels ? ArraySize(pendings) : 0;
      for(int i=0; i<count; i++)
        {
         if(!job.account && !HasOpeningOf(job,m_copies.OpeningOf(m_journal,pendings[i].ticket,pendings[i].ticket,pendings[i].magic,0)))
            continue;
         TcPosition order;
         TcClearPosition(order);
         order.ticket=pendings[i].ticket;
         order.units=pendings[i].units;
         order.symbol=pendings[i].symbol;
         job.left+=order.units;
         Drive(true,order,job);
        }
     }
   //--- shares of netting positions: one call a turn, looked at again before and after
   void              DriveShares(TcJob &job)
     {
      int count=ArraySize(job.copies);
      for(int i=0; i<count; i++)
        {
         if(!m_copies.MeanKnown(m_journal,job.copies[i]))
            continue;
         long held=m_copies.Held(m_journal);
         job.left+=held;
         if(held>0)
            CloseShare(held,job);
        }
     }
   void              CloseShare(const long held,TcJob &job)
     {
      TcPosition tickets[];
      TcAnswer   answer;
      TcFill     fills[];
      m_copies.ReadTickets(m_journal,tickets);
      if(ArraySize(tickets)==0)
         return;
      int at=m_closures.Follow(false,tickets[0].ticket,tickets[0].units);
      m_closures.Trouble(at,job.hopeless,job.code,job.message);
      if(!m_closures.IsDue(at) || m_started_now>0)
         return;
      m_started_now++;
      m_times=job.times;
      m_entry.id=job.id;
      m_entry.symbol=tickets[0].symbol;
      m_entry.side=TcSide(tickets[0].buy);
      ulong magic=m_copies.ClosingMagic(m_journal,tickets[0]);
      NoteNet();
      CloseUnits(tickets[0],held,magic,answer,fills);
      m_closures.Take(at,answer);
      if(ArraySize(fills)>0)
         UndoRace("",magic);
      job.times=m_times;
      m_closures.Trouble(at,job.hopeless,job.code,job.message);
     }
   //--- a copy that the journal does not know may be held all the same
   string            Unknown(const TcJob &job) const
     {
      int count=ArraySize(job.copies);
      for(int i=0; i<count; i++)
         if(!m_journal.KnowsCopy(job.copies[i]))
            return(job.copies[i]);
      return("");
     }
   void              Tell(TcJob &job,const string outcome,const string code,const string message)
     {
      job.told=job.left;
      job.told_at=TcMillis();
      if(job.id=="")
         return;
      TcResult result;
      CTcObject json;
      TcSetResult(result,outcome,code,message);
      json.AddWord("id",job.id);
      json.AddRaw("copy","null");
      json.AddCount("revision",0);
      json.AddWord("remaining",TcUnitsText(job.left));
      json.AddRaw("net","null");
      json.AddRaw("sl","null");
      json.AddRaw("tp","null");
      string text=json.Written();
      m_reports.Send(m_ws,m_journal,StringSubstr(text,1,StringLen(text)-2),result,job.times);
     }
   void              End(TcJob &job,const string outcome,const string code,const string message)
     {
      FlattenEntry(job.id);
      m_entry.outcome=outcome;
      m_entry.code=code;
      if(job.id!="")
         m_journal.WriteDone(m_entry);
      else
         Print("TradeCopy executor: the guard's flatten ended: ",outcome," ",code," ",message);
      Tell(job,outcome,code,message);
     }
   void              FlattenEntry(const string id)
     {
      TcClearEntry(m_entry);
      m_entry.id=id;
      m_entry.kind="flatten";
      m_entry.copy="-";
      m_entry.symbol="-";
      m_entry.side="-";
     }
   //--- true if the job has ended
   bool              Judge(TcJob &job,const long before)
     {
      ulong now=TcMillis();
      if(job.left<before || job.told<0)
         job.progress_at=now;
      job.empty=(job.left==0) ? job.empty+1 : 0;
      if(job.empty>1)
        {
         string unknown=Unknown(job);
         if(unknown=="")
            End(job,"done","","");
         else
            End(job,"refused","no_copy","the journal does not know the copy "+unknown);
         return(true);
        }
      if(job.left>0 && (job.hopeless || now-job.progress_at>TC_FLATTEN_GIVE_UP_MS))
        {
         End(job,"refused",job.code,job.message);
         return(true);
        }
      if(job.told<0 || (job.left!=job.told && now-job.told_at>=TC_FLATTEN_REPORT_MS))
         Tell(job,"accepted",job.code,"");
      return(false);
     }
protected:
   virtual bool      IsBeingClosed(const string copy)
     {
      for(int i=ArraySize(m_jobs)-1; i>=0; i--)
         if(m_jobs[i].account || Names(m_jobs[i],copy))
            return(true);
      return(false);
     }
   bool              IsFlattening(void) const { return(ArraySize(m_jobs)>0); }
   bool              ClosesAccount(void) const
     {
      for(int i=ArraySize(m_jobs)-1; i>=0; i--)
         if(m_jobs[i].account)
            return(true);
      return(false);
     }
   void              ForgetJobs(void)
     {
      ArrayResize(m_jobs,0);
      m_closures.Clear();
     }
   void              CarryOutFlatten(void)
     {
      string  id=m_frame.TextOf("id");
      int     at=m_journal.Find(id);
      int     job=FindJob(id);
      TcEntry known;
      TcClearEntry(known);
      if(at>=0)
         m_journal.Read(at,known);
      if(job>=0)
        {
         m_jobs[job].told=-1;
         return;
        }
      job=AddJob(id,m_frame.TextOf("scope")=="account",m_frame.TextOf("cancel_pendings")=="true");
      m_frame.TextsOf("copies",m_jobs[job].copies);
      TcPermissions now;
      TcReadPermissions(now);
      now.connected=true;
      FlattenEntry(id);
      if(known.outcome!="")
         Tell(m_jobs[job],known.outcome=="done" ? "already_done" : known.outcome,known.code,"");
      else
         if(m_journal.IsVoid(id))
            Tell(m_jobs[job],"refused","voided","");
         else
            if(!TcMayTrade(now))
               End(m_jobs[job],"refused","not_allowed","trading is not allowed in this terminal");
            else
              {
               m_journal.WriteIntent(m_entry);
               return;
              }
      DropJob(job);
     }
   void              FlattenByGuard(void)
     {
      TcTimes now;
      now.received=GetMicrosecondCount();
      now.sent=0;
      now.done=0;
      m_times=now;
      AddJob("",true,true);
     }
   //--- one step of whatever goes on
   void              TurnFlatten(void)
     {
      if(ArraySize(m_jobs)==0 || TerminalInfoInteger(TERMINAL_CONNECTED)==0 || !m_watch.IsSteady())
         return;
      TcPosition positions[];
      TcPending  pendings[];
      m_started_now=0;
      TcReadPositions(positions);
      TcReadPendings(pendings);
      int i=0;
      while(i<ArraySize(m_jobs))
        {
         TcJob job=m_jobs[i];
         long  before=job.left;
         job.left=0;
         job.hopeless=true;
         if(TcIsNetting() && !job.account)
            DriveShares(job);
         else
            DrivePositions(positions,job);
         DrivePendings(pendings,job);
         bool ended=Judge(job,before);
         m_jobs[i]=job;
         if(ended)
            DropJob(i);
         else
            i++;
        }
     }
public:
                     CTcFlatten(void) { m_started_now=0; }
   //--- the trade server's answer to what was sent without waiting
   void              Heard(const uint request,const TcAnswer &answer)
     {
      if(request!=0)
         m_closures.Heard(request,answer);
     }
  };
//+------------------------------------------------------------------+
