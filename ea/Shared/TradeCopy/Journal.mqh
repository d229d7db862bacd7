//+------------------------------------------------------------------+
//| The executor's journal: what it was about to do and what came of  |
//| it, one line each, flushed before anything is sent.               |
//+------------------------------------------------------------------+
#property strict
#include "Lines.mqh"
#include "Numbers.mqh"
#include "Words.mqh"

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
  };

class CTcJournal
  {
private:
   TcEntry           m_entries[];
   string            m_voids[];
   string            m_reports[];
   CTcLines          m_file;
   bool              m_torn;

   int               AddEntry(const string id)
     {
      int count=ArraySize(m_entries);
      ArrayResize(m_entries,count+1,256);
      m_entries[count].id=id;
      m_entries[count].copy="";
      m_entries[count].revision=0;
      m_entries[count].kind="";
      m_entries[count].symbol="";
      m_entries[count].side="";
      m_entries[count].volume="0";
      m_entries[count].magic="0";
      m_entries[count].route="";
      m_entries[count].master="";
      m_entries[count].source="";
      m_entries[count].outcome="";
      m_entries[count].code="";
      m_entries[count].tickets="";
      m_entries[count].fills="";
      m_entries[count].sent=false;
      return(count);
     }
   void              TakeIntent(const string &part[])
     {
      int at=Find(part[1]);
      if(at<0)
         at=AddEntry(part[1]);
      m_entries[at].copy=part[2];
      m_entries[at].revision=StringToInteger(part[3]);
      m_entries[at].kind=part[4];
      m_entries[at].symbol=part[5];
      m_entries[at].side=part[6];
      m_entries[at].volume=part[7];
      m_entries[at].magic=part[8];
      m_entries[at].route=StringSubstr(part[9],1);
      m_entries[at].master=StringSubstr(part[10],1);
      m_entries[at].source=StringSubstr(part[11],1);
      m_entries[at].outcome="";
      m_entries[at].sent=true;
     }
   void              TakeDone(const string &part[])
     {
      int at=Find(part[1]);
      if(at<0)
         at=AddEntry(part[1]);
      m_entries[at].copy=part[2];
      m_entries[at].revision=StringToInteger(part[3]);
      m_entries[at].outcome=part[4];
      m_entries[at].code=StringSubstr(part[5],1);
      m_entries[at].tickets=StringSubstr(part[6],1);
      m_entries[at].fills=StringSubstr(part[7],1);
     }
   void              TakeLine(const string line)
     {
      string part[];
      int    count=StringSplit(line,'\t',part);
      if(count==12 && part[0]=="INTENT")
         TakeIntent(part);
      else
         if(count==8 && part[0]=="DONE")
            TakeDone(part);
         else
            if(count==2 && part[0]=="VOID")
               NoteVoid(part[1]);
            else
               if(count==2 && part[0]=="REPORT")
                  NoteReport(part[1]);
               else
                  m_torn=true;
     }
   void              NoteVoid(const string id)
     {
      int count=ArraySize(m_voids);
      ArrayResize(m_voids,count+1,64);
      m_voids[count]=id;
     }
   void              NoteReport(const string frame)
     {
      int count=ArraySize(m_reports);
      ArrayResize(m_reports,count+1,64);
      m_reports[count]=frame;
     }
   bool              Write(const string line)
     {
      TakeLine(line);
      return(m_file.Append(line));
     }
   bool              Happened(const TcEntry &entry) const
     {
      return(TcIsWordOf(entry.outcome,"filled|partly_filled|done|already_done"));
     }
public:
                     CTcJournal(void) { m_torn=false; }
   //--- forget what was known and read the account's own file
   bool              Load(const string name)
     {
      string lines[];
      ArrayResize(m_entries,0);
      ArrayResize(m_voids,0);
      ArrayResize(m_reports,0);
      m_torn=false;
      bool opened=m_file.Load(name,lines);
      int  count=ArraySize(lines);
      for(int i=0; i<count; i++)
         if(lines[i]!="")
            TakeLine(lines[i]);
      return(opened);
     }
   bool              IsWhole(void) const { return(m_file.IsOpen() && !m_torn); }
   //--- false if it is not on the disk: nothing may be sent then
   bool              WriteIntent(const TcEntry &entry)
     {
      string line="INTENT\t"+entry.id+"\t"+entry.copy+"\t"+IntegerToString(entry.revision)+"\t"+entry.kind;
      line+="\t"+entry.symbol+"\t"+entry.side+"\t"+entry.volume+"\t"+entry.magic;
      //--- a field that may be empty begins with a sign, so that no splitting can lose it
      line+="\t="+entry.route+"\t="+entry.master+"\t="+entry.source;
      return(Write(line));
     }
   bool              WriteDone(const TcEntry &entry)
     {
      string line="DONE\t"+entry.id+"\t"+entry.copy+"\t"+IntegerToString(entry.revision);
      line+="\t"+entry.outcome+"\t="+entry.code+"\t="+entry.tickets+"\t="+entry.fills;
      return(Write(line));
     }
   bool              WriteVoid(const string id) { return(Write("VOID\t"+id)); }
   bool              WriteReport(const string frame) { return(Write("REPORT\t"+frame)); }
   int               Find(const string id) const
     {
      for(int i=ArraySize(m_entries)-1; i>=0; i--)
         if(m_entries[i].id==id)
            return(i);
      return(-1);
     }
   int               Size(void) const { return(ArraySize(m_entries)); }
   void              Read(const int at,TcEntry &entry) const { entry=m_entries[at]; }
   bool              IsOpening(const int at) const { return(m_entries[at].sent && (m_entries[at].kind=="open" || m_entries[at].kind=="place")); }
   bool              IsOf(const int at,const string copy) const { return(m_entries[at].copy==copy); }
   bool              IsVoid(const string id) const
     {
      for(int i=ArraySize(m_voids)-1; i>=0; i--)
         if(m_voids[i]==id)
            return(true);
      return(false);
     }
   //--- the opening that a magic was used for; -1 for none
   int               FindMagic(const string magic) const
     {
      for(int i=ArraySize(m_entries)-1; i>=0; i--)
         if(magic!="0" && m_entries[i].magic==magic && IsOpening(i))
            return(i);
      return(-1);
     }
   //--- the opening that made a position; -1 for none
   int               FindTicket(const string ticket) const
     {
      for(int i=ArraySize(m_entries)-1; i>=0; i--)
         if(IsOpening(i) && StringFind(" "+m_entries[i].tickets+" "," "+ticket+" ")>=0)
            return(i);
      return(-1);
     }
   bool              KnowsCopy(const string copy) const
     {
      for(int i=ArraySize(m_entries)-1; i>=0; i--)
         if(m_entries[i].copy==copy && IsOpening(i))
            return(true);
      return(false);
     }
   //--- counts what was carried out; what was refused or found changed does not count
   long              HighestRevision(const string copy) const
     {
      long highest=0;
      for(int i=ArraySize(m_entries)-1; i>=0; i--)
         if(m_entries[i].copy==copy && Happened(m_entries[i]) && m_entries[i].revision>highest)
            highest=m_entries[i].revision;
      return(highest);
     }
   //--- what is known of an id, in the protocol's words
   string            Standing(const string id) const
     {
      if(IsVoid(id))
         return("void");
      int at=Find(id);
      if(at<0)
         return("none");
      return(m_entries[at].outcome=="" ? "intent" : "done");
     }
   int               Reports(void) const { return(ArraySize(m_reports)); }
   string            Report(const int at) const { return(m_reports[at]); }
   void              DropReports(const int count)
     {
      int left=ArraySize(m_reports)-count;
      for(int i=0; i<left; i++)
         m_reports[i]=m_reports[i+count];
      ArrayResize(m_reports,left,64);
     }
  };
//+------------------------------------------------------------------+
