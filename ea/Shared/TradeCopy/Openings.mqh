//+------------------------------------------------------------------+
//| Carrying out `open`, and what `place` shares with it: what bars   |
//| it, the sending, and a race on a netting account.                 |
//+------------------------------------------------------------------+
#property strict
#include "Settling.mqh"

class CTcOpenings : public CTcSettling
  {
private:
   TcNet             m_net_before;

   bool              RefusesPermission(void)
     {
      TcPermissions now;
      TcReadPermissions(now);
      string why="";
      if(!TcMayTrade(now))
         why="trading is not allowed in this terminal";
      if(!m_journal.IsWhole())
         why="the journal cannot be written, or is not whole";
      if(IsBeingClosed(m_entry.copy))
         why="a flatten goes on";
      if(m_guard.Objects())
         why="the guard: "+m_guard.Why();
      if(m_entry.kind=="place" && m_frame.TextOf("kind")=="stop_limit" && !TC_HAS_STOP_LIMIT)
         why="this platform has no stop-limit orders";
      if(why!="")
         RefuseForEver("not_allowed",why);
      return(why!="");
     }
   //--- lots of open positions and waiting orders of one side, as the broker's limit counts them
   long              UnitsOnSide(const string symbol,const bool buy) const
     {
      TcPosition positions[];
      TcPending  pendings[];
      TcReadPositions(positions);
      TcReadPendings(pendings);
      long units=0;
      int  count=ArraySize(positions);
      for(int i=0; i<count; i++)
         if(positions[i].symbol==symbol && positions[i].buy==buy)
            units+=positions[i].units;
      count=ArraySize(pendings);
      for(int i=0; i<count; i++)
         if(pendings[i].symbol==symbol && pendings[i].buy==buy)
            units+=pendings[i].units;
      return(units);
     }
   string            BadVolume(void) const
     {
      long units=TcUnitsOf(m_entry.volume);
      long step=TcUnits(TcLotStep(m_entry.symbol));
      long limit=TcUnits(TcLotLimit(m_entry.symbol));
      if(units<TcUnits(TcLotMin(m_entry.symbol)) || units>TcUnits(TcLotMax(m_entry.symbol)))
         return("outside the broker's smallest and largest lots");
      if(step<=0 || units%step!=0)
         return("not a multiple of the broker's step");
      if(limit>0 && units+UnitsOnSide(m_entry.symbol,m_entry.side=="buy")>limit)
         return("beyond what the broker allows on one side of the symbol");
      return("");
     }
   bool              RefusesAtOnce(void)
     {
      if(!TcHasSymbol(m_entry.symbol) || !SymbolSelect(m_entry.symbol,true))
        {
         RefuseForEver("no_symbol","");
         return(true);
        }
      if(RefusesPermission())
         return(true);
      string why=BadVolume();
      if(why!="")
         RefuseForEver("bad_volume",why);
      return(why!="");
     }
   //--- on the right side of the present price: only then can they be set after the opening
   bool              CanStopsFollow(const TcOrder &order) const
     {
      double bid=0.0,ask=0.0;
      long   at=0;
      if((order.sl<=0.0 && order.tp<=0.0) || !TcReadQuote(order.symbol,bid,ask,at))
         return(false);
      double price=order.buy ? bid : ask;
      bool   sl=(order.sl<=0.0 || (order.sl<price)==order.buy);
      bool   tp=(order.tp<=0.0 || (order.tp>price)==order.buy);
      return(sl && tp);
     }
   void              SetStopsLater(const double sl,const double tp,const TcFill &fills[])
     {
      int count=ArraySize(fills);
      for(int i=0; i<count; i++)
        {
         if(i>0 && fills[i].ticket==fills[i-1].ticket)
            continue;
         TcPosition position;
         TcAnswer   answer;
         TcSetAnswer(answer,TC_REFUSED,0,"the position is not shown");
         if(AwaitTicket(fills[i].ticket,position))
            SetStopsOf(position,sl,tp,answer);
         if(answer.verdict==TC_CARRIED_OUT)
            continue;
         m_result.code=answer.code;
         m_result.message="opened without stops: they were refused before and after, "+answer.message;
        }
     }
   bool              AwaitTicket(const ulong ticket,TcPosition &position)
     {
      ulong begun=TcMillis();
      while(true)
        {
         TcPosition all[];
         TcReadPositions(all);
         int at=TcFindPosition(all,ticket);
         if(at>=0)
           {
            position=all[at];
            return(true);
           }
         if(TcMillis()-begun>TC_BOOK_WAIT_MS)
            return(false);
         Pause(20);
        }
      return(false);
     }
   void              OpenNow(void)
     {
      TcOrder  order;
      TcAnswer answer;
      TcFill   fills[];
      bool     stops_later=false;
      FillOrder(order);
      double   sl=order.sl;
      double   tp=order.tp;
      while(MayStillGo())
        {
         Announce();
         TcSendOpen(order,answer,fills);
         Answered();
         if(answer.verdict==TC_CARRIED_OUT)
           {
            TcSetResult(m_result,"",answer.code,"");
            TakeFills(fills);
            break;
           }
         //--- before another try, and before the last word, the account is asked
         if(AwaitEnd(answer))
           {
            ReadFills(fills);
            break;
           }
         if(answer.verdict==TC_UNSURE)
            return;
         if(answer.bad_stops && !stops_later && CanStopsFollow(order))
           {
            order.sl=0.0;
            order.tp=0.0;
            stops_later=true;
            continue;
           }
         if(!WaitToTryAgain(answer))
           {
            RefuseForEver(answer.code,answer.message);
            return;
           }
        }
      if(stops_later)
         SetStopsLater(sl,tp,fills);
      if(ArraySize(fills)>0 && TcIsNetting() && !m_frame.IsNull("expected"))
         UndoRace(TcExpectedSide(m_frame),TcDigitsOf(m_entry.magic));
     }
   void              ReadFills(TcFill &fills[])
     {
      TcTrace trace;
      TcFindTrace(TcDigitsOf(m_entry.magic),trace,fills);
     }
   void              TakeFills(const TcFill &fills[])
     {
      m_result.outcome=(TcFilledUnits(fills)>=TcUnitsOf(m_entry.volume)) ? "filled" : "partly_filled";
      m_result.fills=TcFillsJson(fills);
      m_entry.tickets=TcTicketsText(fills);
      Settle();
     }
protected:
   virtual bool      IsBeingClosed(const string copy) { return(false); }
   virtual void      Place(void) { }
   void              FillOrder(TcOrder &order)
     {
      order.symbol=m_entry.symbol;
      order.kind="market";
      order.buy=(m_entry.side=="buy");
      order.lots=TcLots(TcUnitsOf(m_entry.volume));
      order.price=m_frame.PriceOf("price");
      order.limit_price=m_frame.PriceOf("limit_price");
      order.sl=m_frame.PriceOf("sl");
      order.tp=m_frame.PriceOf("tp");
      order.expires_at=m_frame.CountOf("expires_at");
      order.magic=TcDigitsOf(m_entry.magic);
      order.comment=m_frame.TextOf("comment");
      order.slippage=m_frame.IsNull("max_slippage") ? -1 : (int)MathMin((double)m_frame.CountOf("max_slippage"),1000000.0);
     }
   //--- the account is as the bridge knows it, and it is not too late
   bool              MayStillGo(void)
     {
      if(IsUnexpected())
        {
         TcSetResult(m_result,"changed","","the position is not as expected");
         Settle();
         return(false);
        }
      if(GetMicrosecondCount()<=(ulong)m_frame.CountOf("expires"))
         return(true);
      RefuseForEver("expired","");
      return(false);
     }
   //--- how the position is before a deal; where the account is netting, a race shows against it
   void              NoteNet(void) { TcReadNet(m_entry.symbol,m_net_before); }
   bool              IsUnexpected(void)
     {
      NoteNet();
      return(TcIsNetting() && !m_frame.IsNull("expected") && !TcIsExpected(m_frame,m_net_before));
     }
   //--- closes a side that is neither the instruction's nor `other`; the list may be late
   void              UndoRace(const string other,const ulong magic)
     {
      TcNet now;
      ulong begun=TcMillis();
      TcReadNet(m_entry.symbol,now);
      while(now.buy==m_net_before.buy && now.units==m_net_before.units && TcMillis()-begun<TC_BOOK_WAIT_MS)
        {
         Pause(20);
         TcReadNet(m_entry.symbol,now);
        }
      string side=TcNetSide(now);
      if(side=="" || side==m_entry.side || side==other)
         return;
      TcPosition all[];
      TcReadPositions(all);
      for(int i=ArraySize(all)-1; i>=0; i--)
        {
         if(all[i].symbol!=m_entry.symbol)
            continue;
         TcAnswer answer;
         TcFill   fills[];
         CloseUnits(all[i],all[i].units,magic,answer,fills);
         m_result.code="reversed_by_race";
         m_result.message=(answer.verdict==TC_CARRIED_OUT) ? "" : "it could not be closed: "+answer.message;
        }
     }
   void              CarryOutOpening(void)
     {
      ReadOpening();
      if(AnswerFromJournal() || CannotSearch() || AnswerByMagic() || RefusesAtOnce())
         return;
      if(!m_journal.WriteIntent(m_entry))
        {
         RefuseForEver("not_allowed","the journal cannot be written");
         return;
        }
      if(m_entry.kind=="open")
         OpenNow();
      else
         Place();
     }
public:
                     CTcOpenings(void)
     {
      m_net_before.buy=false;
      m_net_before.units=0;
     }
  };
//+------------------------------------------------------------------+
