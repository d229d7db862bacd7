//+------------------------------------------------------------------+
//| Checks the way to the bridge: address, handshake, greeting. Then  |
//| it says goodbye. It tells no trades and never trades.             |
//+------------------------------------------------------------------+
#property strict
#include "SelfTest.mqh"
#include "Settings.mqh"
#include "Status.mqh"
#include "Ws.mqh"

#define TC_TEST_PATIENCE_MS 10000

//--- the first frame of the bridge, empty if none came
string TcTestHear(CTcWs &ws)
  {
   string text="";
   ulong  begun=TcMillis();
   while(TcMillis()-begun<TC_TEST_PATIENCE_MS && !IsStopped())
     {
      ws.Turn();
      if(ws.NextText(text))
         return(text);
      if(ws.IsDown())
         break;
      Sleep(10);
     }
   return("");
  }

bool TcTestHandshake(CTcChecks &checks,CTcWs &ws,const CTcSettings &settings)
  {
   string port=IntegerToString((long)settings.Port());
   ulong  begun=TcMillis();
   ws.Start(TC_HOST,settings.Port(),settings.Key());
   while(!ws.WasJoined() && !ws.IsDown() && !IsStopped())
     {
      ws.Turn();
      Sleep(10);
     }
   if(!ws.WasJoined())
     {
      checks.Check(false,"connection: "+TcConnectWords(ws.Error(),port)+". "+TcConnectHint(ws.Error()));
      return(false);
     }
   checks.Check(true,"connection to 127.0.0.1, port "+port);
   while(!ws.IsOpen() && !ws.IsDown() && TcMillis()-begun<TC_TEST_PATIENCE_MS && !IsStopped())
     {
      ws.Turn();
      Sleep(10);
     }
   if(ws.IsOpen())
      return(checks.Check(true,"handshake of the WebSocket"));
   int status=ws.Status();
   checks.Check(false,"handshake: "+(status==0 ? ws.Why() : TcStatusWords(status)+". "+TcStatusHint(status)));
   return(false);
  }

void TcTestGreeting(CTcChecks &checks,CTcWs &ws,const string role)
  {
   CTcForms forms;
   CTcJson  frame;
   //--- minor 0: what is agreed holds for the goodbye alone
   ws.Send(TcHelloJson(role,0,TcFirstOffset(),((ulong)TimeLocal()<<20)|GetTickCount()|1,0,0));
   string text=TcTestHear(ws);
   if(!checks.Check(text!="","the bridge answers the hello"))
      return;
   if(!checks.Check(forms.Read(text,true,frame),"its answer is read: "+StringSubstr(text,0,80)))
      return;
   string type=frame.TextOf("type");
   if(type=="error")
     {
      string code=frame.TextOf("code");
      checks.Check(false,"greeting: "+TcRefusalWords(code)+". "+TcRefusalHint(code));
      return;
     }
   checks.Check(type=="welcome","the bridge welcomes this "+role);
   ws.Send("{\"type\":\"bye\",\"reason\":\"closing\"}");
  }

void TcTestLink(CTcChecks &checks,const string role,const uint port,const string key)
  {
   CTcSettings settings;
   CTcWs       ws;
   settings.Load(port,key);
   if(settings.Key()=="" || TcHindrance()!="")
     {
      checks.Skip("the bridge: no key in "+TC_SETTINGS_FILE+" or under Inputs, or the permission is missing");
      return;
     }
   if(TcTestHandshake(checks,ws,settings))
      TcTestGreeting(checks,ws,role);
   ws.Leave(1000,"the self-test is done");
   ws.Part();
  }
//+------------------------------------------------------------------+
