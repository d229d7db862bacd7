//+------------------------------------------------------------------+
//| A TCP connection by the terminal's own sockets. No DLL.           |
//+------------------------------------------------------------------+
#property strict

#define TC_CONNECT_MS 2000
#define TC_SEND_MS 5000
#define TC_READ_MS 10

class CTcSocket
  {
private:
   int               m_handle;
   int               m_error;
public:
                     CTcSocket(void)
     {
      m_handle=INVALID_HANDLE;
      m_error=0;
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
      for(int turn=0; turn<64; turn++)
        {
         uint waiting=SocketIsReadable(m_handle);
         if(waiting==0)
            break;
         uchar part[];
         //--- a timeout of 0 would mean two minutes
         int got=SocketRead(m_handle,part,waiting,TC_READ_MS);
         if(got<0)
            got=ArraySize(part);
         if(got==0)
            break;
         if(ArraySize(buffer)<total+got)
            ArrayResize(buffer,total+got,65536);
         ArrayCopy(buffer,part,total,0,got);
         total+=got;
        }
      //--- SocketIsReadable may show a byte that is not there: only the connection itself tells the end
      if(total==used && !SocketIsConnected(m_handle))
         return(-1);
      return(total);
     }
   bool              Write(uchar &bytes[],const int length)
     {
      if(m_handle==INVALID_HANDLE)
         return(false);
      ResetLastError();
      if(SocketSend(m_handle,bytes,(uint)length)==length)
         return(true);
      m_error=GetLastError();
      return(false);
     }
  };
//+------------------------------------------------------------------+
