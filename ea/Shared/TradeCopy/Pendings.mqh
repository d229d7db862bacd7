//+------------------------------------------------------------------+
//| Orders that wait for their price, and how a frame shows them.     |
//+------------------------------------------------------------------+
#property strict
#include "Object.mqh"

//--- `kind` is limit, stop or stop_limit; times are milliseconds of the server's clock, 0 for none
struct TcPending
  {
   ulong             ticket;
   string            symbol;
   bool              buy;
   string            kind;
   long              units;
   double            price;
   double            limit_price;
   double            sl;
   double            tp;
   ulong             magic;
   string            comment;
   long              placed_at;
   long              expires_at;
  };

void TcClearPending(TcPending &pending)
  {
   pending.ticket=0;
   pending.symbol="";
   pending.buy=false;
   pending.kind="limit";
   pending.units=0;
   pending.price=0.0;
   pending.limit_price=0.0;
   pending.sl=0.0;
   pending.tp=0.0;
   pending.magic=0;
   pending.comment="";
   pending.placed_at=0;
   pending.expires_at=0;
  }

string TcPendingJson(const TcPending &pending,const string link)
  {
   CTcObject json;
   json.AddDigits("ticket",pending.ticket);
   json.AddText("symbol",pending.symbol,64);
   json.AddWord("side",pending.buy ? "buy" : "sell");
   json.AddWord("kind",pending.kind);
   json.AddWord("volume",TcUnitsText(pending.units));
   json.AddNumber("price",pending.price);
   json.AddRaw("limit_price",pending.kind=="stop_limit" ? TcStop(pending.limit_price) : "null");
   json.AddRaw("sl",TcStop(pending.sl));
   json.AddRaw("tp",TcStop(pending.tp));
   json.AddDigits("magic",pending.magic);
   json.AddText("comment",pending.comment,64);
   json.AddCount("placed_at",pending.placed_at);
   json.AddRaw("expires_at",pending.expires_at>0 ? IntegerToString(pending.expires_at) : "null");
   json.AddRaw("link",link);
   return(json.Written());
  }

int TcFindPending(const TcPending &list[],const ulong ticket)
  {
   int count=ArraySize(list);
   for(int i=0; i<count; i++)
      if(list[i].ticket==ticket)
         return(i);
   return(-1);
  }

void TcAddPending(TcPending &list[],const TcPending &pending)
  {
   int count=ArraySize(list);
   ArrayResize(list,count+1,64);
   list[count]=pending;
  }

void TcDropPending(TcPending &list[],const int index)
  {
   int last=ArraySize(list)-1;
   for(int i=index; i<last; i++)
      list[i]=list[i+1];
   ArrayResize(list,last,64);
  }

//--- lots are left out: they change by fills alone, and those are told as deals
bool TcSamePending(const TcPending &a,const TcPending &b)
  {
   bool same_prices=(TcSamePrice(a.price,b.price) && TcSamePrice(a.limit_price,b.limit_price));
   bool same_stops=(TcSamePrice(a.sl,b.sl) && TcSamePrice(a.tp,b.tp));
   return(same_prices && same_stops && a.expires_at==b.expires_at && a.kind==b.kind);
  }

//--- the stop of a stop-limit was reached: it goes on as the limit order that it always meant
void TcKeepStopLimit(const TcPending &before,TcPending &now)
  {
   if(before.kind!="stop_limit" || now.kind!="limit")
      return;
   now.limit_price=now.price;
   now.price=before.price;
   now.kind="stop_limit";
  }
//+------------------------------------------------------------------+
