//+------------------------------------------------------------------+
//| A WebSocket client (RFC 6455) that is polled and never waits but  |
//| when it is told to. It carries texts, and knows not what they say.|
//+------------------------------------------------------------------+
#property strict
#include "Bytes.mqh"
#include "Dice.mqh"
#include "Handshake.mqh"
#include "Incoming.mqh"
#include "Numbers.mqh"

#define TC_WS_JOIN_MS 5000
#define TC_WS_HANDSHAKE_MS 5000
#define TC_WS_CLOSING_MS 1000
//--- the longest answer to a handshake
#define TC_WS_HEAD_MOST 8192
//--- what nobody fetches: so long, and so much. All events that are kept, and all symbols, are less
#define TC_WS_STUCK_MS 10000
#define TC_WS_OUT_MOST 16777216
//--- so many pings in a row, and what else is no text; the rest waits for the next turn
#define TC_WS_ROW_MOST 32
//--- the last words of an EA that is being removed
#define TC_WS_PART_MS 40

enum ENUM_TC_WS { TC_WS_DOWN,TC_WS_JOINING,TC_WS_GREETING,TC_WS_OPEN,TC_WS_CLOSING };

class CTcWs
  {
private:
   CTcSocket         m_socket;
   CTcHandshake      m_handshake;
   CTcIncoming       m_incoming;
   CTcDice           m_dice;
   CTcBytes          m_in;
   CTcBytes          m_out;
   ENUM_TC_WS        m_state;
   bool              m_joined;
   bool              m_gone;
   bool              m_more;
   string            m_why;
   int               m_status;
   int               m_fault;
   ulong             m_since;
   ulong             m_moved_at;
   ulong             m_read_at;

   void              Enter(const ENUM_TC_WS state)
     {
      m_state=state;
      m_since=TcMillis();
     }
   bool              Lasted(const int ms) const { return(TcMillis()-m_since>(ulong)ms); }
   void              Drop(const string why)
     {
      m_socket.Shut();
      Enter(TC_WS_DOWN);
      m_why=why;
     }
   //--- after the last frame only the end of the connection is of interest
   void              EndWith(const string why)
     {
      Enter(TC_WS_CLOSING);
      m_why=why;
      m_in.Clear();
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
      for(int i=0; i<4; i++)
         frame[size+i]=m_dice.Throw();
      return(size);
     }
   //--- what the socket does not take now goes with a later turn
   bool              Put(const int opcode,uchar &payload[],const int length)
     {
      uchar frame[];
      int   size=Header(frame,opcode,length);
      for(int i=0; i<length; i++)
         frame[size+4+i]=(uchar)(payload[i]^frame[size+(i&3)]);
      m_out.Add(frame,size+4+length);
      return(Pass());
     }
   bool              Pass(void)
     {
      int sent=(m_out.Waiting()>0) ? m_out.Pass(m_socket) : 0;
      if(sent>0 || m_out.Waiting()==0)
         m_moved_at=TcMillis();
      if(sent<0)
         Drop("the connection broke");
      else
         if(m_out.Waiting()>TC_WS_OUT_MOST || TcMillis()-m_moved_at>TC_WS_STUCK_MS)
            Drop("TradeCopy Desktop does not read what it is sent");
      return(m_state!=TC_WS_DOWN);
     }
   void              PutCode(const int code)
     {
      uchar payload[];
      ArrayResize(payload,2);
      payload[0]=(uchar)(code>>8);
      payload[1]=(uchar)(code&0xFF);
      Put(8,payload,2);
     }
   void              Join(void)
     {
      int joined=m_socket.Joined();
      if(joined==0 && !Lasted(TC_WS_JOIN_MS))
         return;
      if(joined<=0)
        {
         Drop("nothing answers on the port");
         return;
        }
      m_joined=true;
      Enter(TC_WS_GREETING);
     }
   void              Greet(void)
     {
      int end=m_handshake.EndOf(m_in);
      if(end<0)
        {
         if(m_gone)
            Drop("the connection broke");
         else
            if(m_in.Waiting()>TC_WS_HEAD_MOST)
               Drop("the program on this port is not TradeCopy Desktop");
            else
               if(Lasted(TC_WS_HANDSHAKE_MS))
                  Drop("TradeCopy Desktop does not answer");
         return;
        }
      uchar head[];
      ArrayResize(head,end);
      m_in.Copy(head,0,0,end);
      m_in.Eat(end);
      m_status=m_handshake.StatusOf(head);
      if(m_status==101)
         Enter(TC_WS_OPEN);
      else
         Drop(m_status==0 ? "the program on this port is not TradeCopy Desktop" : "the bridge refused the connection with "+IntegerToString(m_status));
     }
   //--- answers what is not a text; false if nothing more is to be taken
   bool              Answer(const ENUM_TC_CAME came)
     {
      uchar payload[];
      if(came==TC_CAME_FAULT)
        {
         m_fault=m_incoming.Code();
         m_why=m_incoming.Why();
        }
      if(came==TC_CAME_NOTHING || came==TC_CAME_FAULT)
         return(false);
      if(came==TC_CAME_PING)
         return(Put(10,payload,m_incoming.Payload(payload)));
      if(came==TC_CAME_CLOSE && Put(8,payload,m_incoming.Payload(payload)))
         EndWith("TradeCopy Desktop closed the connection");
      return(m_state==TC_WS_OPEN);
     }
   void              Receive(void)
     {
      //--- the socket keeps what there is no room for
      if(m_gone || m_in.Waiting()>2*TC_WS_MOST)
         return;
      int came=m_in.Receive(m_socket);
      if(came>0)
         m_read_at=GetMicrosecondCount();
      m_gone=(came<0);
     }
public:
                     CTcWs(void)
     {
      m_state=TC_WS_DOWN;
      Reset();
     }
   void              Reset(void)
     {
      m_in.Clear();
      m_out.Clear();
      m_incoming.Begin();
      m_joined=false;
      m_gone=false;
      m_more=false;
      m_why="";
      m_status=0;
      m_fault=0;
      m_since=0;
      m_moved_at=0;
      m_read_at=0;
     }
   bool              IsOpen(void) const { return(m_state==TC_WS_OPEN && !m_gone); }
   bool              IsDown(void) const { return(m_state==TC_WS_DOWN); }
   //--- whether anything listened there at all
   bool              WasJoined(void) const { return(m_joined); }
   string            Why(void) const { return(m_why); }
   //--- the platform's number of what kept the socket from connecting
   int               Error(void) const { return(m_socket.Error()); }
   //--- HTTP status of the handshake; 0 if there was no answer
   int               Status(void) const { return(m_status); }
   //--- close code for what the bridge sent wrongly; 0 for nothing
   int               FaultCode(void) const { return(m_fault); }
   //--- when the newest bytes came
   ulong             ReadAt(void) const { return(m_read_at); }
   //--- begins; whether it comes to anything is seen by turns
   void              Start(const string host,const uint port,const string key)
     {
      Reset();
      m_dice.Begin(key);
      if(!m_socket.Join(host,port))
        {
         Drop("nothing answers on the port");
         return;
        }
      uchar nonce[];
      uchar request[];
      ArrayResize(nonce,16);
      for(int i=0; i<16; i++)
         nonce[i]=m_dice.Throw();
      int length=TcToUtf8(m_handshake.Request(host,port,key,nonce),request);
      m_out.Add(request,length);
      m_moved_at=TcMillis();
      Enter(TC_WS_JOINING);
      Join();
     }
   void              Turn(void)
     {
      if(m_state==TC_WS_JOINING)
         Join();
      if(m_state==TC_WS_DOWN || m_state==TC_WS_JOINING || !Pass())
         return;
      Receive();
      if(m_state==TC_WS_GREETING)
         Greet();
      if(m_state!=TC_WS_CLOSING)
         return;
      m_in.Clear();
      if(m_gone || Lasted(TC_WS_CLOSING_MS))
         Drop(m_why);
     }
   //--- waits until something comes, but no longer; true if it came
   bool              Await(const int ms)
     {
      if(m_state!=TC_WS_OPEN || m_gone || m_fault!=0)
         return(false);
      if(m_in.Await(m_socket,ms)<=0)
         return(false);
      m_read_at=GetMicrosecondCount();
      return(true);
     }
   //--- whether all that came is read, and all that was sent has been taken by the socket
   bool              IsIdle(void) const { return(IsOpen() && !m_more && m_out.Waiting()==0); }
   //--- what came before the link broke still counts
   bool              NextText(string &text)
     {
      m_more=false;
      for(int taken=0; m_state==TC_WS_OPEN && m_fault==0; taken++)
        {
         m_more=(taken>=TC_WS_ROW_MOST);
         if(m_more)
            return(false);
         ENUM_TC_CAME came=m_incoming.Take(m_in);
         if(came==TC_CAME_TEXT)
           {
            text=m_incoming.TakeText();
            return(true);
           }
         if(!Answer(came))
            break;
        }
      if(m_gone && m_state==TC_WS_OPEN)
         Drop(m_fault!=0 ? m_why : "the connection broke");
      return(false);
     }
   bool              Send(const string text)
     {
      if(!IsOpen())
         return(false);
      uchar bytes[];
      int   length=TcToUtf8(text,bytes);
      return(Put(1,bytes,length));
     }
   //--- what came and was not read yet is not wanted any more
   void              Leave(const int code,const string why)
     {
      bool open=IsOpen();
      if(open)
         PutCode(code);
      if(m_state==TC_WS_DOWN || m_state==TC_WS_CLOSING)
         return;
      if(open)
         EndWith(why);
      else
         Drop(why);
     }
   //--- the last words get this long, and no longer
   void              Part(void)
     {
      ulong begun=TcMillis();
      while(m_state==TC_WS_CLOSING && TcMillis()-begun<TC_WS_PART_MS)
        {
         Turn();
         if(m_state==TC_WS_CLOSING)
            Sleep(1);
        }
     }
  };
//+------------------------------------------------------------------+
