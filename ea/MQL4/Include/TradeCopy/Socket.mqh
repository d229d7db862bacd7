//+------------------------------------------------------------------+
//| A TCP connection by ws2_32.dll, never blocking once it is there.  |
//+------------------------------------------------------------------+
#property strict

#define TC_INVALID_SOCKET 0xFFFFFFFF
#define TC_FIONBIO 0x8004667E
#define TC_WOULD_BLOCK 10035
#define TC_SEND_MS 1000
#define TC_PART 8192

//--- sockaddr_in; nothing but plain members may go to a DLL
struct TcSocketAddress
  {
   ushort            family;
   ushort            port;
   uint              address;
   uint              zero1;
   uint              zero2;
  };

#import "ws2_32.dll"
int  WSAStartup(ushort version,uchar &data[]);
int  WSACleanup(void);
int  WSAGetLastError(void);
uint socket(int family,int type,int protocol);
int  connect(uint s,TcSocketAddress &name,int length);
int  ioctlsocket(uint s,int command,uint &argument);
int  send(uint s,uchar &bytes[],int length,int flags);
int  recv(uint s,uchar &bytes[],int length,int flags);
int  closesocket(uint s);
#import

class CTcSocket
  {
private:
   uint              m_socket;
   bool              m_started;
   int               m_error;

   bool              Fail(void)
     {
      m_error=WSAGetLastError();
      Shut();
      return(false);
     }
   //--- "127.0.0.1" as four bytes in network order; 0 if it is no such address
   uint              AddressOf(const string host)
     {
      string parts[];
      if(StringSplit(host,'.',parts)!=4)
         return(0);
      uint address=0;
      for(int i=3; i>=0; i--)
         address=(address<<8)|((uint)StringToInteger(parts[i])&0xFF);
      return(address);
     }
   bool              StartUp(void)
     {
      if(m_started)
         return(true);
      uchar data[];
      ArrayResize(data,1024);
      m_started=(WSAStartup(0x0202,data)==0);
      return(m_started);
     }
public:
                     CTcSocket(void)
     {
      m_socket=TC_INVALID_SOCKET;
      m_started=false;
      m_error=0;
     }
                    ~CTcSocket(void)
     {
      Shut();
      if(m_started)
         WSACleanup();
     }
   int               Error(void) const { return(m_error); }
   bool              Join(const string host,const uint port)
     {
      Shut();
      if(!StartUp())
         return(Fail());
      m_socket=socket(2,1,6);
      if(m_socket==TC_INVALID_SOCKET)
         return(Fail());
      TcSocketAddress name;
      name.family=2;
      name.port=(ushort)(((port&0xFF)<<8)|((port>>8)&0xFF));
      name.address=AddressOf(host);
      name.zero1=0;
      name.zero2=0;
      //--- on this machine the answer comes at once, so the connect may block
      if(connect(m_socket,name,16)!=0)
         return(Fail());
      uint on=1;
      if(ioctlsocket(m_socket,(int)TC_FIONBIO,on)!=0)
         return(Fail());
      return(true);
     }
   void              Shut(void)
     {
      if(m_socket!=TC_INVALID_SOCKET)
         closesocket(m_socket);
      m_socket=TC_INVALID_SOCKET;
     }
   //--- appends what is there behind buffer[used]; returns the new `used`, -1 if the link is down
   int               Read(uchar &buffer[],const int used)
     {
      int   total=used;
      uchar part[];
      if(m_socket==TC_INVALID_SOCKET)
         return(-1);
      ArrayResize(part,TC_PART);
      for(int turn=0; turn<128; turn++)
        {
         int got=recv(m_socket,part,TC_PART,0);
         if(got<=0)
           {
            m_error=(got<0) ? WSAGetLastError() : 0;
            if(m_error==TC_WOULD_BLOCK || total>used)
               break;
            return(-1);
           }
         if(ArraySize(buffer)<total+got)
            ArrayResize(buffer,total+got,65536);
         ArrayCopy(buffer,part,total,0,got);
         total+=got;
        }
      return(total);
     }
   bool              Write(uchar &bytes[],const int length)
     {
      uchar part[];
      int   sent=0;
      uint  begun=GetTickCount();
      while(sent<length)
        {
         int size=MathMin(length-sent,TC_PART);
         ArrayResize(part,size);
         ArrayCopy(part,bytes,0,sent,size);
         int got=send(m_socket,part,size,0);
         if(got>0)
           {
            sent+=got;
            continue;
           }
         m_error=WSAGetLastError();
         if(m_error!=TC_WOULD_BLOCK || GetTickCount()-begun>TC_SEND_MS)
            return(false);
         Sleep(1);
        }
      return(true);
     }
  };
//+------------------------------------------------------------------+
