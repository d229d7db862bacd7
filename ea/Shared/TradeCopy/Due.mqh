//+------------------------------------------------------------------+
//| What an EA sends by the clock: heartbeats, money, permissions and |
//| prices. Only the newest values; nothing of it is sent again.      |
//+------------------------------------------------------------------+
#property strict
#include "Account.mqh"
#include "Ws.mqh"

#define TC_PUSH_MS 100

class CTcDue
  {
private:
   ulong             m_beat_ms;
   ulong             m_beaten;
   ulong             m_pushed;
   bool              m_heard;
   string            m_heard_ticks;
   ulong             m_heard_at;
   string            m_funds;
   TcPermissions     m_permissions;
   string            m_symbols[];
   string            m_prices[];

   string            Echo(const ulong now)
     {
      if(!m_heard)
         return("null");
      return("{\"ticks\":"+m_heard_ticks+",\"held\":"+TcDigits(now-m_heard_at)+"}");
     }
   void              PushFunds(CTcWs &ws)
     {
      string funds=TcFundsJson();
      if(funds==m_funds)
         return;
      m_funds=funds;
      ws.Send("{\"type\":\"funds\",\"ticks\":"+TcDigits(GetMicrosecondCount())+","+StringSubstr(funds,1));
     }
   void              PushPermissions(CTcWs &ws)
     {
      TcPermissions now;
      TcReadPermissions(now);
      if(TcSamePermissions(now,m_permissions))
         return;
      m_permissions=now;
      ws.Send("{\"type\":\"permissions\","+StringSubstr(TcPermissionsJson(now),1));
     }
   void              PushQuotes(CTcWs &ws)
     {
      string list="";
      int    count=ArraySize(m_symbols);
      for(int i=0; i<count; i++)
        {
         double bid=0.0,ask=0.0;
         long   at=0;
         if(!TcReadQuote(m_symbols[i],bid,ask,at))
            continue;
         CTcObject json;
         json.AddText("symbol",m_symbols[i],64);
         json.AddNumber("bid",bid);
         json.AddNumber("ask",ask);
         string price=json.Written();
         if(price==m_prices[i])
            continue;
         m_prices[i]=price;
         list+=","+StringSubstr(price,0,StringLen(price)-1)+",\"at\":"+IntegerToString(at)+"}";
        }
      if(list!="")
         ws.Send("{\"type\":\"quotes\",\"ticks\":"+TcDigits(GetMicrosecondCount())+",\"quotes\":["+StringSubstr(list,1)+"]}");
     }
public:
                     CTcDue(void)
     {
      m_beat_ms=5000;
      m_funds="";
      Begin(5000);
     }
   //--- a new connection: nothing was told yet but the permissions in the hello
   void              Begin(const long heartbeat_ms)
     {
      m_beat_ms=(ulong)heartbeat_ms;
      m_beaten=TcMillis();
      m_pushed=0;
      m_heard=false;
      m_heard_ticks="0";
      m_heard_at=0;
      m_funds="";
      TcReadPermissions(m_permissions);
      ArrayResize(m_symbols,0);
      ArrayResize(m_prices,0);
     }
   void              Subscribe(const string &symbols[])
     {
      int count=ArraySize(symbols);
      ArrayResize(m_symbols,0);
      ArrayResize(m_prices,0);
      for(int i=0; i<count; i++)
        {
         if(!SymbolSelect(symbols[i],true))
            continue;
         int place=ArraySize(m_symbols);
         ArrayResize(m_symbols,place+1,16);
         ArrayResize(m_prices,place+1,16);
         m_symbols[place]=symbols[i];
         m_prices[place]="";
        }
     }
   //--- remember the bridge's heartbeat for the echo
   void              Hear(const string ticks,const ulong at)
     {
      m_heard=true;
      m_heard_ticks=ticks;
      m_heard_at=at;
     }
   void              Beat(CTcWs &ws,const int positions)
     {
      ulong now=GetMicrosecondCount();
      m_beaten=TcMillis();
      ws.Send("{\"type\":\"heartbeat\",\"ticks\":"+TcDigits(now)+",\"echo\":"+Echo(now)+",\"state\":"+TcStateJson(positions)+"}");
     }
   void              Turn(CTcWs &ws,const int positions)
     {
      ulong now=TcMillis();
      if(now-m_beaten>=m_beat_ms)
         Beat(ws,positions);
      if(now-m_pushed<TC_PUSH_MS)
         return;
      m_pushed=now;
      PushPermissions(ws);
      PushFunds(ws);
      PushQuotes(ws);
     }
  };
//+------------------------------------------------------------------+
