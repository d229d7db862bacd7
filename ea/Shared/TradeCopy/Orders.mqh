//+------------------------------------------------------------------+
//| What is asked of the trade server, what its answer means, and     |
//| what is found of it afterwards.                                   |
//+------------------------------------------------------------------+
#property strict
#include "Platform.mqh"
#include "Trades.mqh"

//--- unsure: the order may have been carried out, or may still be
enum ENUM_TC_VERDICT { TC_CARRIED_OUT,TC_REFUSED,TC_UNSURE };
//--- when a refused call may be made again: never, at once with a new price, as soon as nobody
//--- else trades, after a while
enum ENUM_TC_AGAIN { TC_AGAIN_NEVER,TC_AGAIN_NOW,TC_AGAIN_SOON,TC_AGAIN_LATER };
//--- what a magic is found on: nothing, an order that waits, one that ended without a deal, deals
enum ENUM_TC_TRACE { TC_TRACE_NONE,TC_TRACE_ENDED,TC_TRACE_WAITS,TC_TRACE_FILLED };

//--- `kind` is market, limit, stop or stop_limit; slippage is in points, -1 for no limit;
//--- expires_at is in milliseconds of the server's clock, 0 for never
struct TcOrder
  {
   string            symbol;
   string            kind;
   bool              buy;
   double            lots;
   double            price;
   double            limit_price;
   double            sl;
   double            tp;
   long              expires_at;
   ulong             magic;
   string            comment;
   int               slippage;
  };

//--- what the server did not like: stops, kind of filling; gone: what was to be changed is not
//--- there any more; hopeless: nothing that an EA does soon would help
struct TcAnswer
  {
   ENUM_TC_VERDICT   verdict;
   ENUM_TC_AGAIN     again;
   bool              bad_stops;
   bool              gone;
   bool              hopeless;
   bool              bad_filling;
   string            code;
   string            message;
  };

//--- of several parts: the first one's order, the volume of all; no symbol where they differ
struct TcTrace
  {
   ENUM_TC_TRACE     kind;
   ulong             ticket;
   string            symbol;
   bool              buy;
   long              units;
   double            price;
   long              at;
  };

void TcSetAnswer(TcAnswer &answer,const ENUM_TC_VERDICT verdict,const long code,const string message)
  {
   answer.verdict=verdict;
   answer.again=TC_AGAIN_NEVER;
   answer.bad_stops=false;
   answer.gone=false;
   answer.hopeless=false;
   answer.bad_filling=false;
   answer.code=(code==0) ? "" : IntegerToString(code);
   answer.message=message;
  }

void TcClearTrace(TcTrace &trace)
  {
   trace.kind=TC_TRACE_NONE;
   trace.ticket=0;
   trace.symbol="";
   trace.buy=false;
   trace.units=0;
   trace.price=0.0;
   trace.at=0;
  }

void TcAddTrace(TcTrace &trace,const TcTrace &part)
  {
   if(part.kind!=trace.kind && part.kind<trace.kind)
      return;
   if(part.kind!=trace.kind)
     {
      trace=part;
      return;
     }
   trace.units+=part.units;
   if(part.symbol!=trace.symbol || part.buy!=trace.buy)
      trace.symbol="";
   if(part.at<trace.at)
      trace.at=part.at;
  }

string TcFillsJson(const TcFill &fills[])
  {
   string json="";
   int    count=ArraySize(fills);
   for(int i=0; i<count; i++)
      json+=(i>0 ? "," : "")+TcFillJson(fills[i]);
   return(json);
  }

//--- positions and opening orders of fills, for the journal; on netting the orders alone, since a
//--- position is shared
string TcTicketsText(const TcFill &fills[])
  {
   string text="";
   int    count=ArraySize(fills);
   for(int i=0; i<count; i++)
     {
      bool own=(!TcIsNetting() && fills[i].order!=fills[i].ticket);
      text+=(i>0 ? " " : "")+TcDigits(fills[i].order)+(own ? " "+TcDigits(fills[i].ticket) : "");
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

//--- an order that waits, as the one fill that its report shows
void TcAddPlaced(TcFill &list[],const ulong ticket,const long units,const double price,const long at)
  {
   TcFill fill;
   fill.ticket=ticket;
   fill.deal=0;
   fill.order=ticket;
   fill.units=units;
   fill.price=price;
   fill.at=at;
   TcAddFill(list,fill);
  }

void TcAddFills(TcFill &list[],const TcFill &more[])
  {
   int count=ArraySize(more);
   for(int i=0; i<count; i++)
      TcAddFill(list,more[i]);
  }
//+------------------------------------------------------------------+
