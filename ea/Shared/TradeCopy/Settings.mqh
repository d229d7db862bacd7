//+------------------------------------------------------------------+
//| Where the bridge is and the key that lets this terminal in. The   |
//| port comes from the folder that all terminals share, the key from |
//| the terminal's own; inputs serve where they were given.           |
//+------------------------------------------------------------------+
#property strict
#include "Utf8.mqh"
#include "Words.mqh"

#define TC_SETTINGS_FILE "TradeCopy\\bridge.txt"
#define TC_SETTINGS_NEW "TradeCopy\\bridge.txt.new"
#define TC_HOST "127.0.0.1"
#define TC_PORT_USUAL 8080
#define TC_PORT_MOST 65535
#define TC_OWN_FOLDER 0

//--- the text of a file of settings; `common` is FILE_COMMON or the terminal's own folder
string TcReadSettings(const int common)
  {
   int file=FileOpen(TC_SETTINGS_FILE,FILE_READ|FILE_BIN|FILE_SHARE_READ|FILE_SHARE_WRITE|common);
   if(file==INVALID_HANDLE)
      return("");
   uchar bytes[];
   int   length=(int)FileReadArray(file,bytes,0,WHOLE_ARRAY);
   FileClose(file);
   return(length>0 ? TcFromUtf8(bytes,length) : "");
  }

//--- what a line of a text says of `name`; empty if none does. A person may have typed spaces
string TcSettingOf(const string text,const string name)
  {
   string lines[];
   int    count=StringSplit(text,'\n',lines);
   for(int i=0; i<count; i++)
     {
      string line=lines[i];
      StringReplace(line,"\r","");
      StringReplace(line," ","");
      StringReplace(line,ShortToString(0xFEFF),"");
      if(StringFind(line,name+"=")==0)
         return(StringSubstr(line,StringLen(name)+1));
     }
   return("");
  }

//--- 0 where a text names no port
uint TcPortOf(const string text)
  {
   string value=TcSettingOf(text,"port");
   if(!TcIsDigits(value) || StringLen(value)>5 || StringToInteger(value)>TC_PORT_MOST)
      return(0);
   return((uint)StringToInteger(value));
  }

//--- empty where a text holds no key under this name
string TcKeyOf(const string text,const string name)
  {
   string value=TcSettingOf(text,name);
   return(TcIsKey(value) ? value : "");
  }

class CTcSettings
  {
private:
   uint              m_port;
   string            m_key;
   uint              m_port_given;
   string            m_key_given;
   //--- the terminal's own file: its key, and the one before it until the new one has opened the door
   string            m_key_kept;
   string            m_old_kept;
   string            m_refused[];

   bool              WasRefused(const string key)
     {
      int count=ArraySize(m_refused);
      for(int i=0; i<count; i++)
         if(m_refused[i]==key)
            return(true);
      return(false);
     }
   void              Offer(const string key)
     {
      if(m_key=="" && key!="" && !WasRefused(key))
         m_key=key;
     }
   void              OfferAll(void)
     {
      m_key="";
      Offer(m_key_kept);
      Offer(m_old_kept);
      Offer(m_key_given);
     }
   void              Read(void)
     {
      //--- a terminal that died while one file took the place of the other
      if(!FileIsExist(TC_SETTINGS_FILE) && FileIsExist(TC_SETTINGS_NEW))
         TakePlace();
      string own=TcReadSettings(TC_OWN_FOLDER);
      string common=TcReadSettings(FILE_COMMON);
      m_key_kept=TcKeyOf(own,"key");
      m_old_kept=TcKeyOf(own,"old");
      m_port=m_port_given;
      //--- the bridge writes its port into the common folder each time that it starts
      if(m_port==0)
         m_port=TcPortOf(common);
      if(m_port==0)
         m_port=TcPortOf(own);
      if(m_port==0)
         m_port=TC_PORT_USUAL;
     }
   bool              TakePlace(void)
     {
      return(FileMove(TC_SETTINGS_NEW,TC_OWN_FOLDER,TC_SETTINGS_FILE,FILE_REWRITE));
     }
   //--- as a whole or not at all: a terminal whose only key was cut could not come back
   bool              Write(const string key,const string old)
     {
      int file=FileOpen(TC_SETTINGS_NEW,FILE_WRITE|FILE_BIN);
      if(file==INVALID_HANDLE)
         return(false);
      uchar  bytes[];
      string text="port="+IntegerToString((long)m_port)+"\nkey="+key+"\n"+(old=="" ? "" : "old="+old+"\n");
      uint   length=(uint)TcToUtf8(text,bytes);
      bool   written=(FileWriteArray(file,bytes,0,(int)length)==length);
      FileFlush(file);
      FileClose(file);
      if(written && TakePlace())
         return(true);
      if(!FileDelete(TC_SETTINGS_NEW))
         Print("TradeCopy: ",TC_SETTINGS_NEW," cannot be deleted");
      return(false);
     }
public:
                     CTcSettings(void)
     {
      m_port=TC_PORT_USUAL;
      m_key="";
      m_port_given=0;
      m_key_given="";
      m_key_kept="";
      m_old_kept="";
     }
   //--- port and key as the inputs give them: 0 and empty where they do not
   void              Load(const uint port,const string key)
     {
      m_port_given=port;
      m_key_given=TcIsKey(key) ? key : "";
      ArrayResize(m_refused,0);
      LoadAgain();
     }
   //--- both files, as they are now: the bridge may have moved, the key may have been renewed
   void              LoadAgain(void)
     {
      Read();
      OfferAll();
      if(m_key!="")
         return;
      //--- whoever refused every key there is may have been another bridge
      ArrayResize(m_refused,0);
      OfferAll();
     }
   uint              Port(void) const { return(m_port); }
   string            Key(void) const { return(m_key); }
   uint              PortGiven(void) const { return(m_port_given); }
   string            KeyGiven(void) const { return(m_key_given); }
   //--- the key of this session is kept, also in the file, until the new one has opened the door
   bool              ChangeKey(const string key)
     {
      Read();
      ArrayResize(m_refused,0);
      //--- the terminal's other EA was told before
      if(key!=m_key_kept && !Write(key,m_key))
         return(false);
      Read();
      m_key=key;
      return(true);
     }
   //--- the new key opened the door: the one before it may be forgotten. A new one that was refused is
   //--- kept all the same: the terminal's other EA may have come in by it
   void              KeyWorked(void)
     {
      Read();
      if(m_old_kept=="" || m_key!=m_key_kept)
         return;
      if(!Write(m_key,""))
         Print("TradeCopy: ",TC_SETTINGS_FILE," cannot be written, the key before stays in it");
      Read();
     }
   //--- the next of the keys there are is tried: the file's, the one before it, the input's
   void              KeyFailed(void)
     {
      int count=ArraySize(m_refused);
      ArrayResize(m_refused,count+1,4);
      m_refused[count]=m_key;
      LoadAgain();
     }
  };
//+------------------------------------------------------------------+
