//+------------------------------------------------------------------+
//| The whole position of a netting account in one symbol: what the   |
//| bridge expected of it, and what a race made of it.                |
//+------------------------------------------------------------------+
#property strict
#include "Book.mqh"
#include "Json.mqh"

//--- no lots: no side
struct TcNet
  {
   bool              buy;
   long              units;
  };

void TcReadNet(const string symbol,TcNet &net)
  {
   TcPosition all[];
   TcReadPositions(all);
   net.buy=false;
   net.units=0;
   for(int i=ArraySize(all)-1; i>=0; i--)
     {
      if(all[i].symbol!=symbol)
         continue;
      net.buy=all[i].buy;
      net.units=all[i].units;
     }
  }

string TcNetSide(const TcNet &net)
  {
   return(net.units==0 ? "" : TcSide(net.buy));
  }

string TcNetJson(const TcNet &net)
  {
   string side=TcNetSide(net);
   return("{\"side\":"+(side=="" ? "null" : "\""+side+"\"")+",\"volume\":\""+TcUnitsText(net.units)+"\"}");
  }

//--- the side that a frame expects, empty for none
string TcExpectedSide(CTcJson &frame)
  {
   int node=frame.Member(frame.Member(0,"expected"),"side");
   return(frame.Kind(node)==TC_NODE_NULL ? "" : frame.Text(node));
  }

bool TcIsExpected(CTcJson &frame,const TcNet &net)
  {
   int node=frame.Member(frame.Member(0,"expected"),"volume");
   return(TcExpectedSide(frame)==TcNetSide(net) && TcUnitsOf(frame.Text(node))==net.units);
  }
//+------------------------------------------------------------------+
