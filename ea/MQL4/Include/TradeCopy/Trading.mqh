//+------------------------------------------------------------------+
//| Trade calls of MetaTrader 4, and what its errors mean. Each call  |
//| blocks until the server's answer; none is repeated here.          |
//+------------------------------------------------------------------+
#property strict
#include "Specification.mqh"
#include "Traces.mqh"

#define TC_NO_LIMIT_POINTS 100000
//--- a call blocks, so one a turn: heartbeats go out between two
#define TC_STARTS_AT_ONCE 1
#define TC_HAS_STOP_LIMIT false
//--- errors by their numbers: not every name is known to every build
#define TC_NO_RESULT 1
#define TC_COMMON_ERROR 2
#define TC_SERVER_BUSY 4
#define TC_NO_CONNECTION 6
#define TC_TOO_FREQUENT 8
#define TC_MALFUNCTION 9
#define TC_TIMEOUT 128
#define TC_INVALID_PRICE 129
#define TC_INVALID_STOPS 130
#define TC_MARKET_CLOSED 132
#define TC_TRADE_DISABLED 133
#define TC_PRICE_CHANGED 135
#define TC_OFF_QUOTES 136
#define TC_BROKER_BUSY 137
#define TC_REQUOTE 138
#define TC_TOO_MANY 141
#define TC_PROCESSED_142 142
#define TC_PROCESSED_143 143
#define TC_TOO_CLOSE 145
#define TC_CONTEXT_BUSY 146
#define TC_INVALID_TICKET 4108
#define TC_TRADE_NOT_ALLOWED 4109

ENUM_TC_AGAIN TcAgain(const int error)
  {
   if(error==TC_PRICE_CHANGED || error==TC_REQUOTE || error==TC_INVALID_PRICE)
      return(TC_AGAIN_NOW);
   if(error==TC_CONTEXT_BUSY)
      return(TC_AGAIN_SOON);
   if(error==TC_SERVER_BUSY || error==TC_OFF_QUOTES || error==TC_BROKER_BUSY || error==TC_NO_CONNECTION)
      return(TC_AGAIN_LATER);
   return(error==TC_TOO_FREQUENT || error==TC_TOO_MANY || error==TC_TOO_CLOSE ? TC_AGAIN_LATER : TC_AGAIN_NEVER);
  }

void TcJudge(const int error,TcAnswer &answer)
  {
   bool unsure=(error==0 || error==TC_COMMON_ERROR || error==TC_MALFUNCTION || error==TC_TIMEOUT);
   if(error==TC_PROCESSED_142 || error==TC_PROCESSED_143)
      unsure=true;
   TcSetAnswer(answer,unsure ? TC_UNSURE : TC_REFUSED,(long)error,"error "+IntegerToString(error));
   answer.again=TcAgain(error);
   answer.bad_stops=(error==TC_INVALID_STOPS);
   answer.gone=(error==TC_INVALID_TICKET);
   answer.hopeless=(error==TC_MARKET_CLOSED || error==TC_TRADE_DISABLED || error==TC_TRADE_NOT_ALLOWED);
  }

//--- this platform knows no limit for one side of a symbol
double TcLotLimit(const string name)
  {
   return(0.0);
  }

double TcRounded(const string symbol,const double price)
  {
   return(NormalizeDouble(price,(int)MarketInfo(symbol,MODE_DIGITS)));
  }

//--- no limit must not overflow what the server adds to a price
int TcSlippage(const int points)
  {
   return(points<0 || points>TC_NO_LIMIT_POINTS ? TC_NO_LIMIT_POINTS : points);
  }

int TcTypeOf(const string kind,const bool buy)
  {
   if(kind=="limit")
      return(buy ? OP_BUYLIMIT : OP_SELLLIMIT);
   if(kind=="stop")
      return(buy ? OP_BUYSTOP : OP_SELLSTOP);
   return(buy ? OP_BUY : OP_SELL);
  }

//--- returns the ticket of a new order of any kind, 0 if there is none
ulong TcSendOrder(const TcOrder &order,const double price,TcAnswer &answer)
  {
   double sl=TcRounded(order.symbol,order.sl);
   double tp=TcRounded(order.symbol,order.tp);
   datetime ends=(datetime)(order.expires_at/1000);
   int type=TcTypeOf(order.kind,order.buy);
   ResetLastError();
   int ticket=OrderSend(order.symbol,type,order.lots,price,TcSlippage(order.slippage),sl,tp,order.comment,(int)order.magic,ends,clrNONE);
   if(ticket<0)
     {
      TcJudge(GetLastError(),answer);
      return(0);
     }
   TcSetAnswer(answer,TC_CARRIED_OUT,0,"");
   return((ulong)ticket);
  }

void TcSendOpen(const TcOrder &order,TcAnswer &answer,TcFill &fills[])
  {
   ArrayResize(fills,0);
   RefreshRates();
   ulong ticket=TcSendOrder(order,MarketInfo(order.symbol,order.buy ? MODE_ASK : MODE_BID),answer);
   if(ticket==0)
      return;
   if(!OrderSelect((int)ticket,SELECT_BY_TICKET))
     {
      answer.verdict=TC_UNSURE;
      return;
     }
   TcFill fill;
   fill.ticket=ticket;
   fill.deal=ticket;
   fill.order=ticket;
   fill.units=TcUnits(OrderLots());
   fill.price=OrderOpenPrice();
   fill.at=(long)OrderOpenTime()*1000;
   TcAddFill(fills,fill);
  }

//--- an order that waits for its price; returns its ticket, 0 if it was not placed
ulong TcSendPlace(const TcOrder &order,TcAnswer &answer)
  {
   return(TcSendOrder(order,TcRounded(order.symbol,order.price),answer));
  }

//--- a change: values that were there already are no failure
void TcJudgeChange(TcAnswer &answer)
  {
   int error=GetLastError();
   TcJudge(error,answer);
   if(error==TC_NO_RESULT)
      answer.verdict=TC_CARRIED_OUT;
  }

//--- new terms for an order that waits: price, stops and end
void TcSendChange(const ulong ticket,const TcOrder &order,TcAnswer &answer)
  {
   double price=TcRounded(order.symbol,order.price);
   double sl=TcRounded(order.symbol,order.sl);
   double tp=TcRounded(order.symbol,order.tp);
   ResetLastError();
   if(OrderModify((int)ticket,price,sl,tp,(datetime)(order.expires_at/1000),clrNONE))
     {
      TcSetAnswer(answer,TC_CARRIED_OUT,0,"");
      return;
     }
   TcJudgeChange(answer);
  }

void TcSendCancel(const ulong ticket,TcAnswer &answer)
  {
   ResetLastError();
   if(OrderDelete((int)ticket,clrNONE))
      TcSetAnswer(answer,TC_CARRIED_OUT,0,"");
   else
      TcJudge(GetLastError(),answer);
  }

//--- what a close has just left, where comments were cut: a ticket that nobody saw before, of those
//--- the newest; 0 for none
int TcFindRest(const TcPosition &before,const long units)
  {
   int found=0;
   for(int i=OrdersTotal()-1; i>=0; i--)
     {
      if(!OrderSelect(i,SELECT_BY_POS,MODE_TRADES) || OrderType()>OP_SELL || g_chains.Has(OrderTicket()))
         continue;
      TcPosition rest;
      TcReadSelected(rest);
      if(rest.units==units && TcMayBeRest(rest,before) && (int)rest.ticket>found)
         found=(int)rest.ticket;
     }
   return(found);
  }

//--- the ticket under which a partly closed one goes on; itself if nothing is left
ulong TcPresentTicket(const TcPosition &before,const long closed_units)
  {
   int next=g_chains.RestOf((int)before.ticket);
   if(next==0 && closed_units<before.units)
      next=TcFindRest(before,before.units-closed_units);
   if(next==0)
      return(before.ticket);
   g_chains.Follow((int)before.ticket,next);
   return((ulong)next);
  }

//--- closes part or all of a position; a ticket that ended has closed whatever the answer says
void TcSendClose(const TcPosition &position,const long units,const ulong magic,TcAnswer &answer,TcFill &fills[])
  {
   ArrayResize(fills,0);
   RefreshRates();
   ResetLastError();
   double price=MarketInfo(position.symbol,position.buy ? MODE_BID : MODE_ASK);
   if(OrderClose((int)position.ticket,TcLots(units),price,TC_NO_LIMIT_POINTS,clrNONE))
      TcSetAnswer(answer,TC_CARRIED_OUT,0,"");
   else
      TcJudge(GetLastError(),answer);
   if(answer.verdict==TC_REFUSED)
      return;
   TcFill fill;
   fill.deal=position.ticket;
   fill.order=position.ticket;
   fill.units=units;
   fill.price=price;
   fill.at=TcServerTime();
   //--- a terminal that shows no closed orders still answered
   bool shown=OrderSelect((int)position.ticket,SELECT_BY_TICKET);
   if(answer.verdict==TC_UNSURE && (!shown || OrderCloseTime()==0))
      return;
   if(shown && OrderCloseTime()>0)
     {
      answer.verdict=TC_CARRIED_OUT;
      fill.units=TcUnits(OrderLots());
      fill.price=OrderClosePrice();
      fill.at=(long)OrderCloseTime()*1000;
     }
   fill.ticket=TcPresentTicket(position,fill.units);
   TcAddFill(fills,fill);
  }

void TcSendStops(const TcPosition &position,const double sl,const double tp,TcAnswer &answer)
  {
   ResetLastError();
   if(OrderModify((int)position.ticket,position.price,TcRounded(position.symbol,sl),TcRounded(position.symbol,tp),0,clrNONE))
      TcSetAnswer(answer,TC_CARRIED_OUT,0,"");
   else
      TcJudgeChange(answer);
  }

//--- this platform cannot send without waiting: the answer is there at once, and there is no number
uint TcStartClose(const TcPosition &position,const long units,const int attempt,TcAnswer &answer)
  {
   TcFill fills[];
   TcSendClose(position,units,position.magic,answer,fills);
   return(0);
  }

uint TcStartCancel(const ulong ticket,TcAnswer &answer)
  {
   TcSendCancel(ticket,answer);
   return(0);
  }
//+------------------------------------------------------------------+
