//+------------------------------------------------------------------+
//| What only the history of a MetaTrader 4 account tells: money that |
//| came or went, and tickets that lived between two looks. It shows  |
//| as much as the trader chose; what it hides is not told.           |
//+------------------------------------------------------------------+
#property strict
#include "Book.mqh"
#include "Changed.mqh"
#include "Numbered.mqh"

class CTcPast
  {
private:
   CTcNumbered       m_told;
   int               m_total;

   //--- keeps the tickets in the order of their numbers
   void              AddTicket(const int ticket,int &tickets[])
     {
      int place=ArraySize(tickets);
      ArrayResize(tickets,place+1,16);
      while(place>0 && tickets[place-1]>ticket)
        {
         tickets[place]=tickets[place-1];
         place--;
        }
      tickets[place]=ticket;
     }
   //--- closed tickets that were not told, and are no older than `since`
   void              ReadUntold(const long since,int &tickets[])
     {
      for(int i=0; i<m_total; i++)
        {
         if(!OrderSelect(i,SELECT_BY_POS,MODE_HISTORY) || m_told.Has((ulong)OrderTicket()))
            continue;
         bool waited=(OrderType()>OP_SELL && OrderType()<TC_TYPE_MONEY);
         if(waited || (long)OrderOpenTime()*1000<since)
            m_told.Add((ulong)OrderTicket());
         else
            AddTicket(OrderTicket(),tickets);
        }
     }
   //--- lots of a ticket and of all that its comments say it went on as
   long              UnitsOfChain(const int first)
     {
      long units=0;
      int  ticket=first;
      for(int i=0; i<TC_CHAIN_LONGEST && ticket>0; i++)
        {
         if(!OrderSelect(ticket,SELECT_BY_TICKET))
            break;
         units+=TcClosedUnits(0);
         if(OrderCloseTime()==0)
            break;
         ticket=g_chains.NamedBy(OrderComment(),"to");
        }
      return(units);
     }
public:
                     CTcPast(void) { m_total=-1; }
   //--- what is there now counts as told
   void              Begin(void)
     {
      m_told.Clear();
      m_total=OrdersHistoryTotal();
      for(int i=0; i<m_total; i++)
         if(OrderSelect(i,SELECT_BY_POS,MODE_HISTORY))
            m_told.Add((ulong)OrderTicket());
     }
   void              NoteTold(const ulong ticket) { m_told.Add(ticket); }
   //--- tells of money; returns positions that were opened and closed between two looks, as they
   //--- were when they were opened
   void              Compare(const long since,TcPosition &missed[],TcChange &changes[])
     {
      int tickets[];
      ArrayResize(missed,0);
      if(OrdersHistoryTotal()==m_total)
         return;
      m_total=OrdersHistoryTotal();
      ReadUntold(since,tickets);
      int count=ArraySize(tickets);
      for(int i=0; i<count; i++)
        {
         if(!OrderSelect(tickets[i],SELECT_BY_TICKET))
            continue;
         m_told.Add((ulong)tickets[i]);
         if(OrderType()>=TC_TYPE_MONEY)
           {
            if(MathAbs(OrderProfit())>0.0)
               TcAddBalanceChange(changes,(ulong)tickets[i],OrderProfit(),OrderComment(),(long)OrderOpenTime()*1000);
            continue;
           }
         TcPosition position;
         TcReadSelected(position);
         if(g_chains.RootOf(tickets[i])!=tickets[i])
            continue;
         position.units=UnitsOfChain(tickets[i]);
         if(position.units>0)
            TcAddPosition(missed,position);
        }
     }
  };
//+------------------------------------------------------------------+
