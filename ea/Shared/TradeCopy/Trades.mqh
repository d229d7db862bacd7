//+------------------------------------------------------------------+
//| Positions, deals and fills, and how a frame shows them.           |
//+------------------------------------------------------------------+
#property strict
#include "Object.mqh"

//--- `id` and `order` are the root ticket on MT4; times are milliseconds of the server's clock
struct TcPosition
  {
   ulong             id;
   ulong             ticket;
   ulong             order;
   string            symbol;
   bool              buy;
   long              units;
   double            price;
   double            sl;
   double            tp;
   ulong             magic;
   string            comment;
   long              opened_at;
   double            profit;
   double            swap;
  };

//--- `order_units` is what the whole order asked for, `order_kind` how it came to the market
struct TcDeal
  {
   ulong             ticket;
   ulong             order;
   string            entry;
   bool              buy;
   long              units;
   long              order_units;
   string            order_kind;
   double            price;
   string            reason;
   ulong             magic;
   string            comment;
   double            profit;
   double            swap;
   double            commission;
  };

struct TcFill
  {
   ulong             ticket;
   ulong             deal;
   ulong             order;
   long              units;
   double            price;
   long              at;
  };

//--- a position that ended
struct TcClosing
  {
   ulong             id;
   ulong             order;
   ulong             deal;
   string            symbol;
   bool              buy;
   long              units;
   long              closed_at;
   string            reason;
   ulong             magic;
  };

string TcSide(const bool buy)
  {
   return(buy ? "buy" : "sell");
  }

string TcPositionJson(const TcPosition &position,const string link)
  {
   CTcObject json;
   json.AddDigits("id",position.id);
   json.AddDigits("ticket",position.ticket);
   json.AddDigits("order",position.order);
   json.AddText("symbol",position.symbol,64);
   json.AddWord("side",TcSide(position.buy));
   json.AddWord("volume",TcUnitsText(position.units));
   json.AddNumber("price",position.price);
   json.AddRaw("sl",TcStop(position.sl));
   json.AddRaw("tp",TcStop(position.tp));
   json.AddDigits("magic",position.magic);
   json.AddText("comment",position.comment,64);
   json.AddCount("opened_at",position.opened_at);
   json.AddNumber("profit",position.profit);
   json.AddNumber("swap",position.swap);
   json.AddRaw("link",link);
   return(json.Written());
  }

string TcDealJson(const TcDeal &deal)
  {
   CTcObject json;
   json.AddDigits("ticket",deal.ticket);
   json.AddDigits("order",deal.order);
   json.AddWord("entry",deal.entry);
   json.AddWord("side",TcSide(deal.buy));
   json.AddWord("volume",TcUnitsText(deal.units));
   json.AddNumber("price",deal.price);
   json.AddWord("reason",deal.reason);
   json.AddDigits("magic",deal.magic);
   json.AddText("comment",deal.comment,64);
   json.AddNumber("profit",deal.profit);
   json.AddNumber("swap",deal.swap);
   json.AddNumber("commission",deal.commission);
   return(json.Written());
  }

//--- the members of a deal that minor 1 added; an order is never smaller than its deal
string TcDealSince1(const TcDeal &deal)
  {
   long units=(deal.order_units>deal.units) ? deal.order_units : deal.units;
   return(",\"order_volume\":\""+TcUnitsText(units)+"\",\"order_kind\":\""+deal.order_kind+"\"");
  }

string TcFillJson(const TcFill &fill)
  {
   CTcObject json;
   json.AddDigits("ticket",fill.ticket);
   json.AddDigits("deal",fill.deal);
   json.AddDigits("order",fill.order);
   json.AddWord("volume",TcUnitsText(fill.units));
   json.AddNumber("price",fill.price);
   json.AddCount("at",fill.at);
   return(json.Written());
  }

string TcClosingJson(const TcClosing &closing,const string link)
  {
   CTcObject json;
   json.AddDigits("id",closing.id);
   json.AddDigits("order",closing.order);
   json.AddDigits("deal",closing.deal);
   json.AddText("symbol",closing.symbol,64);
   json.AddWord("side",TcSide(closing.buy));
   json.AddWord("volume",TcUnitsText(closing.units));
   json.AddCount("closed_at",closing.closed_at);
   json.AddWord("reason",closing.reason);
   json.AddRaw("link",link);
   return(json.Written());
  }

int TcFindPosition(const TcPosition &list[],const ulong ticket)
  {
   int count=ArraySize(list);
   for(int i=0; i<count; i++)
      if(list[i].ticket==ticket)
         return(i);
   return(-1);
  }

int TcFindById(const TcPosition &list[],const ulong id)
  {
   int count=ArraySize(list);
   for(int i=0; i<count; i++)
      if(list[i].id==id)
         return(i);
   return(-1);
  }

void TcAddPosition(TcPosition &list[],const TcPosition &position)
  {
   int count=ArraySize(list);
   ArrayResize(list,count+1,64);
   list[count]=position;
  }

void TcDropPosition(TcPosition &list[],const int index)
  {
   int last=ArraySize(list)-1;
   for(int i=index; i<last; i++)
      list[i]=list[i+1];
   ArrayResize(list,last,64);
  }

void TcAddFill(TcFill &list[],const TcFill &fill)
  {
   int count=ArraySize(list);
   ArrayResize(list,count+1,8);
   list[count]=fill;
  }

//--- no member of a structure has a value before it is given one
void TcClearPosition(TcPosition &position)
  {
   position.id=0;
   position.ticket=0;
   position.order=0;
   position.symbol="";
   position.buy=false;
   position.units=0;
   position.price=0.0;
   position.sl=0.0;
   position.tp=0.0;
   position.magic=0;
   position.comment="";
   position.opened_at=0;
   position.profit=0.0;
   position.swap=0.0;
  }

void TcClearDeal(TcDeal &deal)
  {
   deal.ticket=0;
   deal.order=0;
   deal.entry="none";
   deal.buy=false;
   deal.units=0;
   deal.order_units=0;
   deal.order_kind="market";
   deal.price=0.0;
   deal.reason="other";
   deal.magic=0;
   deal.comment="";
   deal.profit=0.0;
   deal.swap=0.0;
   deal.commission=0.0;
  }
//+------------------------------------------------------------------+
