//+------------------------------------------------------------------+
//| Looks at the account: when its lists can be believed, and what    |
//| changed between two looks.                                        |
//+------------------------------------------------------------------+
#property strict
#include "Detector.mqh"

#define TC_SETTLE_MS 2000
#define TC_BURST_MS 5
//--- so long a list may differ from what its deals make of it before it is believed all the same
#define TC_PATIENCE_MS 30000
//--- so long an empty list is doubted where the account's money says that something is open
#define TC_DOUBT_MS 60000

class CTcWatch
  {
private:
   CTcDetector       m_detector;
   TcPosition        m_now[];
   TcPending         m_waiting[];
   string            m_picture;
   bool              m_connected;
   ulong             m_connected_at;
   bool              m_steady;
   bool              m_begun;
   bool              m_settled;
   ulong             m_settled_at;
   ulong             m_looked_at;

   string            Picture(void)
     {
      string text="";
      int    count=ArraySize(m_now);
      for(int i=0; i<count; i++)
         text+=TcDigits(m_now[i].ticket)+":"+IntegerToString(m_now[i].units)+" ";
      count=ArraySize(m_waiting);
      for(int i=0; i<count; i++)
         text+=TcDigits(m_waiting[i].ticket)+"w ";
      return(text);
     }
   //--- margin and profit of an account that shows no trades: the list has not come yet
   bool              IsDoubtful(void)
     {
      if(ArraySize(m_now)+ArraySize(m_waiting)>0 || TcMillis()-m_connected_at>=TC_DOUBT_MS)
         return(false);
      return(AccountInfoDouble(ACCOUNT_MARGIN)>0.0 || MathAbs(AccountInfoDouble(ACCOUNT_PROFIT))>0.0);
     }
   //--- connected, two seconds since the login, and two looks that gave the same
   void              Judge(void)
     {
      string picture=Picture();
      bool   same=(picture==m_picture);
      m_picture=picture;
      if(m_steady || !same || TcMillis()-m_connected_at<TC_SETTLE_MS || IsDoubtful())
         return;
      m_steady=true;
      m_settled_at=TcMillis();
      if(!m_begun)
         m_detector.TakeAsKnown(m_now,m_waiting);
      m_begun=true;
     }
   void              Lose(void)
     {
      m_steady=false;
      m_settled=false;
      m_picture="-";
     }
public:
                     CTcWatch(void) { Begin(); }
   void              Begin(void)
     {
      m_connected=false;
      m_connected_at=0;
      m_begun=false;
      m_settled_at=0;
      m_looked_at=0;
      ArrayResize(m_now,0);
      ArrayResize(m_waiting,0);
      Lose();
     }
   //--- whether changes are told now: not without a connection, not while the lists come in
   bool              IsSteady(void) const { return(m_steady); }
   //--- besides, what the list shows agrees with what was told
   bool              IsWhole(void) const
     {
      return(m_steady && (m_settled || TcMillis()-m_settled_at>=TC_PATIENCE_MS));
     }
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
         Lose();
         return;
        }
      TcReadPositions(m_now);
      TcReadPendings(m_waiting);
      Judge();
      if(!m_steady)
         return;
      m_detector.Compare(m_now,m_waiting,TcMillis()-m_settled_at>=TC_PATIENCE_MS,changes);
      m_settled=m_detector.IsSettled(m_now);
      if(m_settled)
         m_settled_at=TcMillis();
     }
   //--- orders that wait now, as events tell of them
   void              ReadPendings(TcPending &list[])
     {
      TcReadPendings(list);
      m_detector.KeepStopLimits(list);
     }
   //--- what the last look saw: just what the events until then have told of
   void              Read(TcPosition &positions[],TcPending &pendings[]) const
     {
      ArrayResize(positions,0);
      ArrayResize(pendings,0);
      int count=ArraySize(m_now);
      for(int i=0; i<count; i++)
         TcAddPosition(positions,m_now[i]);
      count=ArraySize(m_waiting);
      for(int i=0; i<count; i++)
         TcAddPending(pendings,m_waiting[i]);
      m_detector.KeepStopLimits(pendings);
     }
   //--- whether something came or went that no event told; asking takes note of it
   bool              TakeSilent(void) { return(m_detector.TakeSilent()); }
  };
//+------------------------------------------------------------------+
