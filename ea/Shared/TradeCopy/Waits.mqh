//+------------------------------------------------------------------+
//| How long to wait before the next connection.                      |
//+------------------------------------------------------------------+
#property strict
#include "Numbers.mqh"
#include "Words.mqh"

#define TC_WAIT_FIRST_MS 500
#define TC_WAIT_MOST_MS 5000
#define TC_WAIT_LONG_MS 30000
#define TC_WAIT_CROWD_MS 10000

//--- codes with which the bridge refuses an EA's greeting
bool TcIsRefusal(const string code)
  {
   return(TcIsWordOf(code,"wrong_account|wrong_role|already_running|version"));
  }

class CTcWaits
  {
private:
   int               m_upper;
   ulong             m_due;
public:
                     CTcWaits(void)
     {
      m_upper=TC_WAIT_FIRST_MS;
      m_due=0;
     }
   void              Welcomed(void) { m_upper=TC_WAIT_FIRST_MS; }
   bool              IsDue(void) const { return(TcMillis()>=m_due); }
   void              WaitGrowing(void)
     {
      int half=m_upper/2;
      m_due=TcMillis()+(ulong)(half+(MathRand()%(half+1)));
      m_upper=MathMin(m_upper*2,TC_WAIT_MOST_MS);
     }
   void              WaitFor(const int ms)
     {
      m_due=TcMillis()+(ulong)ms;
     }
   void              AfterStatus(const int status)
     {
      if(status==400 || status==401 || status==403 || status==404)
         WaitFor(TC_WAIT_LONG_MS);
      else
         if(status==429)
            WaitFor(TC_WAIT_CROWD_MS);
         else
            WaitGrowing();
     }
   void              AfterError(const string code)
     {
      if(TcIsRefusal(code))
         WaitFor(TC_WAIT_LONG_MS);
     }
   void              AfterBye(const string reason)
     {
      if(reason=="removed" || reason=="replaced")
         WaitFor(TC_WAIT_LONG_MS);
     }
  };
//+------------------------------------------------------------------+
