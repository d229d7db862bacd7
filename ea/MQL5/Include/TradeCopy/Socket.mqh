//+------------------------------------------------------------------+
//| A TCP connection by the terminal's own sockets. No DLL.           |
//+------------------------------------------------------------------+
#property strict

//--- on this machine a listener is there within a millisecond, and the terminal waits meanwhile
#define TC_CONNECT_MS 30
#define TC_SEND_MS 30
#define TC_READ_MS 10
//--- so little goes at once that a socket which can be written to takes it without waiting
#define TC_PART 4096
#define TC_TURN_MOST 65536

class CTcSocket
  {
private:
   int               m_handle;
   int               m_error;
   bool              m_patient;

   int               Append(uchar &buffer[],const int used,uchar &part[],const int got)
     {
      if(ArraySize(buffer)<used+got)
         ArrayResize(buffer,used+got,65536);
      ArrayCopy(buffer,part,used,0,got);
      return(used+got);
     }
public:
                     CTcSocket(void)
     {
      m_handle=INVALID_HANDLE;
      m_error=0;
      m_patient=true;
     }
                    ~CTcSocket(void) { Shut(); }
   int               Error(void) const { return(m_error); }
   bool              Join(const string host,const uint port)
     {
      Shut();
      ResetLastError();
      m_handle=SocketCreate();
      if(m_handle!=INVALID_HANDLE && SocketConnect(m_handle,host,port,TC_CONNECT_MS))
        {
         //--- without these the terminal waits for ever
         SocketTimeouts(m_handle,TC_SEND_MS,TC_READ_MS);
         return(true);
        }
      m_error=GetLastError();
      Shut();
      return(false);
     }
   //--- 1 once there is a connection, 0 until then, -1 if there will be none
   int               Joined(void) const { return(m_handle!=INVALID_HANDLE ? 1 : -1); }
   void              Shut(void)
     {
      if(m_handle!=INVALID_HANDLE)
         SocketClose(m_handle);
      m_handle=INVALID_HANDLE;
     }
   //--- appends what is there behind buffer[used]; returns the new `used`, -1 if the link is down
   int               Read(uchar &buffer[],const int used)
     {
      int total=used;
      if(m_handle==INVALID_HANDLE)
         return(-1);
      while(total-used<TC_TURN_MOST)
        {
         uint waiting=SocketIsReadable(m_handle);
         if(waiting==0)
            break;
         uchar part[];
         //--- a timeout of 0 would mean two minutes
         int got=SocketRead(m_handle,part,MathMin(waiting,(uint)TC_TURN_MOST),TC_READ_MS);
         if(got<0)
            got=ArraySize(part);
         if(got==0)
            break;
         total=Append(buffer,total,part,got);
        }
      //--- SocketIsReadable may show a byte that is not there: only the connection itself tells the end
      if(total==used && !SocketIsConnected(m_handle))
         return(-1);
      return(total);
     }
   //--- as Read, but waits for the first byte; never tells that the link is down
   int               Await(uchar &buffer[],const int used,const int ms)
     {
      if(m_handle==INVALID_HANDLE)
         return(used);
      if(!m_patient)
        {
         ulong since=GetMicrosecondCount();
         while(SocketIsReadable(m_handle)==0 && GetMicrosecondCount()-since<(ulong)ms*1000)
            Sleep(1);
         return(used);
        }
      uchar part[];
      ulong begun=GetMicrosecondCount();
      int   got=SocketRead(m_handle,part,1,(uint)ms);
      if(got==1)
         return(Append(buffer,used,part,1));
      //--- should a terminal take a wait in vain for the end of the connection, it happens this once
      if(GetMicrosecondCount()-begun>=(ulong)ms*1000 && !SocketIsConnected(m_handle))
         m_patient=false;
      return(used);
     }
   //--- sends what the socket takes of bytes[begin] to bytes[end-1] without waiting; returns how many, -1 if the link is down
   int               Write(uchar &bytes[],const int begin,const int end)
     {
      uchar part[];
      int   sent=begin;
      if(m_handle==INVALID_HANDLE)
         return(-1);
      ResetLastError();
      while(sent<end && sent-begin<TC_TURN_MOST && SocketIsWritable(m_handle))
        {
         int size=MathMin(end-sent,TC_PART);
         ArrayResize(part,size);
         ArrayCopy(part,bytes,0,sent,size);
         int got=SocketSend(m_handle,part,(uint)size);
         if(got<=0)
           {
            m_error=GetLastError();
            return(-1);
           }
         sent+=got;
        }
      if(sent==begin && !SocketIsConnected(m_handle))
         return(-1);
      return(sent-begin);
     }
  };
//+------------------------------------------------------------------+
