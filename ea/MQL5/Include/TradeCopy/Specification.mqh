//+------------------------------------------------------------------+
//| Symbols of a MetaTrader 5 broker as frames show them.             |
//+------------------------------------------------------------------+
#property strict
#include "Hours.mqh"
#include "Object.mqh"

bool TcHasSymbol(const string name)
  {
   bool custom=false;
   return(SymbolExist(name,custom));
  }

string TcTradeMode(const string name)
  {
   long mode=SymbolInfoInteger(name,SYMBOL_TRADE_MODE);
   if(mode==SYMBOL_TRADE_MODE_FULL)
      return("full");
   if(mode==SYMBOL_TRADE_MODE_LONGONLY)
      return("long_only");
   if(mode==SYMBOL_TRADE_MODE_SHORTONLY)
      return("short_only");
   return(mode==SYMBOL_TRADE_MODE_CLOSEONLY ? "close_only" : "disabled");
  }

string TcExecution(const string name)
  {
   long mode=SymbolInfoInteger(name,SYMBOL_TRADE_EXEMODE);
   if(mode==SYMBOL_TRADE_EXECUTION_REQUEST)
      return("request");
   if(mode==SYMBOL_TRADE_EXECUTION_INSTANT)
      return("instant");
   return(mode==SYMBOL_TRADE_EXECUTION_EXCHANGE ? "exchange" : "market");
  }

string TcFillings(const string name)
  {
   long   flags=SymbolInfoInteger(name,SYMBOL_FILLING_MODE);
   string list="";
   if((flags&SYMBOL_FILLING_FOK)!=0)
      list+=",\"fok\"";
   if((flags&SYMBOL_FILLING_IOC)!=0)
      list+=",\"ioc\"";
   if(TcExecution(name)!="market")
      list+=",\"return\"";
   return("["+StringSubstr(list,1)+"]");
  }

string TcPendingKinds(const string name)
  {
   long   flags=SymbolInfoInteger(name,SYMBOL_ORDER_MODE);
   string list="";
   if((flags&SYMBOL_ORDER_LIMIT)!=0)
      list+=",\"limit\"";
   if((flags&SYMBOL_ORDER_STOP)!=0)
      list+=",\"stop\"";
   if((flags&SYMBOL_ORDER_STOP_LIMIT)!=0)
      list+=",\"stop_limit\"";
   return("["+StringSubstr(list,1)+"]");
  }

string TcSymbolJson(const string name)
  {
   CTcObject json;
   json.AddText("name",name,64);
   json.AddText("description",SymbolInfoString(name,SYMBOL_DESCRIPTION),128);
   json.AddText("path",SymbolInfoString(name,SYMBOL_PATH),128);
   json.AddCount("digits",SymbolInfoInteger(name,SYMBOL_DIGITS));
   json.AddNumber("point",SymbolInfoDouble(name,SYMBOL_POINT));
   json.AddNumber("tick_size",SymbolInfoDouble(name,SYMBOL_TRADE_TICK_SIZE));
   json.AddNumber("tick_value",SymbolInfoDouble(name,SYMBOL_TRADE_TICK_VALUE));
   json.AddNumber("contract_size",SymbolInfoDouble(name,SYMBOL_TRADE_CONTRACT_SIZE));
   json.AddNumber("lot_min",SymbolInfoDouble(name,SYMBOL_VOLUME_MIN));
   json.AddNumber("lot_step",SymbolInfoDouble(name,SYMBOL_VOLUME_STEP));
   json.AddNumber("lot_max",SymbolInfoDouble(name,SYMBOL_VOLUME_MAX));
   json.AddNumber("lot_limit",SymbolInfoDouble(name,SYMBOL_VOLUME_LIMIT));
   json.AddCount("stops_level",SymbolInfoInteger(name,SYMBOL_TRADE_STOPS_LEVEL));
   json.AddCount("freeze_level",SymbolInfoInteger(name,SYMBOL_TRADE_FREEZE_LEVEL));
   json.AddFlag("spread_floating",SymbolInfoInteger(name,SYMBOL_SPREAD_FLOAT)!=0);
   json.AddWord("trade_mode",TcTradeMode(name));
   json.AddWord("execution",TcExecution(name));
   json.AddRaw("fillings",TcFillings(name));
   json.AddText("calc_mode",IntegerToString(SymbolInfoInteger(name,SYMBOL_TRADE_CALC_MODE)),32);
   json.AddText("base",SymbolInfoString(name,SYMBOL_CURRENCY_BASE),8);
   json.AddText("profit",SymbolInfoString(name,SYMBOL_CURRENCY_PROFIT),8);
   json.AddText("margin",SymbolInfoString(name,SYMBOL_CURRENCY_MARGIN),8);
   json.AddFlag("selected",SymbolInfoInteger(name,SYMBOL_SELECT)!=0);
   json.AddRaw("pendings",TcPendingKinds(name));
   json.AddRaw("sessions",TcSessionsJson(name));
   return(json.Written());
  }

double TcLotMin(const string name)
  {
   return(SymbolInfoDouble(name,SYMBOL_VOLUME_MIN));
  }

double TcLotMax(const string name)
  {
   return(SymbolInfoDouble(name,SYMBOL_VOLUME_MAX));
  }

double TcLotStep(const string name)
  {
   return(SymbolInfoDouble(name,SYMBOL_VOLUME_STEP));
  }
//+------------------------------------------------------------------+
