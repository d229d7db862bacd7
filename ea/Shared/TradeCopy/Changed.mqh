//+------------------------------------------------------------------+
//| One change of an account, as an event tells it.                   |
//+------------------------------------------------------------------+
#property strict
#include "Pendings.mqh"
#include "Trades.mqh"

//--- `kind` says which of the members count: see TcCarries... below
struct TcChange
  {
   string            kind;
   long              at;
   TcPosition        position;
   TcDeal            deal;
   TcPending         pending;
   ulong             was_order;
   bool              was_buy;
   long              was_units;
   double            amount;
  };

//--- what an event carries, in three parts: `since_1` stands between head and tail from minor 1 on
struct TcBody
  {
   string            head;
   string            since_1;
   string            tail;
  };

bool TcCarriesPending(const string kind)
  {
   return(StringFind(kind,"pending_")==0);
  }

bool TcCarriesPosition(const string kind)
  {
   return(kind!="balance" && !TcCarriesPending(kind));
  }

bool TcCarriesDeal(const string kind)
  {
   return(kind!="modified" && !TcCarriesPending(kind));
  }

void TcClearChange(TcChange &change)
  {
   change.kind="";
   change.at=0;
   TcClearPosition(change.position);
   TcClearDeal(change.deal);
   TcClearPending(change.pending);
   change.was_order=0;
   change.was_buy=false;
   change.was_units=0;
   change.amount=0.0;
  }

void TcAddChange(TcChange &list[],const TcChange &change)
  {
   int count=ArraySize(list);
   ArrayResize(list,count+1,64);
   list[count]=change;
  }

//--- a change of stops: what the position is now
void TcAddStopsChange(TcChange &list[],const TcPosition &position,const long at)
  {
   TcChange change;
   TcClearChange(change);
   change.kind="modified";
   change.at=at;
   change.position=position;
   TcAddChange(list,change);
  }

void TcAddPendingChange(TcChange &list[],const string kind,const TcPending &pending,const long at)
  {
   TcChange change;
   TcClearChange(change);
   change.kind=kind;
   change.at=at;
   change.pending=pending;
   TcAddChange(list,change);
  }

//--- money that came or went; the deal is nothing but its number and words
void TcAddBalanceChange(TcChange &list[],const ulong ticket,const double amount,const string comment,const long at)
  {
   TcChange change;
   TcClearChange(change);
   change.kind="balance";
   change.at=at;
   change.amount=amount;
   change.deal.ticket=ticket;
   change.deal.buy=(amount>=0.0);
   change.deal.comment=comment;
   change.deal.profit=amount;
   TcAddChange(list,change);
  }

string TcWasJson(const TcChange &change)
  {
   if(change.kind!="reversed")
      return("null");
   CTcObject json;
   json.AddDigits("order",change.was_order);
   json.AddWord("side",TcSide(change.was_buy));
   json.AddWord("volume",TcUnitsText(change.was_units));
   return(json.Written());
  }

//--- what of the event stays the same whenever it is sent
void TcWriteBody(const TcChange &change,const string link,TcBody &body)
  {
   CTcObject json;
   json.AddWord("kind",change.kind);
   json.AddCount("at",change.at);
   json.AddRaw("position",TcCarriesPosition(change.kind) ? TcPositionJson(change.position,link) : "null");
   json.AddRaw("pending",TcCarriesPending(change.kind) ? TcPendingJson(change.pending,link) : "null");
   json.AddRaw("was",TcWasJson(change));
   json.AddRaw("amount",change.kind=="balance" ? "\""+TcNumber(change.amount)+"\"" : "null");
   string text=json.Written();
   body.head=StringSubstr(text,1,StringLen(text)-2)+",\"deal\":";
   body.since_1="";
   body.tail="";
   if(!TcCarriesDeal(change.kind))
     {
      body.head+="null";
      return;
     }
   string deal=TcDealJson(change.deal);
   body.head+=StringSubstr(deal,0,StringLen(deal)-1);
   body.since_1=TcDealSince1(change.deal);
   body.tail="}";
  }

//--- the event in a trader's words, for the chart
string TcChangeWords(const TcChange &change)
  {
   string words=change.kind;
   StringReplace(words,"_"," ");
   if(change.kind=="balance")
      return(words+" "+TcNumber(change.amount));
   if(TcCarriesPending(change.kind))
      return(words+": "+TcSide(change.pending.buy)+" "+change.pending.kind+" "+TcUnitsText(change.pending.units)+" "+change.pending.symbol);
   long units=(change.kind=="modified") ? change.position.units : change.deal.units;
   return(words+": "+TcSide(change.position.buy)+" "+TcUnitsText(units)+" "+change.position.symbol);
  }
//+------------------------------------------------------------------+
