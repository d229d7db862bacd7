//+------------------------------------------------------------------+
//| Opens, protects, partly closes and closes one small position, and |
//| tells what the broker made of it. Never but on a demo account,    |
//| never without a yes, never where the symbol is in use.            |
//+------------------------------------------------------------------+
#property strict
#include "SelfTest.mqh"
#include "Trading.mqh"

class CTcTestTrade
  {
private:
   string            m_symbol;
   ulong             m_magic;
   long              m_units;

   bool              Find(TcPosition &position,const bool any) const
     {
      TcPosition list[];
      TcReadPositions(list);
      int count=ArraySize(list);
      for(int i=0; i<count; i++)
         if(list[i].symbol==m_symbol && (any || list[i].magic==m_magic))
           {
            position=list[i];
            return(true);
           }
      return(false);
     }
   bool              Told(CTcChecks &checks,const TcAnswer &answer,const string what) const
     {
      bool done=(answer.verdict==TC_CARRIED_OUT);
      return(checks.Check(done,what+(done ? "" : ": "+answer.code+" "+answer.message)));
     }
   bool              Enter(CTcChecks &checks)
     {
      TcOrder  order;
      TcAnswer answer;
      TcFill   fills[];
      order.symbol=m_symbol;
      order.kind="market";
      order.buy=true;
      order.lots=TcLots(m_units);
      order.price=0.0;
      order.limit_price=0.0;
      order.sl=0.0;
      order.tp=0.0;
      order.expires_at=0;
      order.magic=m_magic;
      order.comment="TradeCopySelfTest";
      order.slippage=-1;
      TcSetAnswer(answer,TC_UNSURE,0,"");
      TcSendOpen(order,answer,fills);
      if(!Told(checks,answer,"open "+TcUnitsText(m_units)+" lots of "+m_symbol))
         return(false);
      return(checks.Check(TcFilledUnits(fills)==m_units,"it was filled with "+TcUnitsText(TcFilledUnits(fills))+" lots"));
     }
   //--- stops 5 % away from the price
   void              Protect(CTcChecks &checks,const TcPosition &position)
     {
      TcAnswer answer;
      TcSetAnswer(answer,TC_UNSURE,0,"");
      TcSendStops(position,position.price*0.95,position.price*1.05,answer);
      Told(checks,answer,"set stop loss and take profit");
      TcPosition now;
      if(Find(now,false))
         checks.Check(now.sl>0.0 && now.tp>0.0,"the position shows them: "+TcNumber(now.sl)+" and "+TcNumber(now.tp));
     }
   bool              Leave(CTcChecks &checks,const TcPosition &position,const long units)
     {
      TcAnswer answer;
      TcFill   fills[];
      TcSetAnswer(answer,TC_UNSURE,0,"");
      TcSendClose(position,units,m_magic,answer,fills);
      return(Told(checks,answer,"close "+TcUnitsText(units)+" of "+TcUnitsText(position.units)+" lots"));
     }
   void              Rest(CTcChecks &checks,const TcPosition &before)
     {
      TcPosition rest;
      bool       found=Find(rest,false);
      checks.Check(found,"what is left of a partial close keeps its magic");
      if(!found && !Find(rest,true))
         return;
      checks.Check(rest.units==before.units/2,"what is left has "+TcUnitsText(rest.units)+" lots");
      checks.Tell("ticket "+TcDigits(before.ticket)+" goes on as "+TcDigits(rest.ticket)+", id "+TcDigits(rest.id)+", comment \""+rest.comment+"\"");
      Leave(checks,rest,rest.units);
     }
   void              Trade(CTcChecks &checks)
     {
      TcPosition opened;
      if(!Enter(checks) || !checks.Check(Find(opened,false),"the position is in the list, with its magic"))
         return;
      checks.Tell("ticket "+TcDigits(opened.ticket)+", comment \""+opened.comment+"\"");
      Protect(checks,opened);
      if(Leave(checks,opened,opened.units/2))
         Rest(checks,opened);
      else
         Leave(checks,opened,opened.units);
      TcPosition left;
      checks.Check(!Find(left,true),"nothing is left; if this failed, close "+m_symbol+" by hand");
     }
   string            Bar(void) const
     {
      TcPosition    position;
      TcPermissions now;
      TcReadPermissions(now);
      if(TcAccountKind()!="demo")
         return("the account is no demo account");
      if(!TcMayTrade(now))
         return("trading is not allowed, see above");
      if(m_units<=0)
         return("the broker has no symbol "+m_symbol);
      if(Find(position,true))
         return("the account holds a position in "+m_symbol);
      return("");
     }
public:
                     CTcTestTrade(void)
     {
      m_symbol="";
      m_magic=0;
      m_units=0;
     }
   void              Run(CTcChecks &checks,const string symbol)
     {
      m_symbol=symbol;
      m_magic=(ulong)(880000000+MathRand());
      SymbolSelect(symbol,true);
      m_units=2*TcUnits(TcLotMin(symbol));
      TcBeginBook("self-test-"+TcLogin()+".txt");
      string bar=Bar();
      string question="Demo account "+TcLogin()+": buy "+TcUnitsText(m_units)+" lots of "+symbol+", set stops, close half, close the rest?";
      if(bar=="" && MessageBox(question,"TradeCopy self-test",MB_YESNO|MB_ICONQUESTION)!=IDYES)
         bar="you said no";
      if(bar=="")
         Trade(checks);
      else
         checks.Skip("trading: "+bar);
     }
  };
//+------------------------------------------------------------------+
