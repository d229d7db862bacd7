//+------------------------------------------------------------------+
//| Trade calls of MetaTrader 5, and what its answers mean. None is   |
//| repeated here but with another kind of filling.                   |
//+------------------------------------------------------------------+
#property strict
#include "Specification.mqh"
#include "Traces.mqh"

#define TC_HISTORY_WAIT_MS 1000
#define TC_REST_WAIT_MS 3000
#define TC_NO_LIMIT_POINTS 100000
//--- so many closes may be on their way at once
#define TC_STARTS_AT_ONCE 50
#define TC_HAS_STOP_LIMIT true
//--- return codes by their numbers where a name is not known to every build
#define TC_ORDER_CHANGED 10023
#define TC_CLOSE_VOLUME 10038
#define TC_CLOSE_ORDER_EXIST 10039
#define TC_POSITION_CLOSED 10036
#define TC_TRADE_DISABLED_ERROR 4752

ENUM_TC_AGAIN TcAgain(const uint code)
  {
   if(code==TRADE_RETCODE_REQUOTE || code==TRADE_RETCODE_PRICE_CHANGED || code==TRADE_RETCODE_PRICE_OFF)
      return(TC_AGAIN_NOW);
   if(code==TC_CLOSE_VOLUME || code==TRADE_RETCODE_INVALID_PRICE)
      return(TC_AGAIN_NOW);
   if(code==TRADE_RETCODE_TOO_MANY_REQUESTS || code==TRADE_RETCODE_LOCKED || code==TRADE_RETCODE_FROZEN)
      return(TC_AGAIN_LATER);
   return(code==TC_ORDER_CHANGED || code==TC_CLOSE_ORDER_EXIST ? TC_AGAIN_LATER : TC_AGAIN_NEVER);
  }

//--- nothing that an EA does soon would help against these
bool TcIsHopeless(const uint code)
  {
   if(code==TRADE_RETCODE_MARKET_CLOSED || code==TRADE_RETCODE_TRADE_DISABLED)
      return(true);
   return(code==TRADE_RETCODE_SERVER_DISABLES_AT || code==TRADE_RETCODE_CLIENT_DISABLES_AT);
  }

void TcJudge(const uint code,const string comment,TcAnswer &answer)
  {
   ENUM_TC_VERDICT verdict=TC_REFUSED;
   if(code==TRADE_RETCODE_DONE || code==TRADE_RETCODE_DONE_PARTIAL || code==TRADE_RETCODE_PLACED)
      verdict=TC_CARRIED_OUT;
   if(code==0 || code==TRADE_RETCODE_TIMEOUT || code==TRADE_RETCODE_CONNECTION || code==TRADE_RETCODE_ERROR)
      verdict=TC_UNSURE;
   TcSetAnswer(answer,verdict,(long)code,comment);
   answer.again=TcAgain(code);
   answer.bad_stops=(code==TRADE_RETCODE_INVALID_STOPS);
   answer.gone=(code==TC_POSITION_CLOSED);
   answer.hopeless=TcIsHopeless(code);
   answer.bad_filling=(code==TRADE_RETCODE_INVALID_FILL);
  }

bool TcSend(MqlTradeRequest &request,MqlTradeResult &result,TcAnswer &answer)
  {
   ZeroMemory(result);
   ResetLastError();
   bool sent=OrderSend(request,result);
   int  error=GetLastError();
   TcJudge(result.retcode,result.comment,answer);
   if(!sent && result.retcode==0)
     {
      answer.message="OrderSend failed with error "+IntegerToString(error);
      if(error==TC_TRADE_DISABLED_ERROR)
         TcSetAnswer(answer,TC_REFUSED,error,answer.message);
     }
   return(answer.verdict==TC_CARRIED_OUT);
  }

//--- what the server takes comes first; what is left are guesses for brokers that tell it wrongly
ENUM_ORDER_TYPE_FILLING TcFillingAt(const string symbol,const int attempt)
  {
   long flags=SymbolInfoInteger(symbol,SYMBOL_FILLING_MODE);
   bool fok=(flags&SYMBOL_FILLING_FOK)!=0;
   bool ioc=(flags&SYMBOL_FILLING_IOC)!=0;
   if(attempt==0)
      return(fok ? ORDER_FILLING_FOK : (ioc ? ORDER_FILLING_IOC : ORDER_FILLING_RETURN));
   if(attempt==1)
      return(fok && ioc ? ORDER_FILLING_IOC : (fok ? ORDER_FILLING_RETURN : ORDER_FILLING_FOK));
   return(fok && ioc ? ORDER_FILLING_RETURN : ORDER_FILLING_IOC);
  }

double TcMarketPrice(const string symbol,const bool buy)
  {
   return(SymbolInfoDouble(symbol,buy ? SYMBOL_ASK : SYMBOL_BID));
  }

//--- most lots on one side of a symbol, orders that wait included; 0 for no limit
double TcLotLimit(const string name)
  {
   return(SymbolInfoDouble(name,SYMBOL_VOLUME_LIMIT));
  }

double TcRounded(const string symbol,const double price)
  {
   return(NormalizeDouble(price,(int)SymbolInfoInteger(symbol,SYMBOL_DIGITS)));
  }

//--- a refused kind of filling is the one refusal that another attempt can heal at once
void TcSendDeal(MqlTradeRequest &request,MqlTradeResult &result,TcAnswer &answer)
  {
   for(int attempt=0; attempt<3; attempt++)
     {
      request.type_filling=TcFillingAt(request.symbol,attempt);
      request.price=TcMarketPrice(request.symbol,request.type==ORDER_TYPE_BUY);
      if(TcSend(request,result,answer) || result.retcode!=TRADE_RETCODE_INVALID_FILL)
         return;
     }
  }

//--- takes back what the market left of an order; false if it is not sure to be gone
bool TcTakeBack(const ulong order)
  {
   MqlTradeRequest request;
   MqlTradeResult  result;
   TcAnswer        answer;
   ZeroMemory(request);
   request.action=TRADE_ACTION_REMOVE;
   request.order=order;
   TcSend(request,result,answer);
   return(!OrderSelect(order));
  }

//--- the history may show the deals of an order a moment later than the answer came, and an
//--- exchange may leave a part of it waiting
void TcAwaitFills(const MqlTradeResult &result,const double lots,TcAnswer &answer,TcFill &fills[])
  {
   ulong begun=TcMillis();
   bool  told=(result.volume>0.0 && result.retcode!=TRADE_RETCODE_PLACED);
   long  asked=TcUnits(told ? result.volume : lots);
   bool  taken_back=false;
   while(true)
     {
      TcFillsOfOrder(result.order,fills);
      if(ArraySize(fills)>0 && TcFilledUnits(fills)>=asked)
         return;
      bool waits=OrderSelect(result.order);
      if(!waits && TcMillis()-begun>TC_HISTORY_WAIT_MS)
         break;
      if(waits && TcMillis()-begun>TC_REST_WAIT_MS)
        {
         taken_back=TcTakeBack(result.order);
         break;
        }
      Sleep(5);
     }
   TcFillsOfOrder(result.order,fills);
   if(ArraySize(fills)==0)
      answer.verdict=taken_back ? TC_REFUSED : TC_UNSURE;
  }

void TcSendOpen(const TcOrder &order,TcAnswer &answer,TcFill &fills[])
  {
   MqlTradeRequest request;
   MqlTradeResult  result;
   ZeroMemory(request);
   ArrayResize(fills,0);
   request.action=TRADE_ACTION_DEAL;
   request.symbol=order.symbol;
   request.type=order.buy ? ORDER_TYPE_BUY : ORDER_TYPE_SELL;
   request.volume=order.lots;
   request.sl=TcRounded(order.symbol,order.sl);
   request.tp=TcRounded(order.symbol,order.tp);
   request.deviation=(ulong)(order.slippage<0 ? TC_NO_LIMIT_POINTS : order.slippage);
   request.magic=order.magic;
   request.comment=order.comment;
   TcSendDeal(request,result,answer);
   if(answer.verdict==TC_CARRIED_OUT)
      TcAwaitFills(result,request.volume,answer,fills);
  }

ENUM_ORDER_TYPE TcTypeOf(const string kind,const bool buy)
  {
   if(kind=="limit")
      return(buy ? ORDER_TYPE_BUY_LIMIT : ORDER_TYPE_SELL_LIMIT);
   if(kind=="stop")
      return(buy ? ORDER_TYPE_BUY_STOP : ORDER_TYPE_SELL_STOP);
   return(buy ? ORDER_TYPE_BUY_STOP_LIMIT : ORDER_TYPE_SELL_STOP_LIMIT);
  }

void TcFillTerms(const TcOrder &order,MqlTradeRequest &request)
  {
   request.symbol=order.symbol;
   request.price=TcRounded(order.symbol,order.price);
   request.stoplimit=TcRounded(order.symbol,order.limit_price);
   request.sl=TcRounded(order.symbol,order.sl);
   request.tp=TcRounded(order.symbol,order.tp);
   request.type_time=(order.expires_at>0) ? ORDER_TIME_SPECIFIED : ORDER_TIME_GTC;
   request.expiration=(datetime)(order.expires_at/1000);
  }

//--- an order that waits for its price; returns its ticket, 0 if it was not placed
ulong TcSendPlace(const TcOrder &order,TcAnswer &answer)
  {
   MqlTradeRequest request;
   MqlTradeResult  result;
   ZeroMemory(request);
   request.action=TRADE_ACTION_PENDING;
   request.type=TcTypeOf(order.kind,order.buy);
   request.volume=order.lots;
   request.magic=order.magic;
   request.comment=order.comment;
   TcFillTerms(order,request);
   for(int attempt=0; attempt<4; attempt++)
     {
      request.type_filling=(attempt==0) ? ORDER_FILLING_RETURN : TcFillingAt(order.symbol,attempt-1);
      if(TcSend(request,result,answer) || result.retcode!=TRADE_RETCODE_INVALID_FILL)
         break;
     }
   if(answer.verdict==TC_CARRIED_OUT && result.order==0)
      answer.verdict=TC_UNSURE;
   return(result.order);
  }

//--- new terms for an order that waits: price, limit, stops and end
void TcSendChange(const ulong ticket,const TcOrder &order,TcAnswer &answer)
  {
   MqlTradeRequest request;
   MqlTradeResult  result;
   ZeroMemory(request);
   request.action=TRADE_ACTION_MODIFY;
   request.order=ticket;
   TcFillTerms(order,request);
   if(!TcSend(request,result,answer) && result.retcode==TRADE_RETCODE_NO_CHANGES)
      answer.verdict=TC_CARRIED_OUT;
  }

void TcSendCancel(const ulong ticket,TcAnswer &answer)
  {
   MqlTradeRequest request;
   MqlTradeResult  result;
   ZeroMemory(request);
   request.action=TRADE_ACTION_REMOVE;
   request.order=ticket;
   TcSend(request,result,answer);
  }

void TcCloseRequest(const TcPosition &position,const long units,const ulong magic,MqlTradeRequest &request)
  {
   ZeroMemory(request);
   request.action=TRADE_ACTION_DEAL;
   //--- on netting a deal of the other side reduces: there is but one position of a symbol
   if(!TcIsNetting())
      request.position=position.ticket;
   request.symbol=position.symbol;
   request.type=position.buy ? ORDER_TYPE_SELL : ORDER_TYPE_BUY;
   request.volume=TcLots(units);
   request.deviation=TC_NO_LIMIT_POINTS;
   request.magic=magic;
  }

//--- closes part or all of a position
void TcSendClose(const TcPosition &position,const long units,const ulong magic,TcAnswer &answer,TcFill &fills[])
  {
   MqlTradeRequest request;
   MqlTradeResult  result;
   ulong           before=TcNewestDealOf(position.id);
   ArrayResize(fills,0);
   TcCloseRequest(position,units,magic,request);
   TcSendDeal(request,result,answer);
   if(answer.verdict==TC_CARRIED_OUT)
      TcAwaitFills(result,request.volume,answer,fills);
   //--- what the answer does not tell the deals of the position may
   ulong begun=TcMillis();
   while(answer.verdict==TC_UNSURE && TcMillis()-begun<TC_HISTORY_WAIT_MS)
     {
      TcFindClosings(position,magic,before,fills);
      if(ArraySize(fills)>0)
         answer.verdict=TC_CARRIED_OUT;
      else
         Sleep(20);
     }
  }

void TcSendStops(const TcPosition &position,const double sl,const double tp,TcAnswer &answer)
  {
   MqlTradeRequest request;
   MqlTradeResult  result;
   ZeroMemory(request);
   request.action=TRADE_ACTION_SLTP;
   request.position=position.ticket;
   request.symbol=position.symbol;
   request.sl=TcRounded(position.symbol,sl);
   request.tp=TcRounded(position.symbol,tp);
   request.magic=position.magic;
   if(!TcSend(request,result,answer) && result.retcode==TRADE_RETCODE_NO_CHANGES)
      answer.verdict=TC_CARRIED_OUT;
  }

//--- sends without waiting; the outcome comes as a transaction with this number. 0: not sent
uint TcStart(MqlTradeRequest &request,TcAnswer &answer)
  {
   MqlTradeResult result;
   ZeroMemory(result);
   ResetLastError();
   bool sent=OrderSendAsync(request,result);
   TcJudge(result.retcode,result.comment,answer);
   return(sent ? result.request_id : 0);
  }

//--- `attempt` counts from 0: each of a row uses another kind of filling
uint TcStartClose(const TcPosition &position,const long units,const int attempt,TcAnswer &answer)
  {
   MqlTradeRequest request;
   TcCloseRequest(position,units,position.magic,request);
   request.type_filling=TcFillingAt(request.symbol,attempt%3);
   request.price=TcMarketPrice(request.symbol,request.type==ORDER_TYPE_BUY);
   return(TcStart(request,answer));
  }

uint TcStartCancel(const ulong ticket,TcAnswer &answer)
  {
   MqlTradeRequest request;
   ZeroMemory(request);
   request.action=TRADE_ACTION_REMOVE;
   request.order=ticket;
   return(TcStart(request,answer));
  }
//+------------------------------------------------------------------+
