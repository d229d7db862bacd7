//+------------------------------------------------------------------+
//| Deals of a MetaTrader 5 account as events need them: with the     |
//| order behind each. Reads only.                                    |
//+------------------------------------------------------------------+
#property strict
#include "Book.mqh"

//--- a deal that was not told yet; `ordered` is false while its order is not shown anywhere
struct TcNews
  {
   TcDeal            deal;
   long              type;
   long              reason;
   ulong             id;
   string            symbol;
   long              at;
   bool              ordered;
  };

bool TcIsTradeType(const long type)
  {
   return(type==DEAL_TYPE_BUY || type==DEAL_TYPE_SELL);
  }

//--- a cancelled deal is corrected by a deal of its own
bool TcIsMoneyType(const long type)
  {
   return(!TcIsTradeType(type) && type!=DEAL_TYPE_BUY_CANCELED && type!=DEAL_TYPE_SELL_CANCELED);
  }

void TcReadNews(const ulong ticket,TcNews &news)
  {
   TcReadDeal(ticket,news.deal);
   news.type=HistoryDealGetInteger(ticket,DEAL_TYPE);
   news.reason=HistoryDealGetInteger(ticket,DEAL_REASON);
   news.id=(ulong)HistoryDealGetInteger(ticket,DEAL_POSITION_ID);
   news.symbol=HistoryDealGetString(ticket,DEAL_SYMBOL);
   news.at=HistoryDealGetInteger(ticket,DEAL_TIME_MSC);
   news.ordered=false;
  }

//--- lots that a deal adds to the side of a buyer
long TcSignedUnits(const TcDeal &deal)
  {
   return(deal.buy ? deal.units : -deal.units);
  }

//--- an order of the past as it was placed; changes the selected history
bool TcReadPastOrder(const ulong ticket,TcPending &pending)
  {
   if(!HistoryOrderSelect(ticket))
      return(false);
   long type=HistoryOrderGetInteger(ticket,ORDER_TYPE);
   pending.ticket=ticket;
   pending.symbol=HistoryOrderGetString(ticket,ORDER_SYMBOL);
   pending.buy=TcIsBuyOrder(type);
   pending.kind=TcKindOfType(type,HistoryOrderGetInteger(ticket,ORDER_REASON));
   pending.units=TcUnits(HistoryOrderGetDouble(ticket,ORDER_VOLUME_INITIAL));
   pending.price=HistoryOrderGetDouble(ticket,ORDER_PRICE_OPEN);
   pending.limit_price=(pending.kind=="stop_limit") ? HistoryOrderGetDouble(ticket,ORDER_PRICE_STOPLIMIT) : 0.0;
   pending.sl=HistoryOrderGetDouble(ticket,ORDER_SL);
   pending.tp=HistoryOrderGetDouble(ticket,ORDER_TP);
   pending.magic=(ulong)HistoryOrderGetInteger(ticket,ORDER_MAGIC);
   pending.comment=HistoryOrderGetString(ticket,ORDER_COMMENT);
   pending.placed_at=HistoryOrderGetInteger(ticket,ORDER_TIME_SETUP_MSC);
   pending.expires_at=HistoryOrderGetInteger(ticket,ORDER_TIME_EXPIRATION)*1000;
   return(true);
  }

//--- what the order behind a deal asked for; changes the selected history
void TcReadOrderOf(TcNews &news)
  {
   TcPending order;
   ulong     ticket=news.deal.order;
   news.deal.order_units=news.deal.units;
   news.deal.order_kind="market";
   news.ordered=(ticket==0);
   if(ticket==0)
      return;
   if(TcReadPastOrder(ticket,order))
      news.ordered=true;
   else
      if(OrderSelect(ticket))
        {
         TcReadSelectedOrder(ticket,order);
         order.units=TcUnits(OrderGetDouble(ORDER_VOLUME_INITIAL));
         news.ordered=true;
        }
   if(!news.ordered)
      return;
   news.deal.order_units=order.units;
   news.deal.order_kind=order.kind;
  }

//--- how a past order ended, as the kind of its event; empty while the history does not tell
string TcEndOfOrder(const ulong ticket,long &at)
  {
   if(!HistoryOrderSelect(ticket))
      return("");
   long state=HistoryOrderGetInteger(ticket,ORDER_STATE);
   at=HistoryOrderGetInteger(ticket,ORDER_TIME_DONE_MSC);
   if(state==ORDER_STATE_FILLED)
      return("pending_filled");
   return(state==ORDER_STATE_EXPIRED ? "pending_expired" : "pending_cancelled");
  }
//+------------------------------------------------------------------+
