//+------------------------------------------------------------------+
//| Where the bridge is and the key that lets this terminal in. The   |
//| terminal's own file holds both; inputs serve where there is none. |
//+------------------------------------------------------------------+
#property strict
#include "Utf8.mqh"
#include "Words.mqh"

#define TC_SETTINGS_FILE "TradeCopy\\bridge.txt"
#define TC_HOST "127.0.0.1"

class CTcSettings
  {
private:
   uint              m_port;
   string            m_key;
   string            m_old_key;

   void              TakeLine(const string line)
     {
      int equals=StringFind(line,"=");
      if(equals<0)
         return;
      string name=StringSubstr(line,0,equals);
      string value=StringSubstr(line,equals+1);
      StringReplace(value,"\r","");
      if(name=="port" && TcIsDigits(value))
         m_port=(uint)StringToInteger(value);
      if(name=="key" && TcIsKey(value))
         m_key=value;
     }
   bool              Write(void)
     {
      int file=FileOpen(TC_SETTINGS_FILE,FILE_WRITE|FILE_BIN);
      if(file==INVALID_HANDLE)
         return(false);
      uchar bytes[];
      uint  length=(uint)TcToUtf8("port="+IntegerToString((long)m_port)+"\nkey="+m_key+"\n",bytes);
      bool  written=(FileWriteArray(file,bytes,0,(int)length)==length);
      FileClose(file);
      return(written);
     }
public:
                     CTcSettings(void)
     {
      m_port=8080;
      m_key="";
      m_old_key="";
     }
   void              Load(const uint port,const string key)
     {
      m_port=port;
      m_key=key;
      m_old_key="";
      int file=FileOpen(TC_SETTINGS_FILE,FILE_READ|FILE_BIN|FILE_SHARE_READ|FILE_SHARE_WRITE);
      if(file==INVALID_HANDLE)
         return;
      uchar  bytes[];
      string lines[];
      int    length=(int)FileReadArray(file,bytes,0,WHOLE_ARRAY);
      FileClose(file);
      int count=StringSplit(TcFromUtf8(bytes,length),'\n',lines);
      for(int i=0; i<count; i++)
         TakeLine(lines[i]);
     }
   uint              Port(void) const { return(m_port); }
   string            Key(void) const { return(m_key); }
   //--- the old key is kept until the new one has opened the door
   bool              ChangeKey(const string key)
     {
      string old=m_key;
      m_key=key;
      if(!Write())
        {
         m_key=old;
         return(false);
        }
      m_old_key=old;
      return(true);
     }
   void              KeyWorked(void) { m_old_key=""; }
   void              KeyFailed(void)
     {
      if(m_old_key=="")
         return;
      m_key=m_old_key;
      m_old_key="";
      Write();
     }
  };
//+------------------------------------------------------------------+
