//+------------------------------------------------------------------+
//| Which root a MetaTrader 4 ticket belongs to: what a partial close |
//| leaves goes on under a new ticket. Kept in a file, since neither  |
//| comment nor history is sure to show it later.                     |
//+------------------------------------------------------------------+
#property strict
#include "Lines.mqh"
#include "Numbers.mqh"

#define TC_CHAIN_LONGEST 200

class CTcChains
  {
private:
   int               m_tickets[];
   int               m_roots[];
   //--- the closed ticket that went on as each; 0 where it is not known
   int               m_parents[];
   CTcLines          m_file;

   int               Known(const int ticket) const
     {
      for(int i=ArraySize(m_tickets)-1; i>=0; i--)
         if(m_tickets[i]==ticket)
            return(m_roots[i]);
      return(0);
     }
   void              Note(const int ticket,const int root,const int parent)
     {
      int count=ArraySize(m_tickets);
      ArrayResize(m_tickets,count+1,256);
      ArrayResize(m_roots,count+1,256);
      ArrayResize(m_parents,count+1,256);
      m_tickets[count]=ticket;
      m_roots[count]=root;
      m_parents[count]=parent;
     }
   //--- the closed ticket whose comment says that it went on as this one
   int               SentBy(const int ticket)
     {
      for(int i=OrdersHistoryTotal()-1; i>=0; i--)
         if(OrderSelect(i,SELECT_BY_POS,MODE_HISTORY) && NamedBy(OrderComment(),"to")==ticket)
            return(OrderTicket());
      return(0);
     }
   int               ParentOf(const int ticket)
     {
      int parent=0;
      if(OrderSelect(ticket,SELECT_BY_TICKET))
         parent=NamedBy(OrderComment(),"from");
      return(parent>0 ? parent : SentBy(ticket));
     }
public:
   //--- the ticket that a comment such as "from #123" names; 0 for none
   int               NamedBy(const string comment,const string word) const
     {
      int at=StringFind(comment,word+" #");
      if(at<0)
         return(0);
      return((int)StringToInteger(StringSubstr(comment,at+StringLen(word)+2)));
     }
   //--- forget what was known and read the account's own file
   void              Load(const string name)
     {
      string lines[];
      ArrayResize(m_tickets,0);
      ArrayResize(m_roots,0);
      ArrayResize(m_parents,0);
      m_file.Load(name,lines);
      int count=ArraySize(lines);
      for(int i=0; i<count; i++)
        {
         string parts[];
         int    known=StringSplit(lines[i],' ',parts);
         int    parent=(known==3) ? (int)StringToInteger(parts[2]) : 0;
         if(known==2 || known==3)
            Note((int)StringToInteger(parts[0]),(int)StringToInteger(parts[1]),parent);
        }
     }
   //--- remember that `ticket` goes on where `old` ended
   void              Follow(const int old,const int ticket)
     {
      int root=RootOf(old);
      if(KnownRest(old)==ticket)
         return;
      //--- the newest note counts: before this one the ticket may have passed for a root
      Note(ticket,root,old);
      m_file.Append(IntegerToString(ticket)+" "+IntegerToString(root)+" "+IntegerToString(old));
     }
   //--- whether a ticket was seen before
   bool              Has(const int ticket) const { return(Known(ticket)>0); }
   //--- the one ticket that a closed one is known to go on as; 0 for none
   int               KnownRest(const int closed) const
     {
      for(int i=ArraySize(m_parents)-1; i>=0; i--)
         if(m_parents[i]==closed)
            return(m_tickets[i]);
      return(0);
     }
   //--- the first ticket of a chain; changes the selected order
   int               RootOf(const int ticket)
     {
      int root=ticket;
      for(int i=0; i<TC_CHAIN_LONGEST; i++)
        {
         int known=Known(root);
         if(known>0)
           {
            root=known;
            break;
           }
         int parent=ParentOf(root);
         if(parent==0 || parent==root)
            break;
         root=parent;
        }
      if(Known(ticket)==0)
         Note(ticket,root,0);
      return(root);
     }
   //--- the ticket that a closed one says it went on as, or is known to; 0 for none
   int               RestOf(const int closed)
     {
      int named=OrderSelect(closed,SELECT_BY_TICKET) ? NamedBy(OrderComment(),"to") : 0;
      return(named>0 ? named : KnownRest(closed));
     }
   bool              IsNamedAfter(const string comment,const int parent)
     {
      return(NamedBy(comment,"from")==parent);
     }
  };
CTcChains g_chains;
//+------------------------------------------------------------------+
