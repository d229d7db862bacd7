//+------------------------------------------------------------------+
//| Bytes on their way from or to a socket: added behind, taken from  |
//| the front. It knows nothing of what they mean.                    |
//+------------------------------------------------------------------+
#property strict
#include "Socket.mqh"

//--- what was taken is moved out of the way from here on, and only if that is most of it
#define TC_BYTES_SHIFT 65536

class CTcBytes
  {
private:
   uchar             m_bytes[];
   int               m_begin;
   int               m_used;
public:
                     CTcBytes(void) { Clear(); }
   void              Clear(void)
     {
      m_begin=0;
      m_used=0;
      ArrayResize(m_bytes,0);
     }
   int               Waiting(void) const { return(m_used-m_begin); }
   int               At(const int place) const { return((int)m_bytes[m_begin+place]); }
   void              Eat(const int count)
     {
      m_begin+=count;
      int left=m_used-m_begin;
      if(left>0 && (m_begin<TC_BYTES_SHIFT || m_begin<left))
         return;
      for(int i=0; i<left; i++)
         m_bytes[i]=m_bytes[m_begin+i];
      m_used=left;
      m_begin=0;
     }
   //--- copies without taking
   void              Copy(uchar &to[],const int at,const int from,const int count) const
     {
      if(count>0)
         ArrayCopy(to,m_bytes,at,m_begin+from,count);
     }
   void              Add(uchar &bytes[],const int count)
     {
      if(ArraySize(m_bytes)<m_used+count)
         ArrayResize(m_bytes,m_used+count,65536);
      ArrayCopy(m_bytes,bytes,m_used,0,count);
      m_used+=count;
     }
   //--- how many came; -1 if the link is down
   int               Receive(CTcSocket &socket)
     {
      int used=socket.Read(m_bytes,m_used);
      if(used<0)
         return(-1);
      int came=used-m_used;
      m_used=used;
      return(came);
     }
   //--- waits until something comes, but no longer; how much came
   int               Await(CTcSocket &socket,const int ms)
     {
      int used=socket.Await(m_bytes,m_used,ms);
      int came=used-m_used;
      m_used=used;
      return(came);
     }
   //--- how many went out; -1 if the link is down
   int               Pass(CTcSocket &socket)
     {
      int sent=socket.Write(m_bytes,m_begin,m_used);
      if(sent>0)
         Eat(sent);
      return(sent);
     }
  };
//+------------------------------------------------------------------+
