//+------------------------------------------------------------------+
//| How much of one netting position belongs to a copy, counted deal  |
//| by deal in the order in which they were made.                     |
//+------------------------------------------------------------------+
#property strict
#include "Trades.mqh"

class CTcShares
  {
private:
   long              m_whole;
   long              m_own;

   //--- what somebody else took off beyond his own was the copy's, and does not return
   void              Bound(void)
     {
      long side=(m_own>0) ? 1 : -1;
      long left=(m_whole*side>0) ? m_whole*side : 0;
      if(m_own*side>left)
         m_own=left*side;
     }
public:
                     CTcShares(void)
     {
      m_whole=0;
      m_own=0;
     }
   //--- both are counted with a sign: above 0 is bought
   void              Add(const TcDeal &deal,const bool own)
     {
      long before=m_whole;
      m_whole+=(deal.buy ? deal.units : -deal.units);
      bool turned=(before>0 && m_whole<0) || (before<0 && m_whole>0);
      if(turned)
        {
         //--- whatever was held on the side before has ended with it
         m_own=own ? m_whole : 0;
         return;
        }
      if(!own)
        {
         Bound();
         return;
        }
      long share=m_own+(deal.buy ? deal.units : -deal.units);
      bool over=(m_own>=0 && share<0 && before>0) || (m_own<=0 && share>0 && before<0);
      m_own=over ? 0 : share;
     }
   //--- lots of the copy on a side, in units
   long              On(const bool buy) const
     {
      long share=buy ? m_own : -m_own;
      return(share>0 ? share : 0);
     }
  };
//+------------------------------------------------------------------+
