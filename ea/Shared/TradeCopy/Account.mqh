//+------------------------------------------------------------------+
//| The account and the terminal as frames tell of them. Reads only.  |
//+------------------------------------------------------------------+
#property strict
#include "Object.mqh"
#include "Platform.mqh"

#define TC_EA_VERSION "0.5.0"

struct TcPermissions
  {
   bool              connected;
   bool              terminal;
   bool              program;
   bool              account;
   bool              experts;
   bool              dlls;
  };

void TcReadPermissions(TcPermissions &now)
  {
   now.connected=(TerminalInfoInteger(TERMINAL_CONNECTED)!=0);
   now.terminal=(TerminalInfoInteger(TERMINAL_TRADE_ALLOWED)!=0);
   now.program=(MQLInfoInteger(MQL_TRADE_ALLOWED)!=0);
   now.account=(AccountInfoInteger(ACCOUNT_TRADE_ALLOWED)!=0);
   now.experts=(AccountInfoInteger(ACCOUNT_TRADE_EXPERT)!=0);
   now.dlls=(TerminalInfoInteger(TERMINAL_DLLS_ALLOWED)!=0);
  }

bool TcMayTrade(const TcPermissions &now)
  {
   return(now.connected && now.terminal && now.program && now.account && now.experts);
  }

bool TcSamePermissions(const TcPermissions &a,const TcPermissions &b)
  {
   bool same_terminal=(a.connected==b.connected && a.terminal==b.terminal && a.program==b.program && a.dlls==b.dlls);
   return(same_terminal && a.account==b.account && a.experts==b.experts);
  }

void TcAddPermissions(CTcObject &json,const TcPermissions &now)
  {
   json.AddFlag("connected",now.connected);
   json.AddFlag("terminal",now.terminal);
   json.AddFlag("program",now.program);
   json.AddFlag("account",now.account);
   json.AddFlag("experts",now.experts);
   json.AddFlag("dlls",now.dlls);
  }

//--- what frames show of the account's money, `floating` but in a heartbeat
void TcAddFunds(CTcObject &json,const bool floating)
  {
   json.AddNumber("balance",AccountInfoDouble(ACCOUNT_BALANCE));
   json.AddNumber("equity",AccountInfoDouble(ACCOUNT_EQUITY));
   json.AddNumber("margin",AccountInfoDouble(ACCOUNT_MARGIN));
   json.AddNumber("free_margin",AccountInfoDouble(ACCOUNT_MARGIN_FREE));
   json.AddNumber("credit",AccountInfoDouble(ACCOUNT_CREDIT));
   if(floating)
      json.AddNumber("floating",AccountInfoDouble(ACCOUNT_PROFIT));
  }

string TcFundsJson(void)
  {
   CTcObject json;
   TcAddFunds(json,true);
   return(json.Written());
  }

string TcAccountKind(void)
  {
   long mode=AccountInfoInteger(ACCOUNT_TRADE_MODE);
   if(mode==ACCOUNT_TRADE_MODE_REAL)
      return("real");
   return(mode==ACCOUNT_TRADE_MODE_CONTEST ? "contest" : "demo");
  }

string TcLogin(void)
  {
   return(TcDigits((ulong)AccountInfoInteger(ACCOUNT_LOGIN)));
  }

string TcServer(void)
  {
   return(AccountInfoString(ACCOUNT_SERVER));
  }

string TcPermissionsJson(const TcPermissions &now)
  {
   CTcObject json;
   TcAddPermissions(json,now);
   return(json.Written());
  }

string TcHelloJson(const string role,const long minor,const string utc_offset,const ulong stream,const ulong last_seq,const ulong first_seq)
  {
   CTcObject json;
   TcPermissions now;
   TcReadPermissions(now);
   bool percent=(AccountInfoInteger(ACCOUNT_MARGIN_SO_MODE)==ACCOUNT_STOPOUT_MODE_PERCENT);
   json.AddWord("type","hello");
   json.AddCount("minor",minor);
   json.AddWord("role",role);
   json.AddWord("platform",TC_PLATFORM);
   json.AddWord("login",TcLogin());
   json.AddText("server",TcServer(),64);
   json.AddText("company",AccountInfoString(ACCOUNT_COMPANY),128);
   json.AddText("holder",AccountInfoString(ACCOUNT_NAME),128);
   json.AddText("currency",AccountInfoString(ACCOUNT_CURRENCY),8);
   json.AddWord("kind",TcAccountKind());
   json.AddWord("margin_mode",TcIsNetting() ? "netting" : "hedging");
   json.AddFlag("fifo",TcIsFifo());
   json.AddCount("leverage",AccountInfoInteger(ACCOUNT_LEVERAGE));
   json.AddCount("order_limit",AccountInfoInteger(ACCOUNT_LIMIT_ORDERS));
   json.AddWord("stop_out_mode",percent ? "percent" : "money");
   json.AddNumber("stop_out",AccountInfoDouble(ACCOUNT_MARGIN_SO_SO));
   json.AddCount("build",TerminalInfoInteger(TERMINAL_BUILD));
   json.AddWord("ea_version",TC_EA_VERSION);
   json.AddRaw("utc_offset_s",utc_offset);
   json.AddRaw("permissions",TcPermissionsJson(now));
   json.AddDigits("stream",stream);
   json.AddDigits("last_seq",last_seq);
   json.AddDigits("first_seq",first_seq);
   json.AddCount("ticks",(long)GetMicrosecondCount());
   return(json.Written());
  }

string TcErrorJson(const string code,const string message,const string field)
  {
   CTcObject json;
   json.AddWord("type","error");
   json.AddWord("code",code);
   json.AddText("message",message,500);
   json.AddText("field",field,128);
   return(json.Written());
  }

//--- why this EA is stopped, in the protocol's words
string TcByeWord(const int reason)
  {
   if(reason==REASON_REMOVE || reason==REASON_CHARTCLOSE || reason==REASON_PROGRAM)
      return("removed");
   if(reason==REASON_CLOSE)
      return("closing");
   return(reason==REASON_ACCOUNT ? "account_changed" : "restarting");
  }

string TcStateJson(const int positions)
  {
   CTcObject json;
   TcPermissions now;
   TcReadPermissions(now);
   json.AddFlag("connected",now.connected);
   json.AddFlag("trade_allowed",TcMayTrade(now));
   TcAddFunds(json,false);
   json.AddCount("positions",positions);
   json.AddCount("pendings",TcPendingCount());
   json.AddCount("server_time",TcServerTime());
   return(json.Written());
  }
//+------------------------------------------------------------------+
