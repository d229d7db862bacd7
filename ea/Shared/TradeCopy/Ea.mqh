//+------------------------------------------------------------------+
//| One Expert Advisor's conversation with the bridge about its       |
//| account: greeting, events, snapshots, heartbeats. A monitor is    |
//| just this; it trades never.                                       |
//+------------------------------------------------------------------+
#property strict
#include "Account.mqh"
#include "Due.mqh"
#include "Events.mqh"
#include "Listing.mqh"
#include "Notices.mqh"
#include "Offset.mqh"
#include "Pages.mqh"
#include "Session.mqh"
#include "Watch.mqh"

//--- a terminal's timer comes every 10 to 16 ms
#define TC_TIMER_MS 10
//--- so long a timer's event may take where the bridge has nothing to say
#define TC_BEAT_US 9000
//--- so long trades are expected to follow each other
#define TC_LIVELY_MS 2000

class CTcEa : public CTcSession
  {
protected:
   CTcWatch          m_watch;
   CTcNotices        m_notices;
private:
   CTcEvents         m_events;
   CTcDue            m_due;
   CTcListing        m_listing;
   CTcOffset         m_offset;
   string            m_told_offset;
   string            m_role;
   string            m_login;
   string            m_server;
   bool              m_started;
   bool              m_owes_snapshot;
   ulong             m_changed_at;
   ulong             m_lively_at;

   void              Resend(const ulong after)
     {
      for(ulong seq=m_events.NextAbove(after); seq!=0; seq=m_events.NextAbove(seq))
         m_ws.Send(m_events.Frame(seq,m_minor));
     }
   bool              TakeCommon(const string type)
     {
      if(type=="heartbeat")
        {
         m_due.Hear(m_frame.TextOf("ticks"),m_received);
         m_due.Beat(m_ws,m_watch.Size());
        }
      else
         if(type=="ack")
            m_events.Forget(TcDigitsOf(m_frame.TextOf("seq")));
         else
            if(type=="resume")
               Resend(TcDigitsOf(m_frame.TextOf("after")));
            else
               if(type=="get_snapshot")
                  SendSnapshot(m_frame.TextOf("request"));
               else
                  return(TakeMarket(type));
      return(true);
     }
   bool              TakeMarket(const string type)
     {
      string names[];
      if(type=="get_symbols")
        {
         m_frame.TextsOf("names",names);
         m_listing.Want(m_frame.TextOf("request"),names);
         return(true);
        }
      if(type=="subscribe")
        {
         m_frame.TextsOf("symbols",names);
         m_due.Subscribe(names);
         return(true);
        }
      if(type=="notify")
        {
         m_notices.Add(m_frame.TextOf("text"));
         return(true);
        }
      if(type!="new_key")
         return(false);
      ChangeKey(m_frame.TextOf("key"));
      return(true);
     }
   void              ChangeKey(const string key)
     {
      if(!m_settings.ChangeKey(key))
        {
         Complain("not_stored","the new key cannot be written to the terminal's file");
         return;
        }
      m_ws.Send("{\"type\":\"key_accepted\"}");
      Goodbye("restarting");
     }
   //--- that a message did not reach the phone is seen where it came from
   void              PushNotices(void)
     {
      int error=m_notices.Turn();
      if(error!=0 && m_welcomed)
         Complain("not_pushed","a push message was not sent, error "+IntegerToString(error)+": set the MetaQuotes ID in Tools > Options > Notifications");
     }
   void              SendSnapshot(const string request)
     {
      TcLists lists;
      List("","",lists);
      m_owes_snapshot=!m_watch.IsWhole();
      string head=TcSnapshotHead(request,m_watch.IsWhole(),m_events.LastSeq());
      int    pages=TcSnapshotPages(lists);
      for(int page=1; page<=pages; page++)
         m_ws.Send(TcSnapshotPage(head,page,pages,lists));
     }
   //--- what an inquiry by `position` or `order` asks for; everything where `by` is empty
   void              List(const string by,const string value,TcLists &lists)
     {
      TcPosition open[];
      TcPending  waiting[];
      TcClosing  ended[];
      Scan();
      m_watch.Read(open,waiting);
      TcReadClosings(open,ended);
      ulong number=(by=="") ? 0 : TcDigitsOf(value);
      int   count=ArraySize(open);
      for(int i=0; i<count; i++)
        {
         bool meant=(by=="position") ? (open[i].id==number || open[i].ticket==number) : (open[i].order==number);
         if(by=="" || meant)
            TcAddLine(lists.positions,TcPositionJson(open[i],LinkOf(open[i].id,open[i].magic)));
        }
      count=ArraySize(waiting);
      for(int i=0; i<count; i++)
         if(by=="" || (by=="order" && waiting[i].ticket==number))
            TcAddLine(lists.pendings,TcPendingJson(waiting[i],LinkOf(waiting[i].ticket,waiting[i].magic)));
      count=ArraySize(ended);
      for(int i=0; i<count; i++)
         if(by=="" || (by=="position" ? ended[i].id : ended[i].order)==number)
            TcAddLine(lists.closed,TcClosingJson(ended[i],LinkOf(ended[i].id,ended[i].magic)));
     }
   //--- a monitor keeps no journal: it knows nothing of ids and copies, and of old closes what history shows
   void              AnswerInquiry(void)
     {
      TcLists lists;
      string  by=m_frame.TextOf("by");
      bool    market=(by=="position" || by=="order");
      if(market)
         List(by,m_frame.TextOf("value"),lists);
      bool there=(ArraySize(lists.positions)+ArraySize(lists.pendings)+ArraySize(lists.closed)>0);
      m_ws.Send(TcFoundJson(m_frame.TextOf("request"),market && there && m_watch.IsWhole(),"none",lists));
     }
   //--- a terminal that is logged out for a moment has no other account yet
   bool              IsOtherAccount(void)
     {
      if(AccountInfoInteger(ACCOUNT_LOGIN)==0 || TcServer()=="")
         return(false);
      return(TcLogin()!=m_login || TcServer()!=m_server);
     }
   bool              MayStart(void)
     {
      if(AccountInfoInteger(ACCOUNT_LOGIN)!=0)
         return(true);
      m_status.Say("Not connected: the terminal is not logged in to an account.","Log in with File > Login to Trade Account.");
      return(false);
     }
   //--- what the trader must know while everything is connected
   void              ShowLife(void)
     {
      TcPermissions now;
      TcReadPermissions(now);
      if(!now.connected)
         m_status.Say("Connected to TradeCopy Desktop, but the terminal has no connection to its trade server.","Nothing can be told until it is back: see the bottom right corner of the terminal.");
      else
         if(!m_watch.IsWhole())
            m_status.Say("Connected to TradeCopy Desktop. The list of trades is still being read.","");
         else
            if(IsExecutor())
               m_status.Say("Connected to TradeCopy Desktop: its copies are made on this account.",TcTradeHint(now));
            else
               m_status.Say("Connected to TradeCopy Desktop: the trades of this account are told.","");
     }
protected:
   virtual void      ResendReports(const ulong after) { }
   virtual string    LinkOf(const ulong id,const ulong magic) { return("null"); }
   virtual void      Begun(void) { }
   //--- each turn of the timer, whether or not there is a connection
   virtual void      Turned(void) { }
   virtual void      CarryOut(const string type)
     {
      if(type=="inquire")
         AnswerInquiry();
      //--- a monitor opens nothing, so that a guard finds nothing to block
      else
         if(type!="guard")
            Complain("not_supported","this version does not know "+type+" yet");
     }
   virtual void      Greet(void)
     {
      m_login=TcLogin();
      m_server=TcServer();
      m_offset.TakeFirst();
      m_told_offset=m_offset.Json();
      m_ws.Send(TcHelloJson(m_role,TC_MINOR,m_told_offset,m_events.Stream(),m_events.LastSeq(),m_events.FirstSeq()));
     }
   virtual void      Welcomed(void)
     {
      m_due.Begin(m_frame.CountOf("heartbeat_ms"));
      m_listing.Forget();
      ShowLife();
      ulong after=TcDigitsOf(m_frame.TextOf("resume_after"));
      ulong reports=TcDigitsOf(m_frame.TextOf("report_after"));
      m_events.Forget(after);
      Resend(0);
      ResendReports(reports);
      SendSnapshot("");
     }
   virtual void      TakeFrame(const string type)
     {
      if(!TakeCommon(type))
         CarryOut(type);
     }
   //--- what must not wait for the end of a row of trade calls
   void              Pulse(void)
     {
      if(m_welcomed)
         m_due.Turn(m_ws,m_watch.Size());
     }
   //--- a full picture as soon as the turn comes to it
   void              OweSnapshot(void) { m_owes_snapshot=true; }
   //--- how long a turn may wait in the socket for the bridge's next word; 0: not at all
   virtual int       Patience(void)
     {
      bool lively=(m_lively_at!=0 && TcMillis()-m_lively_at<TC_LIVELY_MS);
      return(lively ? TC_LOOK_MS : 0);
     }
   //--- look at the account and tell what changed; without the bridge it is kept
   void              Scan(void)
     {
      TcChange changes[];
      ulong    seen=m_changed_at;
      m_changed_at=0;
      if(seen==0)
         seen=GetMicrosecondCount();
      m_watch.Look(changes);
      int count=ArraySize(changes);
      if(count>0)
         m_lively_at=TcMillis();
      for(int i=0; i<count; i++)
        {
         ulong  id=TcCarriesPending(changes[i].kind) ? changes[i].pending.ticket : changes[i].position.id;
         ulong  magic=TcCarriesPending(changes[i].kind) ? changes[i].pending.magic : changes[i].position.magic;
         TcBody body;
         TcWriteBody(changes[i],TcCarriesDeal(changes[i].kind) && id==0 ? "null" : LinkOf(id,magic),body);
         ulong seq=m_events.Add(body,seen);
         if(m_welcomed)
            m_ws.Send(m_events.Frame(seq,m_minor));
         m_status.SayEvent(TcChangeWords(changes[i]));
        }
      if(m_watch.TakeSilent())
         m_owes_snapshot=true;
     }
public:
                     CTcEa(void)
     {
      m_role="";
      m_told_offset="null";
      m_started=false;
      m_owes_snapshot=false;
      m_changed_at=0;
      m_lively_at=0;
     }
   //--- begin a new life; the key of the terminal's own file comes before the input's
   void              Start(const string role,const uint port,const string key)
     {
      m_role=role;
      MathSrand((int)(GetTickCount()&0x7FFFFFFF));
      //--- two lives of one terminal begin at different seconds, and the rest is chance
      ulong stream=((ulong)TimeLocal()<<29)|((ulong)MathRand()<<14)|(ulong)MathRand();
      m_events.Begin(stream&0x7FFFFFFFFFFFFFFF);
      m_watch.Begin();
      m_offset.Begin();
      m_settings.Load(port,key);
      m_status.Begin(role,"");
      m_login=TcLogin();
      m_server=TcServer();
      m_owes_snapshot=false;
      m_started=false;
     }
   //--- the timer's event: a turn, and another whenever something comes before the next event is near
   void              Beat(void)
     {
      ulong begun=GetMicrosecondCount();
      Turn();
      while(IsLinkIdle())
        {
         int left=(TC_BEAT_US-(int)(GetMicrosecondCount()-begun))/1000;
         int wait=MathMin(Patience(),left);
         if(wait<=0)
            return;
         m_ws.Await(wait);
         Turn();
        }
     }
   //--- one turn
   void              Turn(void)
     {
      PushNotices();
      if(!m_started)
        {
         if(!MayStart())
            return;
         m_login=TcLogin();
         m_server=TcServer();
         m_status.Begin(m_role,m_login+", "+m_server);
         TcBeginBook(m_role+"-"+m_login+"-"+TcFileName(m_server)+".txt");
         Begun();
         m_started=true;
        }
      if(IsOtherAccount())
        {
         Goodbye("account_changed");
         Start(m_role,m_settings.PortGiven(),m_settings.KeyGiven());
         return;
        }
      m_offset.Look();
      TurnLink();
      if(m_changed_at!=0 || m_watch.IsDue())
         Scan();
      if(!TurnDown() && IsGreeted())
         Live();
      Turned();
     }
   void              Live(void)
     {
      CheckLife();
      if(!m_welcomed || !m_ws.IsOpen())
         return;
      m_due.Turn(m_ws,m_watch.Size());
      m_listing.Turn(m_ws);
      ShowLife();
      if(!m_watch.IsSteady())
         m_owes_snapshot=true;
      if(m_owes_snapshot && m_watch.IsWhole())
         SendSnapshot("");
      //--- every server time that was sent is read with the offset of the greeting
      if(m_told_offset!=m_offset.Json())
         GreetAnew();
     }
   //--- a handler heard that something changed
   void              Changed(void)
     {
      if(!m_started || IsOtherAccount())
         return;
      if(m_changed_at==0)
         m_changed_at=GetMicrosecondCount();
      //--- a burst of changes is looked at together
      if(m_watch.IsStale())
         Scan();
     }
   void              Stop(const int reason)
     {
      Goodbye(TcByeWord(reason));
      m_ws.Part();
      m_status.Clear();
     }
  };
//+------------------------------------------------------------------+
