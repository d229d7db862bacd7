//+------------------------------------------------------------------+
//| What the account holds of a copy: found by the journal first, by  |
//| the magics of the instruction where the journal is silent.        |
//+------------------------------------------------------------------+
#property strict
#include "Book.mqh"
#include "Journal.mqh"
#include "Json.mqh"

class CTcCopies
  {
private:
   string            m_copy;
   string            m_symbol;
   string            m_side;
   string            m_magics[];

   void              AddMagic(const string magic)
     {
      int count=ArraySize(m_magics);
      for(int i=0; i<count; i++)
         if(m_magics[i]==magic)
            return;
      if(magic=="0")
         return;
      ArrayResize(m_magics,count+1,8);
      m_magics[count]=magic;
     }
   bool              HasMagic(const ulong magic) const
     {
      string text=TcDigits(magic);
      for(int i=ArraySize(m_magics)-1; i>=0; i--)
         if(m_magics[i]==text)
            return(true);
      return(false);
     }
   bool              Holds(CTcJournal &journal,const TcPosition &position) const
     {
      if(position.symbol!=m_symbol || TcSide(position.buy)!=m_side)
         return(false);
      int at=OpeningOf(journal,position.id,position.magic);
      if(at>=0)
         return(journal.IsOf(at,m_copy));
      return(HasMagic(position.magic));
     }
public:
                     CTcCopies(void)
     {
      m_copy="";
      m_symbol="";
      m_side="";
     }
   //--- the journalled opening of a position; -1 for none
   int               OpeningOf(CTcJournal &journal,const ulong id,const ulong magic) const
     {
      int at=journal.FindTicket(TcDigits(id));
      return(at>=0 ? at : journal.FindMagic(TcDigits(magic)));
     }
   //--- speak of this copy from now on
   void              Mean(CTcJournal &journal,const string copy,const string symbol,const string side)
     {
      m_copy=copy;
      m_symbol=symbol;
      m_side=side;
      ArrayResize(m_magics,0);
      int count=journal.Size();
      for(int i=0; i<count; i++)
        {
         if(!journal.IsOpening(i) || !journal.IsOf(i,copy))
            continue;
         TcEntry entry;
         journal.Read(i,entry);
         AddMagic(entry.magic);
        }
     }
   //--- the copy of an instruction, with the openings that it names
   void              MeanFrame(CTcJournal &journal,CTcJson &frame)
     {
      Mean(journal,frame.TextOf("copy"),frame.TextOf("symbol"),frame.TextOf("side"));
      int list=frame.Member(0,"opens");
      if(list<0)
         return;
      for(int item=frame.First(list); item>=0; item=frame.Next(item))
         AddMagic(frame.Text(frame.Member(item,"magic")));
     }
   //--- its positions, oldest ticket first
   void              ReadTickets(CTcJournal &journal,TcPosition &tickets[]) const
     {
      TcPosition all[];
      TcReadPositions(all);
      ArrayResize(tickets,0);
      int count=ArraySize(all);
      for(int i=0; i<count; i++)
         if(Holds(journal,all[i]))
            TcAddPosition(tickets,all[i]);
      count=ArraySize(tickets);
      for(int i=1; i<count; i++)
         for(int k=i; k>0 && tickets[k].id<tickets[k-1].id; k--)
           {
            TcPosition younger=tickets[k-1];
            tickets[k-1]=tickets[k];
            tickets[k]=younger;
           }
     }
   long              Held(CTcJournal &journal) const
     {
      TcPosition tickets[];
      ReadTickets(journal,tickets);
      long units=0;
      int  count=ArraySize(tickets);
      for(int i=0; i<count; i++)
         units+=tickets[i].units;
      return(units);
     }
   //--- whether journal, positions or history know the copy at all
   bool              IsKnown(CTcJournal &journal) const
     {
      if(journal.KnowsCopy(m_copy) || Held(journal)>0)
         return(true);
      int count=ArraySize(m_magics);
      for(int i=0; i<count; i++)
        {
         TcPosition openings[];
         TcFill     fills[];
         TcFindByMagic(TcDigitsOf(m_magics[i]),openings,fills);
         if(ArraySize(openings)>0)
            return(true);
        }
      return(false);
     }
   //--- what a position carries: which opening of which copy it is
   string            LinkJson(CTcJournal &journal,const ulong id,const ulong magic) const
     {
      int at=OpeningOf(journal,id,magic);
      if(at<0)
         return("null");
      TcEntry entry;
      journal.Read(at,entry);
      CTcObject json;
      json.AddWord("copy",entry.copy);
      json.AddWord("id",entry.id);
      json.AddText("route",entry.route,64);
      json.AddText("master",entry.master,96);
      json.AddText("source",entry.source,64);
      return(json.Written());
     }
  };
//+------------------------------------------------------------------+
