//+------------------------------------------------------------------+
//| Trade calls of MetaTrader 5. Each blocks until the server's       |
//| answer; none is repeated here unless it was definitely refused.   |
//+------------------------------------------------------------------+
#property strict
#include "Book.mqh"
#include "Orders.mqh"

#define TC_HISTORY_WAIT_MS 1000
#define TC_NO_LIMIT_POINTS 100000

void TcJudge(const uint code,const string comment,TcAnswer &answer)
  {
   ENUM_TC_VERDICT verdict=TC_REFUSED;
   if(code==TRADE_RETCODE_DONE || code==TRADE_RETCODE_DONE_PARTIAL || code==TRADE_RETCODE_PLACED)
      verdict=TC_CARRIED_OUT;
   if(code==0 || code==TRADE_RETCODE_TIMEOUT || code==TRADE_RETCODE_CONNECTION || code==TRADE_RETCODE_ERROR)
      verdict=TC_UNSURE;
   TcSetAnswer(answer,verdict,(long)code,comment);
  }

bool TcSend(MqlTradeRequest &request,MqlTradeResult &result,TcAnswer &answer)
  {
   ZeroMemory(result);
   ResetLastError();
   bool sent=OrderSend(request,result);
   TcJudge(result.retcode,result.comment,answer);
   if(!sent && result.retcode==0)
      answer.message="OrderSend failed with error "+IntegerToString(GetLastError());
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

//--- a refused kind of filling is the one refusal that another attempt can heal at once
void TcSendDeal(MqlTradeRequest &request,MqlTradeResult &result,TcAnswer &answer)
  {
   for(int attempt=0; attempt<3; attempt++)
     {
      request.type_filling=TcFillingAt(request.symbol,attempt);
      request.price=SymbolInfoDouble(request.symbol,request.type==ORDER_TYPE_BUY ? SYMBOL_ASK : SYMBOL_BID);
      if(TcSend(request,result,answer) || result.retcode!=TRADE_RETCODE_INVALID_FILL)
         return;
     }
  }

//--- the history may show the deals of an order a moment later than the answer came
void TcAwaitFills(const MqlTradeResult &result,TcAnswer &answer,TcFill &fills[])
  {
   ulong begun=TcMillis();
   long  asked=TcUnits(result.volume);
   while(true)
     {
      TcFillsOfOrder(result.order,fills);
      if(ArraySize(fills)>0 && TcFilledUnits(fills)>=asked)
         return;
      if(TcMillis()-begun>TC_HISTORY_WAIT_MS)
         break;
      Sleep(5);
     }
   if(ArraySize(fills)==0)
      answer.verdict=TC_UNSURE;
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
   request.sl=order.sl;
   request.tp=order.tp;
   request.deviation=(ulong)(order.slippage<0 ? TC_NO_LIMIT_POINTS : order.slippage);
   request.magic=order.magic;
   request.comment=order.comment;
   TcSendDeal(request,result,answer);
   if(answer.verdict==TC_CARRIED_OUT)
      TcAwaitFills(result,answer,fills);
  }

//--- closes part or all of a position; a position that is gone already is no failure
void TcSendClose(const TcPosition &position,const double lots,TcAnswer &answer,TcFill &fills[])
  {
   MqlTradeRequest request;
   MqlTradeResult  result;
   ZeroMemory(request);
   ArrayResize(fills,0);
   request.action=TRADE_ACTION_DEAL;
   request.position=position.ticket;
   request.symbol=position.symbol;
   request.type=position.buy ? ORDER_TYPE_SELL : ORDER_TYPE_BUY;
   request.volume=lots;
   request.deviation=TC_NO_LIMIT_POINTS;
   request.magic=position.magic;
   TcSendDeal(request,result,answer);
   if(answer.verdict==TC_CARRIED_OUT)
      TcAwaitFills(result,answer,fills);
  }

void TcSendStops(const TcPosition &position,const double sl,const double tp,TcAnswer &answer)
  {
   MqlTradeRequest request;
   MqlTradeResult  result;
   ZeroMemory(request);
   request.action=TRADE_ACTION_SLTP;
   request.position=position.ticket;
   request.symbol=position.symbol;
   request.sl=sl;
   request.tp=tp;
   request.magic=position.magic;
   if(!TcSend(request,result,answer) && result.retcode==TRADE_RETCODE_NO_CHANGES)
      answer.verdict=TC_CARRIED_OUT;
  }
//+------------------------------------------------------------------+
