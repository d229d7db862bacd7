//+------------------------------------------------------------------+
//| How often one trade call may be made again after the server       |
//| definitely refused it, and how long to wait before. Only refusals |
//| that pass by themselves; never an answer that leaves doubt.       |
//+------------------------------------------------------------------+
#property strict
#include "Numbers.mqh"
#include "Orders.mqh"

#define TC_TRIES_NOW 2
#define TC_TRIES_LATER 3
#define TC_TRIES_SOON 40

class CTcTries
  {
private:
   int               m_now;
   int               m_soon;
   int               m_later;

public:
                     CTcTries(void) { Begin(); }
   void              Begin(void)
     {
      m_now=0;
      m_soon=0;
      m_later=0;
     }
   //--- milliseconds until the next try; -1 if there is none
   int               Wait(const ENUM_TC_AGAIN again)
     {
      if(again==TC_AGAIN_NEVER)
         return(-1);
      if(again==TC_AGAIN_SOON)
        {
         //--- two EAs that wait for each other must not wait alike
         m_soon++;
         return(m_soon>TC_TRIES_SOON ? -1 : 50+MathRand()%150);
        }
      if(again==TC_AGAIN_NOW)
        {
         m_now++;
         return(m_now>TC_TRIES_NOW ? -1 : m_now*m_now*50);
        }
      m_later++;
      return(m_later>TC_TRIES_LATER ? -1 : 250<<m_later);
     }
  };
//+------------------------------------------------------------------+
