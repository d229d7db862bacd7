//+------------------------------------------------------------------+
//| A WebSocket client (RFC 6455) that is polled and never waits.     |
//| It carries texts; it knows nothing of what they say.              |
//+------------------------------------------------------------------+
#property strict
#include "Socket.mqh"
#include "Handshake.mqh"
#include "Utf8.mqh"

#define TC_WS_MOST 1048576
#define TC_WS_HANDSHAKE_MS 5000

enum ENUM_TC_WS { TC_WS_DOWN,TC_WS_GREETING,TC_WS_OPEN };

class CTcWs
  {
private:
   CTcSocket         m_socket;
   CTcHandshake      m_handshake;
   ENUM_TC_WS        m_state;
   uchar             m_in[];
   int               m_begin;
   int               m_used;
   uchar             m_message[];
   int               m_length;
   bool              m_partial;
   string            m_texts[];
   int               m_first;
   string            m_why;
   int               m_status;
   int               m_fault;
   ulong             m_begun;
   ulong             m_read_at;
   uint              m_dice;

   uint              Throw(void)
     {
      m_dice^=(m_dice<<13);
      m_dice^=(m_dice>>17);
      m_dice^=(m_dice<<5);
      return(m_dice);
     }
   void              Drop(const string why)
     {
      m_socket.Shut();
      m_state=TC_WS_DOWN;
      m_why=why;
     }
   //--- a fault of the other side: the session tells it and closes with this code
   bool              Fault(const int code,const string why)
     {
      m_fault=code;
      m_why=why;
      return(false);
     }
   int               Header(uchar &frame[],const int opcode,const int length)
     {
      int size=(length>65535) ? 10 : ((length>125) ? 4 : 2);
      ArrayResize(frame,size+4+length);
      frame[0]=(uchar)(0x80|opcode);
      frame[1]=(uchar)(0x80|(size==2 ? length : (size==4 ? 126 : 127)));
      for(int i=2; i<size; i++)
        {
         int shift=8*(size-1-i);
         frame[i]=(uchar)(shift>24 ? 0 : ((length>>shift)&0xFF));
        }
      uint mask=Throw();
      for(int i=0; i<4; i++)
         frame[size+i]=(uchar)((mask>>(8*i))&0xFF);
      return(size);
     }
   bool              Put(const int opcode,uchar &payload[],const int length)
     {
      uchar frame[];
      int   size=Header(frame,opcode,length);
      for(int i=0; i<length; i++)
         frame[size+4+i]=(uchar)(payload[i]^frame[size+(i&3)]);
      if(m_socket.Write(frame,size+4+length))
         return(true);
      Drop("the connection broke");
      return(false);
     }
   int               Waiting(void) const { return(m_used-m_begin); }
   int               At(const int i) const { return((int)m_in[m_begin+i]); }
   void              Eat(const int count)
     {
      m_begin+=count;
      if(m_begin<m_used && m_begin<65536)
         return;
      for(int i=m_begin; i<m_used; i++)
         m_in[i-m_begin]=m_in[i];
      m_used-=m_begin;
      m_begin=0;
     }
   void              Greet(void)
     {
      int end=m_handshake.EndOf(m_in,m_used);
      if(end<0)
        {
         if(TcMillis()-m_begun>TC_WS_HANDSHAKE_MS)
            Drop("TradeCopy Desktop does not answer");
         return;
        }
      uchar head[];
      ArrayResize(head,end);
      ArrayCopy(head,m_in,0,0,end);
      Eat(end);
      m_status=m_handshake.StatusOf(head);
      if(m_status==101)
         m_state=TC_WS_OPEN;
      else
         Drop("the bridge refused the connection with "+IntegerToString(m_status));
     }
   //--- length of the payload and of what stands before it; false until that has come
   bool              Measure(long &length,int &head)
     {
      if(Waiting()<2)
         return(false);
      length=At(1)&0x7F;
      head=2;
      if(length==126)
         head=4;
      if(length==127)
         head=10;
      if(Waiting()<head)
         return(false);
      if(head==2)
         return(true);
      length=0;
      for(int i=2; i<head; i++)
         length=(length<<8)|(long)At(i);
      return(true);
     }
   bool              TakeFrame(void)
     {
      long length=0;
      int  head=0;
      if(!Measure(length,head))
         return(false);
      int opcode=At(0)&0x0F;
      bool whole=(At(0)&0x80)!=0;
      if((At(0)&0x70)!=0 || (At(1)&0x80)!=0)
         return(Fault(1002,"a frame with reserved bits or a mask"));
      if(length<0 || length>TC_WS_MOST || m_length+length>TC_WS_MOST)
         return(Fault(1009,"a message is at most 1,048,576 bytes"));
      if(Waiting()<head+(int)length)
         return(false);
      uchar payload[];
      ArrayResize(payload,(int)length);
      if(length>0)
         ArrayCopy(payload,m_in,0,m_begin+head,(int)length);
      Eat(head+(int)length);
      if(opcode>=8)
         return(Control(opcode,payload,whole));
      return(Gather(opcode,payload,whole));
     }
   bool              Control(const int opcode,uchar &payload[],const bool whole)
     {
      int length=ArraySize(payload);
      if(!whole || length>125)
         return(Fault(1002,"a control frame in parts"));
      if(opcode==9)
         return(Put(10,payload,length));
      if(opcode==8)
        {
         if(Put(8,payload,length))
            Drop("TradeCopy Desktop closed the connection");
         return(false);
        }
      return(opcode==10 ? true : Fault(1002,"an unknown kind of frame"));
     }
   bool              Gather(const int opcode,uchar &payload[],const bool whole)
     {
      if(opcode==2)
         return(Fault(1003,"a frame must be text"));
      if(opcode>2 || (opcode==0)!=m_partial)
         return(Fault(1002,"a frame out of row"));
      int length=ArraySize(payload);
      ArrayResize(m_message,m_length+length,65536);
      if(length>0)
         ArrayCopy(m_message,payload,m_length,0,length);
      m_length+=length;
      m_partial=!whole;
      return(whole ? Finish() : true);
     }
   bool              Finish(void)
     {
      if(!TcIsUtf8(m_message,m_length))
         return(Fault(1007,"a frame must be UTF-8"));
      if(TcHasZero(m_message,m_length))
         return(Fault(1008,"a zero byte in a frame"));
      int count=ArraySize(m_texts);
      ArrayResize(m_texts,count+1,64);
      m_texts[count]=TcFromUtf8(m_message,m_length);
      m_length=0;
      return(true);
     }
public:
                     CTcWs(void)
     {
      m_state=TC_WS_DOWN;
      m_dice=2463534242;
      Reset();
     }
   void              Reset(void)
     {
      m_begin=0;
      m_used=0;
      m_length=0;
      m_partial=false;
      ArrayResize(m_texts,0);
      m_first=0;
      m_why="";
      m_status=0;
      m_fault=0;
      m_begun=0;
      m_read_at=0;
     }
   bool              IsOpen(void) const { return(m_state==TC_WS_OPEN); }
   bool              IsDown(void) const { return(m_state==TC_WS_DOWN); }
   string            Why(void) const { return(m_why); }
   //--- the platform's number of what kept the socket from connecting
   int               Error(void) const { return(m_socket.Error()); }
   //--- HTTP status of the handshake; 0 if there was no answer
   int               Status(void) const { return(m_status); }
   //--- close code for what the bridge sent wrongly; 0 for nothing
   int               FaultCode(void) const { return(m_fault); }
   bool              Start(const string host,const uint port,const string key)
     {
      Reset();
      m_dice^=(uint)(GetMicrosecondCount()&0x7FFFFFFF)|1;
      if(!m_socket.Join(host,port))
        {
         Drop("no bridge at "+host+":"+IntegerToString((long)port)+", error "+IntegerToString(m_socket.Error()));
         return(false);
        }
      uchar nonce[];
      ArrayResize(nonce,16);
      for(int i=0; i<16; i++)
         nonce[i]=(uchar)(Throw()&0xFF);
      uchar request[];
      int   length=TcToUtf8(m_handshake.Request(host,port,key,nonce),request);
      if(!m_socket.Write(request,length))
        {
         Drop("the connection broke");
         return(false);
        }
      m_state=TC_WS_GREETING;
      m_begun=TcMillis();
      return(true);
     }
   void              Turn(void)
     {
      if(m_state==TC_WS_DOWN || m_fault!=0)
         return;
      int used=m_socket.Read(m_in,m_used);
      bool gone=(used<0);
      if(used>m_used)
         m_read_at=GetMicrosecondCount();
      if(!gone)
         m_used=used;
      if(m_state==TC_WS_GREETING)
         Greet();
      //--- what came before the link broke still counts
      while(m_state==TC_WS_OPEN && TakeFrame())
         continue;
      if(gone && m_state!=TC_WS_DOWN)
         Drop("the connection broke");
     }
   //--- when the newest bytes came
   ulong             ReadAt(void) const { return(m_read_at); }
   bool              NextText(string &text)
     {
      int count=ArraySize(m_texts);
      if(m_first>=count)
         return(false);
      text=m_texts[m_first];
      m_first++;
      if(m_first==count)
        {
         ArrayResize(m_texts,0);
         m_first=0;
        }
      return(true);
     }
   bool              Send(const string text)
     {
      if(m_state!=TC_WS_OPEN)
         return(false);
      uchar bytes[];
      int   length=TcToUtf8(text,bytes);
      return(Put(1,bytes,length));
     }
   void              Leave(const int code,const string why)
     {
      if(m_state==TC_WS_OPEN)
        {
         uchar payload[];
         ArrayResize(payload,2);
         payload[0]=(uchar)(code>>8);
         payload[1]=(uchar)(code&0xFF);
         Put(8,payload,2);
        }
      //--- what came and was not read yet is not wanted any more
      ArrayResize(m_texts,0);
      m_first=0;
      Drop(why);
     }
  };
//+------------------------------------------------------------------+
