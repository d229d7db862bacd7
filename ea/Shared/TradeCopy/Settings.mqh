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
   uint              m_port_given;
   string            m_key_given;

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
      if(name=="old" && TcIsKey(value))
         m_old_key=value;
     }
   bool              Write(void)
     {
      int file=FileOpen(TC_SETTINGS_FILE,FILE_WRITE|FILE_BIN);
      if(file==INVALID_HANDLE)
         return(false);
      uchar bytes[];
      string old=(m_old_key=="") ? "" : "old="+m_old_key+"\n";
      uint  length=(uint)TcToUtf8("port="+IntegerToString((long)m_port)+"\nkey="+m_key+"\n"+old,bytes);
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
      m_port_given=8080;
      m_key_given="";
     }
   //--- port and key as the inputs give them; the terminal's own file comes before them
   void              Load(const uint port,const string key)
     {
      m_port_given=port;
      m_key_given=key;
      LoadAgain();
     }
   void              LoadAgain(void)
     {
      m_port=m_port_given;
      m_key=TcIsKey(m_key_given) ? m_key_given : "";
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
   //--- the old key is kept, also in the file, until the new one has opened the door
   bool              ChangeKey(const string key)
     {
      m_old_key=m_key;
      m_key=key;
      if(Write())
         return(true);
      m_key=m_old_key;
      m_old_key="";
      return(false);
     }
   void              KeyWorked(void)
     {
      if(m_old_key=="")
         return;
      m_old_key="";
      Write();
     }
   //--- the terminal's other EA may have been given a new key; if not, the old one is tried again
   void              KeyFailed(void)
     {
      string tried=m_key;
      LoadAgain();
      if(m_key!=tried || m_old_key=="")
         return;
      m_key=m_old_key;
      m_old_key="";
      Write();
     }
  };
//+------------------------------------------------------------------+
