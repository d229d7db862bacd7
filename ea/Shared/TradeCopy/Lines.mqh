//+------------------------------------------------------------------+
//| A file of lines in UTF-8 that grows line by line, each flushed;   |
//| or is replaced as a whole by a new one.                           |
//+------------------------------------------------------------------+
#property strict
#include "Utf8.mqh"

#define TC_FOLDER "TradeCopy\\"
#define TC_CUT "\t*cut*"
#define TC_NEW ".new"
#define TC_LINES_AT_ONCE 64

class CTcLines
  {
private:
   int               m_handle;
   string            m_name;
   bool              m_cut;

   bool              Put(const string text)
     {
      uchar bytes[];
      uint  length=(uint)TcToUtf8(text,bytes);
      FileSeek(m_handle,0,SEEK_END);
      if(FileWriteArray(m_handle,bytes,0,(int)length)!=length)
         return(false);
      FileFlush(m_handle);
      return(true);
     }
   //--- a line that was cut once stays in the file, with a mark at its end
   void              DropCut(string &lines[])
     {
      int kept=0;
      int count=ArraySize(lines);
      for(int i=0; i<count; i++)
        {
         int at=StringFind(lines[i],TC_CUT);
         if(at>=0 && at==StringLen(lines[i])-StringLen(TC_CUT))
            continue;
         lines[kept]=lines[i];
         kept++;
        }
      ArrayResize(lines,kept);
     }
   //--- a new file takes the old one's place in one step; what is left of two is finished here
   void              FinishReplacing(void)
     {
      if(!FileIsExist(TC_FOLDER+m_name) && FileIsExist(TC_FOLDER+m_name+TC_NEW) && !TakePlace())
         Print("TradeCopy: ",m_name,TC_NEW," cannot take the place of ",m_name);
     }
   bool              TakePlace(void)
     {
      return(FileMove(TC_FOLDER+m_name+TC_NEW,0,TC_FOLDER+m_name,FILE_REWRITE));
     }
   bool              WriteNew(const string &lines[])
     {
      int file=FileOpen(TC_FOLDER+m_name+TC_NEW,FILE_WRITE|FILE_BIN);
      if(file==INVALID_HANDLE)
         return(false);
      bool   written=true;
      string text="";
      int    count=ArraySize(lines);
      for(int i=0; i<count && written; i++)
        {
         text+=lines[i]+"\n";
         //--- in pieces: a text that grows to the whole file would be copied with every line
         if(i+1<count && i%TC_LINES_AT_ONCE!=0)
            continue;
         uchar bytes[];
         uint  length=(uint)TcToUtf8(text,bytes);
         written=(FileWriteArray(file,bytes,0,(int)length)==length);
         text="";
        }
      FileFlush(file);
      FileClose(file);
      return(written);
     }
public:
                     CTcLines(void)
     {
      m_handle=INVALID_HANDLE;
      m_name="";
      m_cut=false;
     }
                    ~CTcLines(void) { Shut(); }
   bool              IsOpen(void) const { return(m_handle!=INVALID_HANDLE); }
   void              Shut(void)
     {
      if(m_handle!=INVALID_HANDLE)
         FileClose(m_handle);
      m_handle=INVALID_HANDLE;
     }
   //--- opens the file in the terminal's own folder and reads what is in it
   bool              Load(const string name,string &lines[])
     {
      Shut();
      ArrayResize(lines,0);
      m_name=name;
      m_cut=false;
      FinishReplacing();
      m_handle=FileOpen(TC_FOLDER+name,FILE_READ|FILE_WRITE|FILE_BIN|FILE_SHARE_READ);
      if(m_handle==INVALID_HANDLE)
         return(false);
      uchar bytes[];
      int   length=(int)FileReadArray(m_handle,bytes,0,WHOLE_ARRAY);
      if(length<=0)
         return(true);
      int count=StringSplit(TcFromUtf8(bytes,length),'\n',lines);
      //--- behind the last line feed stands nothing, or a line that was cut when the terminal died
      bool cut=(bytes[length-1]!='\n');
      if(count>0 && (cut || lines[count-1]==""))
         ArrayResize(lines,count-1);
      DropCut(lines);
      return(!cut || Put(TC_CUT+"\n"));
     }
   bool              Append(const string line)
     {
      if(m_handle==INVALID_HANDLE)
         return(false);
      //--- what a full disk let in of the line before must not run into this one
      bool written=Put((m_cut ? TC_CUT+"\n" : "")+line+"\n");
      m_cut=!written;
      return(written);
     }
   //--- the old lines stay where the new ones cannot be written; `lines` are what is there then
   bool              Replace(string &lines[])
     {
      if(m_handle==INVALID_HANDLE || !WriteNew(lines))
         return(false);
      Shut();
      bool   moved=TakePlace();
      string name=m_name;
      return(Load(name,lines) && moved);
     }
  };
//+------------------------------------------------------------------+
