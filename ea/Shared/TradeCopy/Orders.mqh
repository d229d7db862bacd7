//+------------------------------------------------------------------+
//| What is asked of the trade server, and what its answer means.     |
//+------------------------------------------------------------------+
#property strict
#include "Trades.mqh"

//--- unsure: the order may have been carried out, or may still be
enum ENUM_TC_VERDICT { TC_CARRIED_OUT,TC_REFUSED,TC_UNSURE };

//--- slippage is in points, -1 for no limit
struct TcOrder
  {
   string            symbol;
   bool              buy;
   double            lots;
   double            sl;
   double            tp;
   ulong             magic;
   string            comment;
   int               slippage;
  };

struct TcAnswer
  {
   ENUM_TC_VERDICT   verdict;
   string            code;
   string            message;
  };

void TcSetAnswer(TcAnswer &answer,const ENUM_TC_VERDICT verdict,const long code,const string message)
  {
   answer.verdict=verdict;
   answer.code=IntegerToString(code);
   answer.message=message;
  }

string TcFillsJson(const TcFill &fills[])
  {
   string json="";
   int    count=ArraySize(fills);
   for(int i=0; i<count; i++)
      json+=(i>0 ? "," : "")+TcFillJson(fills[i]);
   return(json);
  }

//--- positions and opening orders of fills, for the journal
string TcTicketsText(const TcFill &fills[])
  {
   string text="";
   int    count=ArraySize(fills);
   for(int i=0; i<count; i++)
     {
      text+=(i>0 ? " " : "")+TcDigits(fills[i].ticket);
      if(fills[i].order!=fills[i].ticket)
         text+=" "+TcDigits(fills[i].order);
     }
   return(text);
  }

long TcFilledUnits(const TcFill &fills[])
  {
   long units=0;
   int  count=ArraySize(fills);
   for(int i=0; i<count; i++)
      units+=fills[i].units;
   return(units);
  }
//+------------------------------------------------------------------+
