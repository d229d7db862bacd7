//+------------------------------------------------------------------+
//| Trade calls of MetaTrader 4. Each blocks until the server's       |
//| answer; none is repeated here.                                    |
//+------------------------------------------------------------------+
#property strict
#include "Book.mqh"
#include "Orders.mqh"

#define TC_NO_LIMIT_POINTS 100000
//--- errors by their numbers: not every name is known to every build
#define TC_COMMON_ERROR 2
#define TC_MALFUNCTION 9
#define TC_TIMEOUT 128
#define TC_PROCESSED_142 142
#define TC_PROCESSED_143 143

void TcJudge(const int error,TcAnswer &answer)
  {
   bool unsure=(error==0 || error==TC_COMMON_ERROR || error==TC_MALFUNCTION || error==TC_TIMEOUT);
   if(error==TC_PROCESSED_142 || error==TC_PROCESSED_143)
      unsure=true;
   TcSetAnswer(answer,unsure ? TC_UNSURE : TC_REFUSED,(long)error,"error "+IntegerToString(error));
  }

void TcSendOpen(const TcOrder &order,TcAnswer &answer,TcFill &fills[])
  {
   ArrayResize(fills,0);
   int    slippage=(order.slippage<0) ? TC_NO_LIMIT_POINTS : order.slippage;
   int    command=order.buy ? OP_BUY : OP_SELL;
   RefreshRates();
   ResetLastError();
   double price=MarketInfo(order.symbol,order.buy ? MODE_ASK : MODE_BID);
   int    ticket=OrderSend(order.symbol,command,order.lots,price,slippage,order.sl,order.tp,order.comment,(int)order.magic,0,clrNONE);
   if(ticket<0)
     {
      TcJudge(GetLastError(),answer);
      return;
     }
   TcSetAnswer(answer,TC_CARRIED_OUT,0,"");
   if(!OrderSelect(ticket,SELECT_BY_TICKET))
     {
      answer.verdict=TC_UNSURE;
      return;
     }
   TcFill fill;
   fill.ticket=(ulong)ticket;
   fill.deal=fill.ticket;
   fill.order=fill.ticket;
   fill.units=TcUnits(OrderLots());
   fill.price=OrderOpenPrice();
   fill.at=(long)OrderOpenTime()*1000;
   TcAddFill(fills,fill);
  }

//--- the ticket under which a partly closed one goes on; itself if nothing is left
ulong TcPresentTicket(const TcPosition &before,const long closed_units)
  {
   int next=g_chains.NamedSuccessor((int)before.ticket);
   if(next==0 && closed_units<before.units)
     {
      TcPosition now[];
      TcReadPositions(now);
      for(int i=ArraySize(now)-1; i>=0 && next==0; i--)
         if(now[i].ticket>before.ticket && now[i].units==before.units-closed_units && TcSharesOpening(now[i],before))
            next=(int)now[i].ticket;
     }
   if(next==0)
      return(before.ticket);
   g_chains.Follow((int)before.ticket,next);
   return((ulong)next);
  }

//--- closes part or all of a position
void TcSendClose(const TcPosition &position,const double lots,TcAnswer &answer,TcFill &fills[])
  {
   ArrayResize(fills,0);
   RefreshRates();
   ResetLastError();
   double price=MarketInfo(position.symbol,position.buy ? MODE_BID : MODE_ASK);
   if(!OrderClose((int)position.ticket,lots,price,TC_NO_LIMIT_POINTS,clrNONE))
     {
      TcJudge(GetLastError(),answer);
      return;
     }
   TcSetAnswer(answer,TC_CARRIED_OUT,0,"");
   if(!OrderSelect((int)position.ticket,SELECT_BY_TICKET) || OrderCloseTime()==0)
      return;
   TcFill fill;
   fill.deal=position.ticket;
   fill.order=position.ticket;
   fill.units=TcUnits(OrderLots());
   fill.price=OrderClosePrice();
   fill.at=(long)OrderCloseTime()*1000;
   fill.ticket=TcPresentTicket(position,fill.units);
   TcAddFill(fills,fill);
  }

void TcSendStops(const TcPosition &position,const double sl,const double tp,TcAnswer &answer)
  {
   ResetLastError();
   if(OrderModify((int)position.ticket,position.price,sl,tp,0,clrNONE))
     {
      TcSetAnswer(answer,TC_CARRIED_OUT,0,"");
      return;
     }
   int error=GetLastError();
   TcJudge(error,answer);
   //--- error 1: the values were there already
   if(error==1)
      answer.verdict=TC_CARRIED_OUT;
  }
//+------------------------------------------------------------------+
