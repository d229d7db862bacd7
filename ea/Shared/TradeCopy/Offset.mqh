//+------------------------------------------------------------------+
//| How far the trade server's clock is from UTC, measured from live  |
//| ticks and kept while none come, as on weekends. It never guesses  |
//| from the calendar when a clock changes.                           |
//+------------------------------------------------------------------+
#property strict
#include "Numbers.mqh"
#include "Platform.mqh"

//--- another offset counts once ticks have shown it for so long: one tick may be an old one
#define TC_OFFSET_SURE_MS 10000
//--- the computer's own clock may be wrong by so much
#define TC_CLOCK_OFF_S 300

//--- a server's time minus UTC in seconds, rounded to a quarter of an hour, as JSON; null if it is
//--- further off than that may be
string TcOffsetAt(const long server_seconds,const double most_off)
  {
   long seconds=server_seconds-(long)TimeGMT();
   long offset=(long)MathRound((double)seconds/900.0)*900;
   return(MathAbs((double)(seconds-offset))<=most_off ? IntegerToString(offset) : "null");
  }

//--- by the terminal's own reckoning, before any tick was seen
string TcFirstOffset(void)
  {
   long seconds=TcServerSeconds();
   return(seconds==0 ? "null" : TcOffsetAt(seconds,TC_FIRST_OFF_S));
  }

class CTcOffset
  {
private:
   //--- in seconds as JSON
   string            m_offset;
   string            m_other;
   ulong             m_other_since;
   datetime          m_tick;

public:
                     CTcOffset(void) { Begin(); }
   //--- of another server nothing is known yet
   void              Begin(void)
     {
      m_offset="null";
      m_other="null";
      m_other_since=0;
      m_tick=0;
     }
   //--- null until it is known
   string            Json(void) const { return(m_offset); }
   //--- before any tick was seen, what the terminal itself says must do
   void              TakeFirst(void)
     {
      if(m_offset=="null")
         m_offset=TcFirstOffset();
     }
   //--- one look at the clocks; only a tick that has just come tells the server's present time
   void              Look(void)
     {
      datetime tick=TimeCurrent();
      bool     first=(m_tick==0);
      if(tick==m_tick)
         return;
      m_tick=tick;
      string measured=TcOffsetAt((long)tick,TC_CLOCK_OFF_S);
      if(first || measured=="null")
         return;
      if(measured==m_offset)
        {
         m_other="null";
         return;
        }
      if(measured!=m_other)
        {
         m_other=measured;
         m_other_since=TcMillis();
        }
      if(TcMillis()-m_other_since<TC_OFFSET_SURE_MS)
         return;
      Print("TradeCopy: the server's clock minus UTC in seconds was ",m_offset," and is ",measured);
      m_offset=measured;
     }
  };
//+------------------------------------------------------------------+
