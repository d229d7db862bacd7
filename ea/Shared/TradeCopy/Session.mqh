//+------------------------------------------------------------------+
//| The life of a connection to the bridge: connecting, greeting,     |
//| reading frames, breaking off. It knows nothing of trades.         |
//+------------------------------------------------------------------+
#property strict
#include "Forms.mqh"
#include "Settings.mqh"
#include "Status.mqh"
#include "Waits.mqh"
#include "Ws.mqh"

#define TC_WELCOME_MS 10000
#define TC_KEY_LOOK_MS 5000
//--- frames are read for so long in a row; the rest waits for the next turn
#define TC_READING_MS 15
//--- the highest minor of version 1 that this EA speaks
#define TC_MINOR 1

class CTcSession
  {
protected:
   CTcWs             m_ws;
   CTcJson           m_frame;
   CTcSettings       m_settings;
   CTcStatus         m_status;
   ulong             m_received;
   bool              m_welcomed;
   long              m_minor;
private:
   CTcForms          m_forms;
   CTcWaits          m_waits;
   bool              m_trying;
   bool              m_greeted;
   bool              m_back_at_once;
   bool              m_excused;
   bool              m_unread;
   ulong             m_greeted_at;
   ulong             m_heard_at;
   ulong             m_word_at;
   ulong             m_dead_ms;
   ulong             m_key_sought_at;

   //--- whether anything keeps the EA from connecting; the chart says what to do
   bool              IsHindered(void)
     {
      string hindrance=TcHindrance();
      if(hindrance!="")
        {
         m_status.Say("Not connected: the terminal does not allow it.",hindrance);
         return(true);
        }
      if(m_settings.Key()!="")
         return(false);
      if(TcMillis()-m_key_sought_at>=TC_KEY_LOOK_MS)
        {
         m_key_sought_at=TcMillis();
         m_settings.LoadAgain();
        }
      m_status.Say("Not connected: this EA has no key yet.",TcStatusHint(401));
      return(m_settings.Key()=="");
     }
   void              Connect(void)
     {
      if(!m_waits.IsDue() || IsHindered())
         return;
      m_settings.LoadAgain();
      m_greeted=false;
      m_welcomed=false;
      m_excused=false;
      m_trying=true;
      m_ws.Start(TC_HOST,m_settings.Port(),m_settings.Key());
     }
   void              SayWhy(void)
     {
      string port=IntegerToString((long)m_settings.Port());
      int    status=m_ws.Status();
      if(!m_ws.WasJoined())
         m_status.Say("Not connected: "+TcConnectWords(m_ws.Error(),port)+".",TcConnectHint(m_ws.Error()));
      else
         if(status!=0 && status!=101)
            m_status.Say("Not connected: "+TcStatusWords(status)+".",TcStatusHint(status));
         else
            m_status.Say("Not connected: "+m_ws.Why()+".",TC_RETRY);
     }
   void              Disconnected(void)
     {
      int status=m_ws.Status();
      m_trying=false;
      m_welcomed=false;
      bool at_once=m_back_at_once;
      m_back_at_once=false;
      //--- whoever said why it ended has set the wait already
      if(at_once || m_excused)
         return;
      SayWhy();
      if(status==401)
         m_settings.KeyFailed();
      m_waits.AfterStatus(status);
     }
   void              BeginGreeting(void)
     {
      m_greeted=true;
      m_greeted_at=TcMillis();
      m_heard_at=m_greeted_at;
      m_dead_ms=15000;
      Greet();
     }
   void              ReadFrames(void)
     {
      string text="";
      ulong  begun=TcMillis();
      m_unread=false;
      while(m_ws.NextText(text))
        {
         m_received=m_ws.ReadAt();
         m_heard_at=TcMillis();
         if(m_forms.Read(text,IsExecutor(),m_frame))
            Take(m_frame.TextOf("type"));
         else
            Refuse(1008,m_forms.Field(),m_forms.Why());
         //--- while a trade call blocked this EA nobody listened: that is no silence of the bridge
         m_heard_at=TcMillis();
         if(m_welcomed)
            m_word_at=m_heard_at;
         //--- a trade call takes its time, and frames behind it have waited enough
         if(TcInstructionFrame(m_frame.TextOf("type"))!="")
            begun=TcMillis();
         m_unread=(TcMillis()-begun>=TC_READING_MS);
         if(m_unread)
            return;
        }
      if(m_ws.IsOpen() && m_ws.FaultCode()!=0)
         Refuse(m_ws.FaultCode(),"",m_ws.Why());
     }
   void              TakeError(void)
     {
      string code=m_frame.TextOf("code");
      Print("TradeCopy: the bridge says ",m_frame.TextOf("message")," (",code,") ",m_frame.TextOf("field"));
      if(m_welcomed || !TcIsRefusal(code))
         return;
      m_status.Say("Not connected: "+TcRefusalWords(code)+".",TcRefusalHint(code));
      //--- the terminal's file may hold the key of the account that was here before
      if(code=="wrong_account")
         m_settings.KeyFailed();
      m_excused=true;
      m_waits.AfterError(code);
     }
   void              TakeBye(void)
     {
      string reason=m_frame.TextOf("reason");
      m_excused=(reason=="removed" || reason=="replaced");
      m_waits.AfterBye(reason);
      m_status.Say("Not connected: TradeCopy Desktop ended the connection ("+reason+").",TC_RETRY);
     }
   void              Take(const string type)
     {
      //--- why the other side closed is still worth reading, nothing else is
      if(!m_ws.IsOpen() && type!="error" && type!="bye")
         return;
      if(type=="error")
         TakeError();
      else
         if(type=="bye")
            TakeBye();
         else
            if((type=="welcome")==m_welcomed)
               Refuse(1008,"type",m_welcomed ? "a second welcome" : "nothing comes before the welcome");
            else
               if(type=="welcome")
                  TakeWelcome();
               else
                  TakeFrame(type);
     }
   void              TakeWelcome(void)
     {
      m_minor=m_frame.CountOf("minor");
      if(m_minor>TC_MINOR)
        {
         Refuse(1008,"minor","is above the one that was offered");
         return;
        }
      m_welcomed=true;
      m_settings.KeyWorked();
      m_waits.Welcomed();
      m_dead_ms=(ulong)m_frame.CountOf("dead_after_ms");
      Welcomed();
     }
protected:
   virtual bool      IsExecutor(void) { return(false); }
   virtual void      Greet(void) { }
   virtual void      Welcomed(void) { }
   virtual void      TakeFrame(const string type) { }
   void              Refuse(const int code,const string field,const string why)
     {
      m_ws.Send(TcErrorJson("protocol",why,field));
      m_excused=true;
      m_waits.WaitGrowing();
      m_status.Say("Not connected: TradeCopy Desktop sent what this EA does not understand ("+field+" "+why+").",TcRefusalHint("version"));
      m_ws.Leave(code,"the bridge broke the protocol");
     }
   //--- goes to the bridge's log only
   void              Complain(const string code,const string message)
     {
      m_ws.Send(TcErrorJson(code,message,""));
     }
   //--- how long no word came from a bridge that had welcomed this EA; from its start if none did
   ulong             SilentMs(void) const { return(TcMillis()-m_word_at); }
   bool              IsGreeted(void) const { return(m_greeted && m_ws.IsOpen()); }
   void              CheckLife(void)
     {
      ulong now=TcMillis();
      if(!m_welcomed && now-m_greeted_at>TC_WELCOME_MS)
         m_ws.Leave(1000,"TradeCopy Desktop did not greet back");
      else
         if(m_welcomed && now-m_heard_at>m_dead_ms)
            m_ws.Leave(1000,"TradeCopy Desktop fell silent");
     }
   void              Goodbye(const string reason)
     {
      if(m_welcomed)
         m_ws.Send("{\"type\":\"bye\",\"reason\":\""+reason+"\"}");
      m_welcomed=false;
      m_ws.Leave(1000,"said goodbye: "+reason);
     }
   //--- end the session in order because the greeting is no longer true, and begin another
   void              GreetAnew(void)
     {
      Goodbye("restarting");
      m_back_at_once=true;
     }
   //--- whether the link rests: all that came is read, and all that was said has gone
   bool              IsLinkIdle(void) const { return(m_welcomed && m_ws.IsIdle() && !m_unread); }
   //--- read what has come; frames are taken as they come
   void              TurnLink(void)
     {
      m_ws.Turn();
      if(m_ws.IsOpen() && !m_greeted)
         BeginGreeting();
      ReadFrames();
     }
   //--- true while there is no connection: one is begun when it is due
   bool              TurnDown(void)
     {
      if(!m_ws.IsDown())
         return(false);
      if(m_trying)
         Disconnected();
      Connect();
      return(true);
     }
public:
                     CTcSession(void)
     {
      m_received=0;
      m_welcomed=false;
      m_minor=0;
      m_trying=false;
      m_greeted=false;
      m_back_at_once=false;
      m_excused=false;
      m_unread=false;
      m_greeted_at=0;
      m_heard_at=0;
      m_word_at=0;
      m_dead_ms=15000;
      m_key_sought_at=0;
     }
  };
//+------------------------------------------------------------------+
