//+------------------------------------------------------------------+
//| One Expert Advisor's conversation with the bridge: greeting,      |
//| events, snapshots, heartbeats. A monitor is just this; it trades  |
//| never.                                                            |
//+------------------------------------------------------------------+
#property strict
#include "Account.mqh"
#include "Due.mqh"
#include "Events.mqh"
#include "Forms.mqh"
#include "Pages.mqh"
#include "Settings.mqh"
#include "Waits.mqh"
#include "Watch.mqh"
#include "Ws.mqh"

#define TC_WELCOME_MS 10000

class CTcEa
  {
protected:
   CTcWs             m_ws;
   CTcJson           m_frame;
   ulong             m_received;
private:
   CTcForms          m_forms;
   CTcSettings       m_settings;
   CTcWaits          m_waits;
   CTcEvents         m_events;
   CTcWatch          m_watch;
   CTcDue            m_due;
   string            m_role;
   string            m_login;
   string            m_server;
   bool              m_started;
   bool              m_trying;
   bool              m_greeted;
   bool              m_welcomed;
   bool              m_owes_snapshot;
   ulong             m_greeted_at;
   ulong             m_heard_at;
   ulong             m_dead_ms;
   ulong             m_changed_at;
   string            m_told;

   //--- the chart shows what the trader must know; the log gets it once
   void              Show(const string text)
     {
      Comment("TradeCopy "+m_role+": "+text);
      if(text==m_told)
         return;
      m_told=text;
      Print("TradeCopy ",m_role,": ",text);
     }
   void              Connect(void)
     {
      if(!m_waits.IsDue())
         return;
      m_greeted=false;
      m_welcomed=false;
      m_trying=m_ws.Start(TC_HOST,m_settings.Port(),m_settings.Key());
      if(m_trying)
         return;
      Show(m_ws.Why());
      m_waits.WaitGrowing();
     }
   void              Disconnected(void)
     {
      m_trying=false;
      m_welcomed=false;
      //--- whoever said why it ended has shown it and set the wait already
      if(!m_waits.IsDue())
         return;
      Show(m_ws.Why());
      if(m_ws.Status()==401)
         m_settings.KeyFailed();
      m_waits.AfterStatus(m_ws.Status());
     }
   void              Greet(void)
     {
      m_greeted=true;
      m_greeted_at=TcMillis();
      m_heard_at=m_greeted_at;
      m_dead_ms=15000;
      m_login=TcLogin();
      m_server=TcServer();
      m_ws.Send(TcHelloJson(m_role,m_events.Stream(),m_events.LastSeq(),m_events.FirstSeq()));
     }
   void              Refuse(const int code,const string field,const string why)
     {
      m_ws.Send(TcErrorJson("protocol",why,field));
      m_waits.WaitGrowing();
      m_ws.Leave(code,"the bridge sent what the protocol does not know: "+field+" "+why);
     }
   void              ReadFrames(void)
     {
      string text="";
      while(m_ws.IsOpen() && m_ws.NextText(text))
        {
         m_received=m_ws.ReadAt();
         m_heard_at=TcMillis();
         if(m_forms.Read(text,IsExecutor(),m_frame))
            Take(m_frame.TextOf("type"));
         else
            Refuse(1008,m_forms.Field(),m_forms.Why());
        }
      if(m_ws.IsOpen() && m_ws.FaultCode()!=0)
         Refuse(m_ws.FaultCode(),"",m_ws.Why());
     }
   void              Take(const string type)
     {
      if(type=="error")
        {
         Show(m_frame.TextOf("message")+" ("+m_frame.TextOf("code")+")");
         if(!m_welcomed)
            m_waits.AfterError(m_frame.TextOf("code"));
         return;
        }
      if(type=="bye")
        {
         m_waits.AfterBye(m_frame.TextOf("reason"));
         return;
        }
      if((type=="welcome")==m_welcomed)
        {
         Refuse(1008,"type",m_welcomed ? "a second welcome" : "nothing comes before the welcome");
         return;
        }
      if(type=="welcome")
         Welcomed();
      else
         if(!TakeCommon(type))
            CarryOut(type);
     }
   void              Welcomed(void)
     {
      if(m_frame.TextOf("minor")!="0")
        {
         Refuse(1008,"minor","is above the one that was offered");
         return;
        }
      m_welcomed=true;
      m_settings.KeyWorked();
      m_waits.Welcomed();
      m_dead_ms=(ulong)m_frame.CountOf("dead_after_ms");
      m_due.Begin(m_frame.CountOf("heartbeat_ms"));
      Show("connected");
      ulong after=TcDigitsOf(m_frame.TextOf("resume_after"));
      ulong reports=TcDigitsOf(m_frame.TextOf("report_after"));
      m_events.Forget(after);
      Resend(0);
      ResendReports(reports);
      SendSnapshot("");
     }
   void              Resend(const ulong after)
     {
      for(int i=m_events.Above(after); i<m_events.Size(); i++)
         m_ws.Send(m_events.Frame(i));
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
         SendSymbols(m_frame.TextOf("request"),names);
         return(true);
        }
      if(type=="subscribe")
        {
         m_frame.TextsOf("symbols",names);
         m_due.Subscribe(names);
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
   void              SendSymbols(const string request,const string &names[])
     {
      string symbols[];
      string missing[];
      TcReadSymbols(names,symbols,missing);
      int pages=TcPagesFor(ArraySize(symbols),TC_SYMBOLS_ON_PAGE);
      for(int page=1; page<=pages; page++)
         m_ws.Send(TcSymbolsPage(request,page,symbols,missing));
     }
   void              SendSnapshot(const string request)
     {
      Scan();
      TcPosition open[];
      TcClosing  ended[];
      string     positions[];
      string     closed[];
      m_watch.Read(open);
      TcReadClosings(open,ended);
      int count=ArraySize(open);
      for(int i=0; i<count; i++)
         TcAddLine(positions,TcPositionJson(open[i],LinkOf(open[i].id,open[i].magic)));
      count=ArraySize(ended);
      for(int i=0; i<count; i++)
         TcAddLine(closed,TcClosingJson(ended[i],LinkOf(ended[i].id,ended[i].magic)));
      m_owes_snapshot=!m_watch.IsWhole();
      string head=TcSnapshotHead(request,m_watch.IsWhole(),m_events.LastSeq());
      int    pages=TcPagesFor(MathMax(ArraySize(positions),ArraySize(closed)),TC_ITEMS_ON_PAGE);
      for(int page=1; page<=pages; page++)
         m_ws.Send(TcSnapshotPage(head,page,pages,positions,closed));
     }
   void              CheckLife(void)
     {
      ulong now=TcMillis();
      if(!m_welcomed && now-m_greeted_at>TC_WELCOME_MS)
         m_ws.Leave(1000,"the bridge did not welcome this EA");
      else
         if(m_welcomed && now-m_heard_at>m_dead_ms)
            m_ws.Leave(1000,"the bridge fell silent");
     }
   bool              IsOtherAccount(void)
     {
      return(TcLogin()!=m_login || TcServer()!=m_server);
     }
   bool              MayStart(void)
     {
      if(AccountInfoInteger(ACCOUNT_LOGIN)==0)
         return(false);
      if(TcIsNetting())
        {
         Show("netting accounts are not supported yet");
         return(false);
        }
      return(true);
     }
protected:
   virtual bool      IsExecutor(void) { return(false); }
   virtual void      ResendReports(const ulong after) { }
   virtual string    LinkOf(const ulong id,const ulong magic) { return("null"); }
   virtual void      Begun(void) { }
   virtual void      CarryOut(const string type)
     {
      Complain("not_supported","this version does not know "+type+" yet");
     }
   //--- goes to the bridge's log only
   void              Complain(const string code,const string message)
     {
      m_ws.Send(TcErrorJson(code,message,""));
     }
   //--- what must not wait for the end of a row of trade calls
   void              Pulse(void)
     {
      if(m_welcomed)
         m_due.Turn(m_ws,m_watch.Size());
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
      for(int i=0; i<count; i++)
        {
         string link=LinkOf(changes[i].position.id,changes[i].position.magic);
         int    event=m_events.Add(TcChangeJson(changes[i],link),seen);
         if(m_welcomed)
            m_ws.Send(m_events.Frame(event));
        }
     }
public:
                     CTcEa(void)
     {
      m_role="";
      m_started=false;
      m_trying=false;
      m_greeted=false;
      m_welcomed=false;
      m_owes_snapshot=false;
      m_received=0;
      m_changed_at=0;
     }
   //--- begin a new life; the key of the terminal's own file comes before the input's
   void              Start(const string role,const uint port,const string key)
     {
      m_role=role;
      m_told="";
      MathSrand((int)(GetTickCount()&0x7FFFFFFF));
      //--- two lives of one terminal begin at different seconds, and the rest is chance
      ulong stream=((ulong)TimeLocal()<<29)|((ulong)MathRand()<<14)|(ulong)MathRand();
      m_events.Begin(stream&0x7FFFFFFFFFFFFFFF);
      m_watch.Begin();
      m_settings.Load(port,key);
      m_login=TcLogin();
      m_server=TcServer();
      m_started=false;
     }
   //--- one turn of the timer
   void              Turn(void)
     {
      if(!m_started)
        {
         if(!MayStart())
            return;
         m_login=TcLogin();
         m_server=TcServer();
         TcBeginBook(m_role+"-"+m_login+"-"+TcFileName(m_server)+".txt");
         Begun();
         m_started=true;
        }
      m_ws.Turn();
      if(m_ws.IsOpen() && !m_greeted)
         Greet();
      ReadFrames();
      if(m_changed_at!=0 || m_watch.IsDue())
         Scan();
      if(m_ws.IsDown())
        {
         if(m_trying)
            Disconnected();
         Connect();
         return;
        }
      if(m_greeted && m_ws.IsOpen())
         Live();
     }
   void              Live(void)
     {
      if(IsOtherAccount())
        {
         Goodbye("account_changed");
         Start(m_role,m_settings.Port(),m_settings.Key());
         return;
        }
      CheckLife();
      if(!m_welcomed || !m_ws.IsOpen())
         return;
      m_due.Turn(m_ws,m_watch.Size());
      if(m_owes_snapshot && m_watch.IsWhole())
         SendSnapshot("");
     }
   //--- a handler heard that something changed
   void              Changed(void)
     {
      if(!m_started)
         return;
      if(m_changed_at==0)
         m_changed_at=GetMicrosecondCount();
      //--- a burst of changes is looked at together
      if(m_watch.IsStale())
         Scan();
     }
   void              Goodbye(const string reason)
     {
      if(m_welcomed)
         m_ws.Send("{\"type\":\"bye\",\"reason\":\""+reason+"\"}");
      m_welcomed=false;
      m_ws.Leave(1000,"said goodbye: "+reason);
     }
   void              Stop(const int reason)
     {
      Goodbye(TcByeWord(reason));
      Comment("");
     }
  };
//+------------------------------------------------------------------+
