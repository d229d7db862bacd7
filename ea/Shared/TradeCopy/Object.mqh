//+------------------------------------------------------------------+
//| Writes one JSON object, member by member.                         |
//+------------------------------------------------------------------+
#property strict
#include "Numbers.mqh"
#include "Texts.mqh"

class CTcObject
  {
private:
   string            m_text;
   void              Name(const string name)
     {
      m_text+=(m_text=="" ? "{\"" : ",\"")+name+"\":";
     }
public:
                     CTcObject(void) { m_text=""; }
   void              AddRaw(const string name,const string json)
     {
      Name(name);
      m_text+=json;
     }
   void              AddWord(const string name,const string word)
     {
      AddRaw(name,"\""+word+"\"");
     }
   void              AddText(const string name,const string text,const int most)
     {
      AddRaw(name,TcQuoted(text,most));
     }
   void              AddNumber(const string name,const double value)
     {
      AddWord(name,TcNumber(value));
     }
   void              AddDigits(const string name,const ulong value)
     {
      AddWord(name,TcDigits(value));
     }
   void              AddCount(const string name,const long value)
     {
      AddRaw(name,IntegerToString(value));
     }
   void              AddFlag(const string name,const bool value)
     {
      AddRaw(name,TcFlag(value));
     }
   string            Written(void) const { return(m_text=="" ? "{}" : m_text+"}"); }
  };
//+------------------------------------------------------------------+
