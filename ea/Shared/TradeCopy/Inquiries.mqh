//+------------------------------------------------------------------+
//| What the terminal knows of an id, a copy, a position or an order. |
//| It changes nothing.                                               |
//+------------------------------------------------------------------+
#property strict
#include "Flatten.mqh"

class CTcInquiries : public CTcFlatten
  {
private:
   int               m_asked[];

   void              AskFor(const int opening)
     {
      if(opening<0)
         return;
      int count=ArraySize(m_asked);
      ArrayResize(m_asked,count+1,8);
      m_asked[count]=opening;
     }
   bool              IsAsked(const int opening) const
     {
      for(int i=ArraySize(m_asked)-1; i>=0; i--)
         if(m_asked[i]==opening)
            return(true);
      return(false);
     }
   void              ReadAsked(const string by,const string value)
     {
      ArrayResize(m_asked,0);
      if(by=="id")
         AskFor(m_journal.Find(value));
      if(by=="position" || by=="order")
         AskFor(m_journal.FindTicket(value));
      if(by!="copy")
         return;
      for(int note=m_journal.FirstOpeningOf(value); note>=0; note=m_journal.NextOpening(note))
         AskFor(m_journal.OpeningAt(note));
     }
   //--- the strongest of void, done, intent and none
   string            Standing(const string by,const string value) const
     {
      string words="none|intent|done|void";
      string strongest=(by=="id") ? m_journal.Standing(value) : "none";
      for(int i=ArraySize(m_asked)-1; i>=0; i--)
        {
         TcEntry entry;
         m_journal.Read(m_asked[i],entry);
         string standing=m_journal.Standing(entry.id);
         if(StringFind(words,standing)>StringFind(words,strongest))
            strongest=standing;
        }
      return(strongest);
     }
   bool              Means(const string by,const ulong number,const int opening,const ulong name,const ulong order) const
     {
      if(by=="position")
         return(name==number);
      if(by=="order")
         return(order==number);
      return(IsAsked(opening));
     }
   int               LinkedOpening(const ulong id,const ulong magic)
     {
      TcPosition now;
      int        at=m_journal.FindTicket(TcDigits(id));
      int        by_magic=m_journal.FindMagic(TcDigits(magic));
      if((at>=0 && !TcIsNetting()) || (at<0 && by_magic<0))
         return(at);
      if(ReadTicket(id,now))
         return(m_copies.OpeningOf(m_journal,now.order,id,magic,now.opened_at));
      //--- the magic of a netting position is that of the order that began its side
      if(TcIsNetting() && by_magic>=0)
         return(by_magic);
      return(m_copies.OpeningOf(m_journal,0,id,magic,0));
     }
   void              ListPositions(const string by,const ulong number,TcLists &lists,TcPosition &open[])
     {
      TcReadPositions(open);
      int count=ArraySize(open);
      for(int i=0; i<count; i++)
        {
         int  opening=m_copies.OpeningOf(m_journal,open[i].order,open[i].id,open[i].magic,open[i].opened_at);
         bool meant=Means(by,number,opening,open[i].id,open[i].order) || (by=="position" && open[i].ticket==number);
         if(!meant)
            continue;
         TcAddLine(lists.positions,TcPositionJson(open[i],m_copies.LinkJson(m_journal,opening)));
        }
     }
   void              ListPendings(const string by,const ulong number,TcLists &lists)
     {
      TcPending waiting[];
      m_watch.ReadPendings(waiting);
      int count=ArraySize(waiting);
      for(int i=0; i<count; i++)
        {
         int opening=LinkedOpening(waiting[i].ticket,waiting[i].magic);
         if(by!="position" && Means(by,number,opening,0,waiting[i].ticket))
            TcAddLine(lists.pendings,TcPendingJson(waiting[i],m_copies.LinkJson(m_journal,opening)));
        }
     }
   void              ListClosed(const string by,const ulong number,const TcPosition &open[],TcLists &lists)
     {
      TcClosing ended[];
      TcReadClosings(open,ended);
      int count=ArraySize(ended);
      for(int i=0; i<count; i++)
        {
         int opening=m_journal.FindTicket(TcDigits(ended[i].order));
         if(opening<0)
            opening=LinkedOpening(ended[i].id,ended[i].magic);
         if(Means(by,number,opening,ended[i].id,ended[i].order))
            TcAddLine(lists.closed,TcClosingJson(ended[i],m_copies.LinkJson(m_journal,opening)));
        }
     }
   //--- a list is complete if it shows something of every opening that was asked for, or if the
   //--- history shows all there is
   bool              IsSure(const TcLists &lists) const
     {
      if(!m_journal.IsWhole() || !m_watch.IsWhole())
         return(false);
      int shown=ArraySize(lists.positions)+ArraySize(lists.pendings)+ArraySize(lists.closed);
      int asked=ArraySize(m_asked);
      return((asked>0 && shown>=asked) || TcShowsHistory());
     }
protected:
   virtual string    LinkOf(const ulong id,const ulong magic)
     {
      return(m_copies.LinkJson(m_journal,LinkedOpening(id,magic)));
     }
   void              Answer(void)
     {
      TcLists    lists;
      TcPosition open[];
      string     by=m_frame.TextOf("by");
      string     value=m_frame.TextOf("value");
      ulong      number=(by=="position" || by=="order") ? TcDigitsOf(value) : 0;
      ReadAsked(by,value);
      ListPositions(by,number,lists,open);
      ListPendings(by,number,lists);
      ListClosed(by,number,open,lists);
      m_ws.Send(TcFoundJson(m_frame.TextOf("request"),IsSure(lists),Standing(by,value),lists));
     }
  };
//+------------------------------------------------------------------+
