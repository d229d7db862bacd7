//+------------------------------------------------------------------+
//| A TCP connection by ws2_32.dll that never blocks.                 |
//+------------------------------------------------------------------+
#property strict

#define TC_INVALID_SOCKET 0xFFFFFFFF
#define TC_FIONBIO 0x8004667E
#define TC_WOULD_BLOCK 10035
#define TC_SOL_SOCKET 0xFFFF
#define TC_SO_ERROR 0x1007
#define TC_PART 8192
#define TC_TURN_MOST 65536

//--- sockaddr_in; nothing but plain members may go to a DLL
struct TcSocketAddress
  {
   ushort            family;
   ushort            port;
   uint              address;
   uint              zero1;
   uint              zero2;
  };

struct TcSocketTime
  {
   int               seconds;
   int               micros;
  };

#import "ws2_32.dll"
int  WSAStartup(ushort version,uchar &data[]);
int  WSACleanup(void);
int  WSAGetLastError(void);
uint socket(int family,int type,int protocol);
int  connect(uint s,TcSocketAddress &name,int length);
int  ioctlsocket(uint s,int command,uint &argument);
int  getsockopt(uint s,int level,int option,int &value,int &length);
int  select(int unused,uint &readable[],uint &writable[],uint &failed[],TcSocketTime &limit);
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
   //--- a set of sockets as the DLL knows it: how many, then each; here one or none
   void              FillSet(uint &sockets[],const bool filled)
     {
      ArrayResize(sockets,2);
      sockets[0]=filled ? 1 : 0;
      sockets[1]=m_socket;
     }
   //--- 1 if it can be read from or written to, -1 if the connect failed, 0 if none of it after so long
   int               Wait(const bool writing,const int ms)
     {
      uint         readable[];
      uint         writable[];
      uint         failed[];
      TcSocketTime limit;
      FillSet(readable,!writing);
      FillSet(writable,writing);
      FillSet(failed,writing);
      limit.seconds=0;
      limit.micros=ms*1000;
      if(select(0,readable,writable,failed,limit)<=0)
         return(0);
      return(failed[0]>0 ? -1 : 1);
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
      uint on=1;
      if(ioctlsocket(m_socket,(int)TC_FIONBIO,on)!=0)
         return(Fail());
      //--- where nothing listens Windows tries for two seconds: the terminal must not wait for that
      if(connect(m_socket,name,16)==0)
         return(true);
      m_error=WSAGetLastError();
      if(m_error==TC_WOULD_BLOCK)
         return(true);
      Shut();
      return(false);
     }
   //--- 1 once there is a connection, 0 until then, -1 if there will be none
   int               Joined(void)
     {
      if(m_socket==TC_INVALID_SOCKET)
         return(-1);
      int joined=Wait(true,0);
      if(joined==0)
         return(0);
      int value=0;
      int length=4;
      if(getsockopt(m_socket,TC_SOL_SOCKET,TC_SO_ERROR,value,length)!=0)
         value=WSAGetLastError();
      m_error=value;
      return(joined<0 || value!=0 ? -1 : 1);
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
      while(total-used<TC_TURN_MOST)
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
   //--- as Read, but waits for the first byte; never tells that the link is down
   int               Await(uchar &buffer[],const int used,const int ms)
     {
      if(m_socket==TC_INVALID_SOCKET || Wait(false,ms)<=0)
         return(used);
      int total=Read(buffer,used);
      return(total<0 ? used : total);
     }
   //--- sends what the socket takes of bytes[begin] to bytes[end-1] without waiting; returns how many, -1 if the link is down
   int               Write(uchar &bytes[],const int begin,const int end)
     {
      uchar part[];
      int   sent=begin;
      while(sent<end && sent-begin<TC_TURN_MOST)
        {
         int size=MathMin(end-sent,TC_PART);
         ArrayResize(part,size);
         ArrayCopy(part,bytes,0,sent,size);
         int got=send(m_socket,part,size,0);
         if(got<=0)
           {
            m_error=WSAGetLastError();
            if(m_error!=TC_WOULD_BLOCK)
               return(-1);
            break;
           }
         sent+=got;
        }
      return(sent-begin);
     }
  };
//+------------------------------------------------------------------+
