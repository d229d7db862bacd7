//+------------------------------------------------------------------+
//| Symbols of a MetaTrader 4 broker as frames show them.             |
//+------------------------------------------------------------------+
#property strict
#include "Hours.mqh"
#include "Object.mqh"

bool TcHasSymbol(const string name)
  {
   int total=SymbolsTotal(false);
   for(int i=0; i<total; i++)
      if(SymbolName(i,false)==name)
         return(true);
   return(false);
  }

string TcTradeMode(const string name)
  {
   long mode=SymbolInfoInteger(name,SYMBOL_TRADE_MODE);
   if(mode==SYMBOL_TRADE_MODE_FULL)
      return("full");
   return(mode==SYMBOL_TRADE_MODE_CLOSEONLY ? "close_only" : "disabled");
  }

string TcExecution(const string name)
  {
   long mode=SymbolInfoInteger(name,SYMBOL_TRADE_EXEMODE);
   if(mode==SYMBOL_TRADE_EXECUTION_REQUEST)
      return("request");
   return(mode==SYMBOL_TRADE_EXECUTION_INSTANT ? "instant" : "market");
  }

string TcSymbolJson(const string name)
  {
   CTcObject json;
   json.AddText("name",name,64);
   json.AddText("description",SymbolInfoString(name,SYMBOL_DESCRIPTION),128);
   json.AddText("path",SymbolInfoString(name,SYMBOL_PATH),128);
   json.AddCount("digits",(long)MarketInfo(name,MODE_DIGITS));
   json.AddNumber("point",MarketInfo(name,MODE_POINT));
   json.AddNumber("tick_size",MarketInfo(name,MODE_TICKSIZE));
   json.AddNumber("tick_value",MarketInfo(name,MODE_TICKVALUE));
   json.AddNumber("contract_size",MarketInfo(name,MODE_LOTSIZE));
   json.AddNumber("lot_min",MarketInfo(name,MODE_MINLOT));
   json.AddNumber("lot_step",MarketInfo(name,MODE_LOTSTEP));
   json.AddNumber("lot_max",MarketInfo(name,MODE_MAXLOT));
   json.AddNumber("lot_limit",0.0);
   json.AddCount("stops_level",(long)MarketInfo(name,MODE_STOPLEVEL));
   json.AddCount("freeze_level",(long)MarketInfo(name,MODE_FREEZELEVEL));
   json.AddFlag("spread_floating",SymbolInfoInteger(name,SYMBOL_SPREAD_FLOAT)!=0);
   json.AddWord("trade_mode",TcTradeMode(name));
   json.AddWord("execution",TcExecution(name));
   json.AddRaw("fillings","[\"fok\"]");
   json.AddText("calc_mode",IntegerToString((long)MarketInfo(name,MODE_PROFITCALCMODE)),32);
   json.AddText("base",SymbolInfoString(name,SYMBOL_CURRENCY_BASE),8);
   json.AddText("profit",SymbolInfoString(name,SYMBOL_CURRENCY_PROFIT),8);
   json.AddText("margin",SymbolInfoString(name,SYMBOL_CURRENCY_MARGIN),8);
   json.AddFlag("selected",SymbolInfoInteger(name,SYMBOL_SELECT)!=0);
   json.AddRaw("pendings","[\"limit\",\"stop\"]");
   json.AddRaw("sessions",TcSessionsJson(name));
   return(json.Written());
  }

double TcLotMin(const string name)
  {
   return(MarketInfo(name,MODE_MINLOT));
  }

double TcLotMax(const string name)
  {
   return(MarketInfo(name,MODE_MAXLOT));
  }

double TcLotStep(const string name)
  {
   return(MarketInfo(name,MODE_LOTSTEP));
  }
//+------------------------------------------------------------------+
