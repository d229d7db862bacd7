//+------------------------------------------------------------------+
//| Push messages to the trader's phone, no faster than MetaTrader    |
//| lets them pass: two a second and ten a minute. The rest waits.    |
//+------------------------------------------------------------------+
#property strict
#include "Numbers.mqh"

#define TC_NOTICE_GAP_MS 600
#define TC_NOTICE_MINUTE_MS 61000
#define TC_NOTICES_IN_MINUTE 10
#define TC_NOTICES_WAITING 100

class CTcNotices
  {
private:
   string            m_waiting[];
   ulong             m_sent_at[];

   void              Drop(void)
     {
      int last=ArraySize(m_waiting)-1;
      for(int i=0; i<last; i++)
         m_waiting[i]=m_waiting[i+1];
      ArrayResize(m_waiting,last,16);
     }
   //--- forget what was sent more than a minute ago
   void              Age(const ulong now)
     {
      int old=0;
      int count=ArraySize(m_sent_at);
      while(old<count && now-m_sent_at[old]>=TC_NOTICE_MINUTE_MS)
         old++;
      if(old==0)
         return;
      for(int i=old; i<count; i++)
         m_sent_at[i-old]=m_sent_at[i];
      ArrayResize(m_sent_at,count-old,16);
     }
public:
   void              Add(const string text)
     {
      int count=ArraySize(m_waiting);
      //--- whoever reads so many reads no more of them
      if(text=="" || count>=TC_NOTICES_WAITING)
         return;
      ArrayResize(m_waiting,count+1,16);
      m_waiting[count]=text;
     }
   void              Turn(void)
     {
      if(ArraySize(m_waiting)==0)
         return;
      ulong now=TcMillis();
      Age(now);
      int sent=ArraySize(m_sent_at);
      if(sent>=TC_NOTICES_IN_MINUTE || (sent>0 && now-m_sent_at[sent-1]<TC_NOTICE_GAP_MS))
         return;
      if(!SendNotification(m_waiting[0]))
         Print("TradeCopy: the push message was not sent, error ",IntegerToString(GetLastError()),": ",m_waiting[0]);
      ArrayResize(m_sent_at,sent+1,16);
      m_sent_at[sent]=now;
      Drop();
     }
  };
//+------------------------------------------------------------------+
