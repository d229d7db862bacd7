//+------------------------------------------------------------------+
//| A file of lines in UTF-8 that only grows. Each line is flushed.   |
//+------------------------------------------------------------------+
#property strict
#include "Utf8.mqh"

#define TC_FOLDER "TradeCopy\\"
#define TC_CUT "\t*cut*"

class CTcLines
  {
private:
   int               m_handle;

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
public:
                     CTcLines(void) { m_handle=INVALID_HANDLE; }
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
      return(m_handle!=INVALID_HANDLE && Put(line+"\n"));
     }
  };
//+------------------------------------------------------------------+
