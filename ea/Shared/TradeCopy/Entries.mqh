//+------------------------------------------------------------------+
//| Instructions as the journal knows them: by id, magic, ticket and  |
//| copy. Remembers and finds; writes no file.                        |
//+------------------------------------------------------------------+
#property strict
#include "Index.mqh"
#include "Numbers.mqh"
#include "Words.mqh"

#define TC_DAY_S 86400

//--- `outcome` is empty until the end is known; `fills` is a JSON list without its brackets
struct TcEntry
  {
   string            id;
   string            copy;
   long              revision;
   string            kind;
   string            symbol;
   string            side;
   string            volume;
   string            magic;
   string            route;
   string            master;
   string            source;
   string            outcome;
   string            code;
   string            tickets;
   string            fills;
   bool              sent;
   long              day;
  };

long TcToday(void)
  {
   return((long)TimeGMT()/TC_DAY_S);
  }

void TcClearEntry(TcEntry &entry)
  {
   entry.id="";
   entry.copy="";
   entry.revision=0;
   entry.kind="";
   entry.symbol="";
   entry.side="";
   entry.volume="0";
   entry.magic="0";
   entry.route="";
   entry.master="";
   entry.source="";
   entry.outcome="";
   entry.code="";
   entry.tickets="";
   entry.fills="";
   entry.sent=false;
   entry.day=0;
  }

//--- a field that may be empty begins with a sign, so that no splitting can lose it
string TcIntentLine(const TcEntry &entry)
  {
   string line="INTENT\t"+entry.id+"\t"+entry.copy+"\t"+IntegerToString(entry.revision)+"\t"+entry.kind;
   line+="\t"+entry.symbol+"\t"+entry.side+"\t"+entry.volume+"\t"+entry.magic;
   return(line+"\t="+entry.route+"\t="+entry.master+"\t="+entry.source);
  }

string TcDoneLine(const TcEntry &entry)
  {
   string line="DONE\t"+entry.id+"\t"+entry.copy+"\t"+IntegerToString(entry.revision);
   return(line+"\t"+entry.outcome+"\t="+entry.code+"\t="+entry.tickets+"\t="+entry.fills);
  }

void TcAddJournalLine(string &lines[],const string line)
  {
   int count=ArraySize(lines);
   ArrayResize(lines,count+1,1024);
   lines[count]=line;
  }

class CTcEntries
  {
private:
   TcEntry           m_list[];
   CTcIndex          m_ids;
   CTcIndex          m_magics;
   CTcIndex          m_tickets;
   CTcIndex          m_openings;
   string            m_copies[];
   long              m_highest[];
   long              m_newest[];
   bool              m_held[];
   CTcIndex          m_copy_names;

   int               PlaceFor(const string id)
     {
      int at=m_ids.Find(id);
      if(at>=0)
         return(at);
      at=ArraySize(m_list);
      ArrayResize(m_list,at+1,256);
      TcClearEntry(m_list[at]);
      m_list[at].id=id;
      m_ids.Note(id,at);
      return(at);
     }
   int               CopyPlace(const string copy)
     {
      int at=m_copy_names.Find(copy);
      if(at>=0)
         return(at);
      at=ArraySize(m_copies);
      ArrayResize(m_copies,at+1,256);
      ArrayResize(m_highest,at+1,256);
      ArrayResize(m_newest,at+1,256);
      ArrayResize(m_held,at+1,256);
      m_copies[at]=copy;
      m_highest[at]=0;
      m_newest[at]=0;
      m_held[at]=false;
      m_copy_names.Note(copy,at);
      return(at);
     }
   bool              IsOpening(const int at) const
     {
      return(m_list[at].sent && (m_list[at].kind=="open" || m_list[at].kind=="place"));
     }
   void              NoteTickets(const int at)
     {
      string tickets[];
      int    count=StringSplit(m_list[at].tickets,' ',tickets);
      for(int i=0; i<count; i++)
         if(tickets[i]!="" && tickets[i]!="0")
            m_tickets.Note(tickets[i],at);
     }
   //--- a copy is kept or dropped as a whole: its changes mean nothing without its openings
   bool              IsKept(const int at,const long oldest)
     {
      int copy=CopyPlace(m_list[at].copy);
      if(m_list[at].kind!="flatten" && (m_held[copy] || m_newest[copy]>=oldest))
         return(true);
      return(m_list[at].day>=oldest || (IsOpening(at) && m_list[at].outcome==""));
     }
   void              NoteDay(const int at,const long day)
     {
      int copy=CopyPlace(m_list[at].copy);
      m_list[at].day=day;
      if(m_newest[copy]<day)
         m_newest[copy]=day;
     }
public:
   void              Clear(void)
     {
      ArrayResize(m_list,0);
      m_ids.Clear();
      m_magics.Clear();
      m_tickets.Clear();
      m_openings.Clear();
      m_copy_names.Clear();
      ArrayResize(m_copies,0);
      ArrayResize(m_highest,0);
      ArrayResize(m_newest,0);
      ArrayResize(m_held,0);
     }
   void              TakeIntent(const string &part[],const long day)
     {
      int  at=PlaceFor(part[1]);
      bool again=m_list[at].sent;
      m_list[at].copy=part[2];
      m_list[at].revision=StringToInteger(part[3]);
      m_list[at].kind=part[4];
      m_list[at].symbol=part[5];
      m_list[at].side=part[6];
      m_list[at].volume=part[7];
      m_list[at].magic=part[8];
      m_list[at].route=StringSubstr(part[9],1);
      m_list[at].master=StringSubstr(part[10],1);
      m_list[at].source=StringSubstr(part[11],1);
      m_list[at].outcome="";
      m_list[at].sent=true;
      NoteDay(at,day);
      if(again || !IsOpening(at))
         return;
      m_openings.Note(part[2],at);
      if(part[8]!="0")
         m_magics.Note(part[8],at);
     }
   void              TakeDone(const string &part[],const long day)
     {
      int at=PlaceFor(part[1]);
      m_list[at].copy=part[2];
      m_list[at].revision=StringToInteger(part[3]);
      m_list[at].outcome=part[4];
      m_list[at].code=StringSubstr(part[5],1);
      m_list[at].tickets=StringSubstr(part[6],1);
      m_list[at].fills=StringSubstr(part[7],1);
      NoteDay(at,day);
      if(IsOpening(at))
         NoteTickets(at);
      if(TcIsWordOf(m_list[at].outcome,"filled|partly_filled|done|already_done"))
         RaiseRevision(m_list[at].copy,m_list[at].revision);
     }
   void              RaiseRevision(const string copy,const long revision)
     {
      int at=CopyPlace(copy);
      if(m_highest[at]<revision)
         m_highest[at]=revision;
     }
   void              KeepCopyOf(const int at) { m_held[CopyPlace(m_list[at].copy)]=true; }
   //--- lines for what is kept, each with its day before it
   void              WriteKept(const long oldest,string &lines[])
     {
      long day=-1;
      int  count=ArraySize(m_list);
      for(int i=0; i<count; i++)
        {
         if(!IsKept(i,oldest))
            continue;
         if(m_list[i].day!=day)
            TcAddJournalLine(lines,"DAY\t"+IntegerToString(m_list[i].day));
         day=m_list[i].day;
         if(m_list[i].sent)
            TcAddJournalLine(lines,TcIntentLine(m_list[i]));
         if(m_list[i].outcome!="")
            TcAddJournalLine(lines,TcDoneLine(m_list[i]));
        }
     }
   int               Find(const string id) const { return(m_ids.Find(id)); }
   int               Size(void) const { return(ArraySize(m_list)); }
   void              Read(const int at,TcEntry &entry) const { entry=m_list[at]; }
   bool              IsSettled(const int at) const { return(m_list[at].outcome!=""); }
   bool              IsOf(const int at,const string copy) const { return(m_list[at].copy==copy); }
   int               FirstOpeningOf(const string copy) const { return(m_openings.First(copy)); }
   int               NextOpening(const int note) const { return(m_openings.Next(note)); }
   int               OpeningAt(const int note) const { return(m_openings.PlaceOf(note)); }
   int               FindMagic(const string magic) const { return(m_magics.Find(magic)); }
   int               FindTicket(const string ticket) const { return(m_tickets.Find(ticket)); }
   long              HighestRevision(const string copy) const
     {
      int at=m_copy_names.Find(copy);
      return(at<0 ? 0 : m_highest[at]);
     }
  };
//+------------------------------------------------------------------+
