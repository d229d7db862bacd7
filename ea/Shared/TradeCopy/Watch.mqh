//+------------------------------------------------------------------+
//| Looks at the account: when its lists can be believed, and what    |
//| changed between two looks.                                        |
//+------------------------------------------------------------------+
#property strict
#include "Detector.mqh"

#define TC_SETTLE_MS 2000
#define TC_BURST_MS 5

class CTcWatch
  {
private:
   CTcDetector       m_detector;
   TcPosition        m_now[];
   string            m_picture;
   bool              m_connected;
   ulong             m_connected_at;
   bool              m_whole;
   bool              m_begun;
   ulong             m_looked_at;

   string            Picture(void)
     {
      string text="";
      int    count=ArraySize(m_now);
      for(int i=0; i<count; i++)
         text+=TcDigits(m_now[i].ticket)+":"+IntegerToString(m_now[i].units)+" ";
      return(text);
     }
   //--- connected, two seconds since the login, and two looks that gave the same
   void              Judge(void)
     {
      string picture=Picture();
      bool   same=(picture==m_picture);
      m_picture=picture;
      if(m_whole || !same || TcMillis()-m_connected_at<TC_SETTLE_MS)
         return;
      m_whole=true;
      if(!m_begun)
         m_detector.TakeAsKnown(m_now);
      m_begun=true;
     }
public:
                     CTcWatch(void) { Begin(); }
   void              Begin(void)
     {
      m_picture="-";
      m_connected=false;
      m_connected_at=0;
      m_whole=false;
      m_begun=false;
      m_looked_at=0;
     }
   bool              IsWhole(void) const { return(m_whole); }
   int               Size(void) const { return(ArraySize(m_now)); }
   bool              IsDue(void) const { return(TcMillis()>=m_looked_at+TC_SCAN_MS); }
   bool              IsStale(void) const { return(TcMillis()-m_looked_at>=TC_BURST_MS); }
   //--- look, and return what changed; nothing while the terminal has no trade server
   void              Look(TcChange &changes[])
     {
      ArrayResize(changes,0);
      m_looked_at=TcMillis();
      bool connected=(TerminalInfoInteger(TERMINAL_CONNECTED)!=0);
      if(connected && !m_connected)
         m_connected_at=TcMillis();
      m_connected=connected;
      if(!connected)
        {
         m_whole=false;
         m_picture="-";
         return;
        }
      TcReadPositions(m_now);
      Judge();
      if(m_whole)
         m_detector.Compare(m_now,changes);
     }
   //--- the positions as they are now, for a snapshot
   void              Read(TcPosition &list[])
     {
      TcReadPositions(list);
     }
  };
//+------------------------------------------------------------------+
