//+------------------------------------------------------------------+
//| The executor's journal: what it was about to do and what came of  |
//| it, one line each, flushed before anything is sent.               |
//+------------------------------------------------------------------+
#property strict
#include "Entries.mqh"
#include "Lines.mqh"

//--- so many lines are looked through for what need not be kept
#define TC_JOURNAL_LONG 2000

class CTcJournal
  {
private:
   CTcEntries        m_entries;
   string            m_voids[];
   CTcIndex          m_void_ids;
   string            m_reports[];
   ulong             m_number;
   CTcLines          m_file;
   bool              m_torn;
   long              m_day;
   bool              m_dated;
   int               m_lines;
   int               m_long;
   bool              m_new;

   void              TakeNote(const string word,const string value)
     {
      if(word=="VOID")
         NoteVoid(value);
      else
         if(word=="REPORT")
            NoteReport(value);
         else
            if(word=="DAY")
               m_day=StringToInteger(value);
            else
               if(word=="NUMBER")
                  m_number=TcDigitsOf(value);
               else
                  m_torn=true;
     }
   void              TakeLine(const string line)
     {
      string part[];
      int    count=StringSplit(line,'\t',part);
      m_lines++;
      if(count==12 && part[0]=="INTENT")
         m_entries.TakeIntent(part,m_day);
      else
         if(count==8 && part[0]=="DONE")
            m_entries.TakeDone(part,m_day);
         else
            if(count==2)
               TakeNote(part[0],part[1]);
            else
               m_torn=true;
     }
   void              NoteVoid(const string id)
     {
      int count=ArraySize(m_voids);
      ArrayResize(m_voids,count+1,64);
      m_voids[count]=id;
      m_void_ids.Note(id,count);
     }
   void              NoteReport(const string frame)
     {
      int count=ArraySize(m_reports);
      ArrayResize(m_reports,count+1,64);
      m_reports[count]=frame;
     }
   bool              Write(const string line)
     {
      long today=TcToday();
      if(!m_dated || today!=m_day)
        {
         m_dated=m_file.Append("DAY\t"+IntegerToString(today));
         m_lines++;
        }
      m_day=today;
      TakeLine(line);
      return(m_file.Append(line));
     }
   void              Forget(void)
     {
      m_entries.Clear();
      m_void_ids.Clear();
      ArrayResize(m_voids,0);
      ArrayResize(m_reports,0);
      m_number=0;
      m_torn=false;
      //--- lines of before the first date may be of today
      m_day=TcToday();
      m_dated=false;
      m_lines=0;
     }
   void              TakeAll(const string &lines[])
     {
      int count=ArraySize(lines);
      for(int i=0; i<count; i++)
         if(lines[i]!="")
            TakeLine(lines[i]);
     }
   //--- what is to be kept of the reports and of all else; a void bars its id for ever
   void              WriteKept(const long oldest,string &lines[])
     {
      if(m_number>0)
         TcAddJournalLine(lines,"NUMBER\t"+TcDigits(m_number));
      int count=ArraySize(m_voids);
      for(int i=0; i<count; i++)
         TcAddJournalLine(lines,"VOID\t"+m_voids[i]);
      m_entries.WriteKept(oldest,lines);
      count=ArraySize(m_reports);
      for(int i=0; i<count; i++)
         TcAddJournalLine(lines,"REPORT\t"+m_reports[i]);
     }
public:
                     CTcJournal(void)
     {
      m_long=TC_JOURNAL_LONG;
      m_new=true;
      Forget();
     }
   //--- forget what was known and read the account's own file
   bool              Load(const string name)
     {
      string lines[];
      Forget();
      m_long=TC_JOURNAL_LONG;
      bool opened=m_file.Load(name,lines);
      m_new=(ArraySize(lines)==0);
      TakeAll(lines);
      return(opened);
     }
   bool              IsWhole(void) const { return(m_file.IsOpen() && !m_torn); }
   //--- nothing was journalled before this life of the EA: it may have been lost
   bool              IsNew(void) const { return(m_new); }
   bool              IsLong(void) const { return(m_lines>m_long); }
   //--- rewrites the file without what is older than the oldest day and named by nothing kept open
   void              Shorten(const long oldest)
     {
      string lines[];
      WriteKept(oldest,lines);
      if(IsWhole() && m_file.Replace(lines))
        {
         Forget();
         TakeAll(lines);
        }
      m_long=m_lines*2+TC_JOURNAL_LONG;
     }
   //--- the copy of an opening is still held: whatever its age, it is kept when the file is shortened
   void              KeepCopyOf(const int at) { m_entries.KeepCopyOf(at); }
   //--- false if it is not on the disk: nothing may be sent then
   bool              WriteIntent(const TcEntry &entry) { return(Write(TcIntentLine(entry))); }
   bool              WriteDone(const TcEntry &entry) { return(Write(TcDoneLine(entry))); }
   bool              WriteVoid(const string id) { return(Write("VOID\t"+id)); }
   bool              WriteReport(const string frame) { return(Write("REPORT\t"+frame)); }
   int               Find(const string id) const { return(m_entries.Find(id)); }
   int               Size(void) const { return(m_entries.Size()); }
   void              Read(const int at,TcEntry &entry) const { m_entries.Read(at,entry); }
   //--- the openings of a copy, the newest first; -1 for none or no more
   int               FirstOpeningOf(const string copy) const { return(m_entries.FirstOpeningOf(copy)); }
   int               NextOpening(const int note) const { return(m_entries.NextOpening(note)); }
   int               OpeningAt(const int note) const { return(m_entries.OpeningAt(note)); }
   bool              KnowsCopy(const string copy) const { return(m_entries.FirstOpeningOf(copy)>=0); }
   bool              IsOf(const int at,const string copy) const { return(m_entries.IsOf(at,copy)); }
   bool              IsVoid(const string id) const { return(m_void_ids.Find(id)>=0); }
   //--- the opening that a magic was used for; -1 for none
   int               FindMagic(const string magic) const { return(m_entries.FindMagic(magic)); }
   //--- the opening that made a position or a pending order; -1 for none
   int               FindTicket(const string ticket) const { return(m_entries.FindTicket(ticket)); }
   //--- counts what was carried out; what was refused or found changed does not count
   long              HighestRevision(const string copy) const { return(m_entries.HighestRevision(copy)); }
   //--- what is known of an id, in the protocol's words
   string            Standing(const string id) const
     {
      if(IsVoid(id))
         return("void");
      int at=Find(id);
      if(at<0)
         return("none");
      return(m_entries.IsSettled(at) ? "done" : "intent");
     }
   int               Reports(void) const { return(ArraySize(m_reports)); }
   string            Report(const int at) const { return(m_reports[at]); }
   //--- the highest number of the reports that were dropped
   ulong             Number(void) const { return(m_number); }
   void              DropReports(const int count,const ulong number)
     {
      int left=ArraySize(m_reports)-count;
      for(int i=0; i<left; i++)
         m_reports[i]=m_reports[i+count];
      ArrayResize(m_reports,left,64);
      m_number=number;
     }
  };
//+------------------------------------------------------------------+
