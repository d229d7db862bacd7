//+------------------------------------------------------------------+
//| Events of one life of an EA: numbered, and kept until the bridge  |
//| has stored them.                                                  |
//+------------------------------------------------------------------+
#property strict
#include "Changed.mqh"

//--- without the bridge the oldest are lost beyond this
#define TC_EVENTS_KEPT 4096
#define TC_EVENTS_SLACK 1024

struct TcEvent
  {
   ulong             seq;
   ulong             seen;
   TcBody            body;
  };

class CTcEvents
  {
private:
   TcEvent           m_kept[];
   int               m_first;
   ulong             m_last;
   ulong             m_stream;

   //--- makes room at the front, not with every event
   void              Compact(void)
     {
      if(m_first<TC_EVENTS_SLACK && m_first<ArraySize(m_kept))
         return;
      int left=ArraySize(m_kept)-m_first;
      for(int i=0; i<left; i++)
         m_kept[i]=m_kept[i+m_first];
      ArrayResize(m_kept,left,TC_EVENTS_SLACK);
      m_first=0;
     }
public:
                     CTcEvents(void)
     {
      m_first=0;
      m_last=0;
      m_stream=1;
     }
   //--- begin a new life; the number must not have been used before
   void              Begin(const ulong stream)
     {
      ArrayResize(m_kept,0);
      m_first=0;
      m_last=0;
      m_stream=stream;
     }
   ulong             Stream(void) const { return(m_stream); }
   ulong             LastSeq(void) const { return(m_last); }
   ulong             FirstSeq(void) const { return(Size()>0 ? m_kept[m_first].seq : 0); }
   int               Size(void) const { return(ArraySize(m_kept)-m_first); }
   //--- returns the number of the event
   ulong             Add(const TcBody &body,const ulong seen)
     {
      if(Size()>=TC_EVENTS_KEPT)
        {
         m_first++;
         Compact();
        }
      int index=ArraySize(m_kept);
      m_last++;
      ArrayResize(m_kept,index+1,TC_EVENTS_SLACK);
      m_kept[index].seq=m_last;
      m_kept[index].seen=seen;
      m_kept[index].body=body;
      return(m_last);
     }
   void              Forget(const ulong through)
     {
      while(Size()>0 && m_kept[m_first].seq<=through)
         m_first++;
      Compact();
     }
   //--- the number of the oldest event above another one; 0 if there is none
   ulong             NextAbove(const ulong seq) const
     {
      if(Size()==0 || seq>=m_last)
         return(0);
      return(seq<FirstSeq() ? FirstSeq() : seq+1);
     }
   //--- the event of a number that is kept, as a session of this minor asks for it
   string            Frame(const ulong seq,const long minor) const
     {
      int   index=m_first+(int)(seq-FirstSeq());
      ulong now=GetMicrosecondCount();
      CTcObject json;
      json.AddWord("type","event");
      json.AddDigits("seq",seq);
      json.AddCount("ticks",(long)now);
      json.AddCount("age",(long)(now-m_kept[index].seen));
      string head=json.Written();
      string since_1=(minor>=1) ? m_kept[index].body.since_1 : "";
      return(StringSubstr(head,0,StringLen(head)-1)+","+m_kept[index].body.head+since_1+m_kept[index].body.tail+"}");
     }
  };
//+------------------------------------------------------------------+
