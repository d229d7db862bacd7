//+------------------------------------------------------------------+
//| What stands on the chart: whether the EA is connected, why not,   |
//| what it told last, and what to click. The log gets each state     |
//| once.                                                             |
//+------------------------------------------------------------------+
#property strict
#include "Account.mqh"

#define TC_RETRY "The EA tries again by itself."

//--- why the bridge did not let the EA in, by the HTTP status of its answer
string TcStatusWords(const int status)
  {
   if(status==401)
      return("TradeCopy Desktop does not know the key");
   if(status==429)
      return("too many attempts, the next one comes in ten seconds");
   if(status==503)
      return("TradeCopy Desktop is starting, stopping or full");
   return("the program on this port answered "+IntegerToString(status));
  }

string TcStatusHint(const int status)
  {
   if(status==401)
      return("Copy the key of this account from TradeCopy Desktop, press F7 here and paste it under Inputs.");
   if(status==429 || status==503)
      return(TC_RETRY);
   return("The port under Inputs (F7) should be 0, or the one that TradeCopy Desktop shows. If it is, install the EAs from TradeCopy Desktop again.");
  }

//--- why the bridge refused this EA's greeting, by the code of its error
string TcRefusalWords(const string code)
  {
   if(code=="already_running")
      return("already running on another chart");
   if(code=="wrong_account")
      return("the key belongs to another account");
   if(code=="wrong_role")
      return("the key is not for this kind of EA");
   return("this EA and TradeCopy Desktop are of different versions");
  }

string TcRefusalHint(const string code)
  {
   if(code=="already_running")
      return("Remove the EA from one of the two charts, or close the other terminal of this account.");
   if(code=="wrong_account")
      return("Log in to the account that the key is for, or press F7 and paste the key of this account.");
   if(code=="wrong_role")
      return("In TradeCopy Desktop allow this account to be a master (Monitor) or a follower (Executor).");
   return("Install the EAs from TradeCopy Desktop again.");
  }

//--- what keeps an executor from trading, and the click that helps; empty if nothing does
string TcTradeHint(const TcPermissions &now)
  {
   if(!now.terminal)
      return("Trading by EAs is off: press the button "+TC_ALGO_BUTTON+" in the toolbar.");
   if(!now.program)
      return("This EA may not trade: press F7 and tick \""+TC_ALGO_TICK+"\" under Common.");
   if(!now.account)
      return("The account may not trade: log in with the master password, not the investor password.");
   if(!now.experts)
      return("The broker does not let EAs trade on this account: ask the broker.");
   return("");
  }

class CTcStatus
  {
private:
   string            m_title;
   string            m_state;
   string            m_hint;
   string            m_event;
   string            m_shown;

   void              Draw(void)
     {
      string text=m_title+"\n"+m_state;
      if(m_hint!="")
         text+="\n"+m_hint;
      if(m_event!="")
         text+="\nLast event: "+m_event;
      if(text==m_shown)
         return;
      m_shown=text;
      Comment(text);
     }
public:
                     CTcStatus(void) { Begin("",""); }
   void              Begin(const string role,const string account)
     {
      string name=(role=="executor") ? "Executor" : "Monitor";
      m_title="TradeCopy "+name+" "+TC_EA_VERSION+(account=="" ? "" : ", account "+account);
      m_state="";
      m_hint="";
      m_event="";
      m_shown="";
     }
   void              Say(const string state,const string hint)
     {
      if(state!=m_state)
         Print(m_title,": ",state);
      m_state=state;
      m_hint=hint;
      Draw();
     }
   void              SayEvent(const string words)
     {
      m_event=TimeToString(TimeLocal(),TIME_SECONDS)+" "+words;
      Draw();
     }
   void              Clear(void)
     {
      m_shown="";
      Comment("");
     }
  };
//+------------------------------------------------------------------+
