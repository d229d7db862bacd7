//+------------------------------------------------------------------+
//| What the account holds of a copy: found by the journal first, by  |
//| the magics of the instruction where the journal is silent. On a   |
//| netting account a copy holds a share of the one position.         |
//+------------------------------------------------------------------+
#property strict
#include "Journal.mqh"
#include "Json.mqh"
#include "Shares.mqh"
#include "Traces.mqh"

class CTcCopies
  {
private:
   string            m_copy;
   string            m_symbol;
   string            m_side;
   string            m_magics[];

   void              AddMagic(const string magic)
     {
      if(magic=="0" || HasMagic(magic))
         return;
      int count=ArraySize(m_magics);
      ArrayResize(m_magics,count+1,8);
      m_magics[count]=magic;
     }
   bool              HasMagic(const string magic) const
     {
      for(int i=ArraySize(m_magics)-1; i>=0; i--)
         if(m_magics[i]==magic)
            return(true);
      return(false);
     }
   //--- what bears a magic, but was made by another order than the journalled one, is a stranger's;
   //--- where tickets change, it may be what is left of the journalled one if that is gone
   bool              MayBeMagics(CTcJournal &journal,const int at,const long opened_at) const
     {
      TcEntry entry;
      journal.Read(at,entry);
      if(entry.tickets=="")
         return(true);
      if(!TC_TICKETS_CHANGE || StringFind(entry.fills,"\"at\":"+IntegerToString(opened_at)+"}")<0)
         return(false);
      TcPosition all[];
      TcReadPositions(all);
      for(int i=ArraySize(all)-1; i>=0; i--)
         if(journal.FindTicket(TcDigits(all[i].id))==at)
            return(false);
      return(true);
     }
   bool              Holds(CTcJournal &journal,const TcPosition &position) const
     {
      if(position.symbol!=m_symbol)
         return(false);
      if(TcIsNetting())
         return(TcSide(position.buy)==m_side && ShareOf(journal,position,"")>0);
      int at=OpeningOf(journal,position.order,position.id,position.magic,position.opened_at);
      if(at>=0)
         return(journal.IsOf(at,m_copy));
      return(journal.FindMagic(TcDigits(position.magic))<0 && HasMagic(TcDigits(position.magic)));
     }
   //--- a deal belongs to the copy by its order; by its magic only if the journal cannot name the
   //--- order that opened with it, or if it closes
   bool              IsOwn(CTcJournal &journal,const TcDeal &deal,const string magic) const
     {
      string digits=TcDigits(deal.magic);
      int    at=journal.FindTicket(TcDigits(deal.order));
      if(magic!="" && digits!=magic)
         return(false);
      if(at>=0)
         return(journal.IsOf(at,m_copy));
      if(!HasMagic(digits))
         return(false);
      at=journal.FindMagic(digits);
      return(deal.entry=="out" || deal.entry=="out_by" || at<0 || MayBeMagics(journal,at,0));
     }
   //--- of the copy, or of one of its magics, in a position of its side
   long              ShareOf(CTcJournal &journal,const TcPosition &position,const string magic) const
     {
      TcDeal    deals[];
      CTcShares shares;
      TcReadDealsOf(position.id,deals);
      int count=ArraySize(deals);
      for(int i=0; i<count; i++)
         shares.Add(deals[i],IsOwn(journal,deals[i],magic));
      return(shares.On(m_side=="buy"));
     }
   bool              FindNetPosition(TcPosition &position) const
     {
      TcPosition all[];
      TcReadPositions(all);
      for(int i=ArraySize(all)-1; i>=0; i--)
         if(all[i].symbol==m_symbol && TcSide(all[i].buy)==m_side)
           {
            position=all[i];
            return(true);
           }
      return(false);
     }
   bool              IsShown(const ulong ticket,const TcPosition &positions[],const TcPending &pendings[]) const
     {
      int count=ArraySize(positions);
      for(int i=0; i<count; i++)
         if(positions[i].id==ticket || positions[i].order==ticket || positions[i].ticket==ticket)
            return(true);
      return(TcFindPending(pendings,ticket)>=0);
     }
   void              SortByAge(TcPosition &tickets[]) const
     {
      int count=ArraySize(tickets);
      for(int i=1; i<count; i++)
         for(int k=i; k>0 && tickets[k].id<tickets[k-1].id; k--)
           {
            TcPosition younger=tickets[k-1];
            tickets[k-1]=tickets[k];
            tickets[k]=younger;
           }
     }
public:
                     CTcCopies(void)
     {
      m_copy="";
      m_symbol="";
      m_side="";
     }
   //--- the journalled opening of a position; -1 for none. `opened_at` is 0 where it is not known
   int               OpeningOf(CTcJournal &journal,const ulong order,const ulong id,const ulong magic,const long opened_at) const
     {
      int at=journal.FindTicket(TcDigits(order));
      if(at<0)
         at=journal.FindTicket(TcDigits(id));
      if(at>=0)
         return(at);
      at=journal.FindMagic(TcDigits(magic));
      return(at>=0 && MayBeMagics(journal,at,opened_at) ? at : -1);
     }
   //--- speak of this copy from now on
   void              Mean(CTcJournal &journal,const string copy,const string symbol,const string side)
     {
      m_copy=copy;
      m_symbol=symbol;
      m_side=side;
      ArrayResize(m_magics,0);
      string newest[];
      for(int note=journal.FirstOpeningOf(copy); note>=0; note=journal.NextOpening(note))
        {
         TcEntry entry;
         journal.Read(journal.OpeningAt(note),entry);
         TcAddJournalLine(newest,entry.magic);
        }
      for(int i=ArraySize(newest)-1; i>=0; i--)
         AddMagic(newest[i]);
     }
   //--- a copy that the journal knows; false if it does not
   bool              MeanKnown(CTcJournal &journal,const string copy)
     {
      int note=journal.FirstOpeningOf(copy);
      if(note<0)
         return(false);
      TcEntry entry;
      journal.Read(journal.OpeningAt(note),entry);
      Mean(journal,copy,entry.symbol,entry.side);
      return(true);
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
   string            Instrument(void) const { return(m_symbol); }
   bool              IsBuy(void) const { return(m_side=="buy"); }
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
      SortByAge(tickets);
     }
   //--- its orders that wait for their price
   void              ReadPendings(CTcJournal &journal,TcPending &pendings[]) const
     {
      TcPending all[];
      TcReadPendings(all);
      ArrayResize(pendings,0);
      int count=ArraySize(all);
      for(int i=0; i<count; i++)
        {
         int  at=journal.FindTicket(TcDigits(all[i].ticket));
         bool own=(at>=0) ? journal.IsOf(at,m_copy) : (all[i].symbol==m_symbol && IsUnjournalled(journal,all[i].magic));
         if(own)
            TcAddPending(pendings,all[i]);
        }
     }
   //--- a magic of the copy whose order the journal cannot name
   bool              IsUnjournalled(CTcJournal &journal,const ulong magic) const
     {
      if(!HasMagic(TcDigits(magic)))
         return(false);
      int at=journal.FindMagic(TcDigits(magic));
      return(at<0 || MayBeMagics(journal,at,0));
     }
   long              Held(CTcJournal &journal) const
     {
      long units=0;
      if(TcIsNetting())
        {
         TcPosition position;
         if(!FindNetPosition(position))
            return(0);
         units=ShareOf(journal,position,"");
         return(units<position.units ? units : position.units);
        }
      TcPosition tickets[];
      ReadTickets(journal,tickets);
      int count=ArraySize(tickets);
      for(int i=0; i<count; i++)
         units+=tickets[i].units;
      return(units);
     }
   //--- what a closing order bears: on netting the magic of the oldest opening that still has a share
   ulong             ClosingMagic(CTcJournal &journal,const TcPosition &position) const
     {
      if(!TcIsNetting())
         return(position.magic);
      int count=ArraySize(m_magics);
      for(int i=0; i<count; i++)
         if(ShareOf(journal,position,m_magics[i])>0)
            return(TcDigitsOf(m_magics[i]));
      return(count>0 ? TcDigitsOf(m_magics[0]) : position.magic);
     }
   //--- whether journal, positions, orders or history know the copy at all
   bool              IsKnown(CTcJournal &journal) const
     {
      if(journal.KnowsCopy(m_copy) || Held(journal)>0)
         return(true);
      int count=ArraySize(m_magics);
      for(int i=0; i<count; i++)
        {
         TcTrace trace;
         TcFill  fills[];
         TcFindTrace(TcDigitsOf(m_magics[i]),trace,fills);
         if(trace.kind!=TC_TRACE_NONE)
            return(true);
        }
      return(false);
     }
   //--- whether each opening of the copy is shown, or is proven to have ended: then a list tells all
   //--- of the copy even while the terminal is still reading it
   bool              IsAccountedFor(CTcJournal &journal) const
     {
      TcPosition positions[];
      TcPending  pendings[];
      TcReadPositions(positions);
      TcReadPendings(pendings);
      if(!journal.KnowsCopy(m_copy))
         return(false);
      for(int note=journal.FirstOpeningOf(m_copy); note>=0; note=journal.NextOpening(note))
        {
         TcEntry entry;
         journal.Read(journal.OpeningAt(note),entry);
         if(TcIsWordOf(entry.outcome,"refused|changed"))
            continue;
         string tickets[];
         int    count=StringSplit(entry.tickets,' ',tickets);
         if(count<=0)
            return(false);
         for(int i=0; i<count; i++)
            if(!IsShown(TcDigitsOf(tickets[i]),positions,pendings) && !TcIsProvenGone(TcDigitsOf(tickets[i]),TcUnitsOf(entry.volume)))
               return(false);
        }
      return(true);
     }
   //--- what a position or order carries: which opening of which copy it is
   string            LinkJson(CTcJournal &journal,const int opening) const
     {
      if(opening<0)
         return("null");
      TcEntry entry;
      journal.Read(opening,entry);
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
