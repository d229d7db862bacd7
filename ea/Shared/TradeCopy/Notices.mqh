//+------------------------------------------------------------------+
//| Push messages to the trader's phone, no faster than MetaTrader    |
//| lets them pass: two a second and ten a minute. The rest waits.    |
//+------------------------------------------------------------------+
#property strict
#include "Numbers.mqh"
#include "Texts.mqh"

//--- all that one message holds
#define TC_NOTICE_MOST 255
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
      int most=TC_NOTICE_MOST;
      //--- a letter of two units is not cut in the middle
      if(StringLen(text)>most && TcIsHigh(StringGetCharacter(text,most-1)))
         most--;
      ArrayResize(m_waiting,count+1,16);
      m_waiting[count]=StringSubstr(text,0,most);
     }
   //--- the error of a message that MetaTrader did not take; 0 if there was none
   int               Turn(void)
     {
      if(ArraySize(m_waiting)==0)
         return(0);
      ulong now=TcMillis();
      Age(now);
      int sent=ArraySize(m_sent_at);
      if(sent>=TC_NOTICES_IN_MINUTE || (sent>0 && now-m_sent_at[sent-1]<TC_NOTICE_GAP_MS))
         return(0);
      int error=0;
      if(!SendNotification(m_waiting[0]))
        {
         error=GetLastError();
         Print("TradeCopy: the push message was not sent, error ",IntegerToString(error),": ",m_waiting[0]);
         error=(error==0) ? -1 : error;
        }
      ArrayResize(m_sent_at,sent+1,16);
      m_sent_at[sent]=now;
      Drop();
      return(error);
     }
  };
//+------------------------------------------------------------------+
