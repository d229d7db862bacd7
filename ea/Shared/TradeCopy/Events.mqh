//+------------------------------------------------------------------+
//| Events of one life of an EA: numbered, and kept until the bridge  |
//| has stored them.                                                  |
//+------------------------------------------------------------------+
#property strict
#include "Object.mqh"

#define TC_EVENTS_KEPT 8192

struct TcEvent
  {
   ulong             seq;
   ulong             seen;
   string            body;
  };

class CTcEvents
  {
private:
   TcEvent           m_kept[];
   ulong             m_last;
   ulong             m_stream;
public:
                     CTcEvents(void)
     {
      m_last=0;
      m_stream=1;
     }
   //--- begin a new life; the number must not have been used before
   void              Begin(const ulong stream)
     {
      ArrayResize(m_kept,0);
      m_last=0;
      m_stream=stream;
     }
   ulong             Stream(void) const { return(m_stream); }
   ulong             LastSeq(void) const { return(m_last); }
   ulong             FirstSeq(void) const { return(ArraySize(m_kept)>0 ? m_kept[0].seq : 0); }
   int               Size(void) const { return(ArraySize(m_kept)); }
   int               Add(const string body,const ulong seen)
     {
      if(ArraySize(m_kept)>=TC_EVENTS_KEPT)
         Drop(1);
      int index=ArraySize(m_kept);
      m_last++;
      ArrayResize(m_kept,index+1,256);
      m_kept[index].seq=m_last;
      m_kept[index].seen=seen;
      m_kept[index].body=body;
      return(index);
     }
   void              Drop(const int count)
     {
      int left=ArraySize(m_kept)-count;
      for(int i=0; i<left; i++)
         m_kept[i]=m_kept[i+count];
      ArrayResize(m_kept,left,256);
     }
   void              Forget(const ulong through)
     {
      int count=0;
      while(count<ArraySize(m_kept) && m_kept[count].seq<=through)
         count++;
      if(count>0)
         Drop(count);
     }
   //--- index of the oldest event above a number
   int               Above(const ulong seq) const
     {
      int index=0;
      while(index<ArraySize(m_kept) && m_kept[index].seq<=seq)
         index++;
      return(index);
     }
   string            Frame(const int index) const
     {
      ulong now=GetMicrosecondCount();
      CTcObject json;
      json.AddWord("type","event");
      json.AddDigits("seq",m_kept[index].seq);
      json.AddCount("ticks",(long)now);
      json.AddCount("age",(long)(now-m_kept[index].seen));
      string head=json.Written();
      return(StringSubstr(head,0,StringLen(head)-1)+","+m_kept[index].body+"}");
     }
  };
//+------------------------------------------------------------------+
