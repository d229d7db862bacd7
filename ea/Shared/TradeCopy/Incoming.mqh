//+------------------------------------------------------------------+
//| Takes the frames of a server out of bytes (RFC 6455), in whatever |
//| parts they come. It sends nothing and knows nothing of a socket.  |
//+------------------------------------------------------------------+
#property strict
#include "Bytes.mqh"
#include "Utf8.mqh"

#define TC_WS_MOST 1048576
#define TC_WS_CONTROL_MOST 125

enum ENUM_TC_CAME { TC_CAME_NOTHING,TC_CAME_PART,TC_CAME_TEXT,TC_CAME_PING,TC_CAME_CLOSE,TC_CAME_FAULT };

class CTcIncoming
  {
private:
   uchar             m_message[];
   int               m_length;
   bool              m_partial;
   uchar             m_payload[];
   int               m_code;
   string            m_why;

   ENUM_TC_CAME      Fault(const int code,const string why)
     {
      m_code=code;
      m_why=why;
      return(TC_CAME_FAULT);
     }
   //--- what is wrong with the first two bytes of a frame, before the rest has come
   ENUM_TC_CAME      Judge(const int first,const int second)
     {
      int  opcode=first&0x0F;
      bool whole=(first&0x80)!=0;
      if((first&0x70)!=0 || (second&0x80)!=0)
         return(Fault(1002,"a frame with reserved bits or a mask"));
      if(opcode>10 || (opcode>2 && opcode<8))
         return(Fault(1002,"an unknown kind of frame"));
      if(opcode>=8)
         return(whole && (second&0x7F)<=TC_WS_CONTROL_MOST ? TC_CAME_PART : Fault(1002,"a control frame in parts"));
      if(opcode==2)
         return(Fault(1003,"a frame must be text"));
      if((opcode==0)!=m_partial)
         return(Fault(1002,"a frame out of row"));
      return(TC_CAME_PART);
     }
   //--- length of the payload and of what stands before it
   ENUM_TC_CAME      Measure(const CTcBytes &bytes,int &length,int &head)
     {
      int  form=bytes.At(1)&0x7F;
      long size=form;
      head=(form==127) ? 10 : ((form==126) ? 4 : 2);
      if(bytes.Waiting()<head)
         return(TC_CAME_NOTHING);
      if(head>2)
         size=0;
      for(int i=2; i<head; i++)
         size=(size<<8)|(long)bytes.At(i);
      if(size<0 || (head==4 && size<126) || (head==10 && size<65536))
         return(Fault(1002,"a length in a wrong form"));
      bool text=(bytes.At(0)&0x0F)<8;
      if(size>TC_WS_MOST || (text && m_length+size>TC_WS_MOST))
         return(Fault(1009,"a message is at most 1,048,576 bytes"));
      length=(int)size;
      return(bytes.Waiting()<head+length ? TC_CAME_NOTHING : TC_CAME_PART);
     }
   bool              IsCloseCode(const int code)
     {
      if(code>=3000)
         return(code<5000);
      return(code>=1000 && code<=1014 && (code<1004 || code>1006));
     }
   ENUM_TC_CAME      Control(const int opcode)
     {
      if(opcode==9)
         return(TC_CAME_PING);
      if(opcode==10)
         return(TC_CAME_PART);
      int length=ArraySize(m_payload);
      if(length==0)
         return(TC_CAME_CLOSE);
      if(length==1 || !IsCloseCode(((int)m_payload[0]<<8)|(int)m_payload[1]))
         return(Fault(1002,"a close code that there is not"));
      uchar reason[];
      if(length>2)
         ArrayCopy(reason,m_payload,0,2,length-2);
      return(TcIsUtf8(reason,length-2) ? TC_CAME_CLOSE : Fault(1007,"a frame must be UTF-8"));
     }
   ENUM_TC_CAME      Finish(void)
     {
      if(!TcIsUtf8(m_message,m_length))
         return(Fault(1007,"a frame must be UTF-8"));
      if(TcHasZero(m_message,m_length))
         return(Fault(1008,"a zero byte in a frame"));
      return(TC_CAME_TEXT);
     }
public:
                     CTcIncoming(void) { Begin(); }
   void              Begin(void)
     {
      ArrayResize(m_message,0);
      ArrayResize(m_payload,0);
      m_length=0;
      m_partial=false;
      m_code=0;
      m_why="";
     }
   //--- takes one frame; TC_CAME_NOTHING until it has come as a whole
   ENUM_TC_CAME      Take(CTcBytes &bytes)
     {
      if(bytes.Waiting()<2)
         return(TC_CAME_NOTHING);
      int length=0;
      int head=0;
      int opcode=bytes.At(0)&0x0F;
      bool whole=(bytes.At(0)&0x80)!=0;
      ENUM_TC_CAME came=Judge(bytes.At(0),bytes.At(1));
      if(came==TC_CAME_PART)
         came=Measure(bytes,length,head);
      if(came!=TC_CAME_PART)
         return(came);
      if(opcode>=8)
        {
         ArrayResize(m_payload,length);
         bytes.Copy(m_payload,0,head,length);
         bytes.Eat(head+length);
         return(Control(opcode));
        }
      if(ArraySize(m_message)<m_length+length)
         ArrayResize(m_message,m_length+length,65536);
      bytes.Copy(m_message,m_length,head,length);
      bytes.Eat(head+length);
      m_length+=length;
      m_partial=!whole;
      return(whole ? Finish() : TC_CAME_PART);
     }
   //--- the message that has come; asking takes it
   string            TakeText(void)
     {
      string text=TcFromUtf8(m_message,m_length);
      m_length=0;
      return(text);
     }
   //--- what a ping or a close carried
   int               Payload(uchar &payload[]) const
     {
      int length=ArraySize(m_payload);
      ArrayResize(payload,length);
      if(length>0)
         ArrayCopy(payload,m_payload,0,0,length);
      return(length);
     }
   int               Code(void) const { return(m_code); }
   string            Why(void) const { return(m_why); }
  };
//+------------------------------------------------------------------+
