//+------------------------------------------------------------------+
//| The opening HTTP request of a WebSocket and the bridge's answer.  |
//+------------------------------------------------------------------+
#property strict
#include "Numbers.mqh"
#include "Utf8.mqh"

#define TC_PATH "/ea"
#define TC_SUBPROTOCOL "tradecopy.v1"
#define TC_WS_GUID "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

class CTcHandshake
  {
private:
   string            m_nonce;

   string            Base64(uchar &bytes[])
     {
      uchar none[];
      uchar encoded[];
      int   length=CryptEncode(CRYPT_BASE64,bytes,none,encoded);
      return(TcFromUtf8(encoded,length));
     }
   string            Proof(void)
     {
      uchar source[];
      uchar none[];
      uchar hash[];
      TcToUtf8(m_nonce+TC_WS_GUID,source);
      CryptEncode(CRYPT_HASH_SHA1,source,none,hash);
      return(Base64(hash));
     }
   //--- value of a header of the answer, empty if it is not there
   string            Header(const string head,const string name)
     {
      string low=head;
      StringToLower(low);
      int at=StringFind(low,"\r\n"+name+":");
      if(at<0)
         return("");
      int begin=at+StringLen(name)+3;
      int end=StringFind(head,"\r\n",begin);
      while(begin<end && StringGetCharacter(head,begin)==' ')
         begin++;
      while(end>begin && StringGetCharacter(head,end-1)==' ')
         end--;
      return(StringSubstr(head,begin,end-begin));
     }
public:
   string            Request(const string host,const uint port,const string key,uchar &nonce[])
     {
      m_nonce=Base64(nonce);
      string request="GET "+TC_PATH+" HTTP/1.1\r\n";
      request+="Host: "+host+":"+IntegerToString((long)port)+"\r\n";
      request+="Upgrade: websocket\r\nConnection: Upgrade\r\n";
      request+="Sec-WebSocket-Key: "+m_nonce+"\r\nSec-WebSocket-Version: 13\r\n";
      request+="Sec-WebSocket-Protocol: "+TC_SUBPROTOCOL+"\r\n";
      request+="Authorization: Bearer "+key+"\r\n\r\n";
      return(request);
     }
   //--- where the answer's header ends; -1 until it has come
   int               EndOf(uchar &bytes[],const int used)
     {
      for(int i=3; i<used; i++)
         if(bytes[i-3]==13 && bytes[i-2]==10 && bytes[i-1]==13 && bytes[i]==10)
            return(i+1);
      return(-1);
     }
   //--- 101 only if the proof and the subprotocol are right; 0 if it is no HTTP answer
   int               StatusOf(uchar &bytes[])
     {
      string head=TcFromUtf8(bytes,ArraySize(bytes));
      if(StringFind(head,"HTTP/1.1 ")!=0)
         return(0);
      int status=(int)StringToInteger(StringSubstr(head,9,3));
      if(status!=101)
         return(status);
      bool right=(Header(head,"sec-websocket-accept")==Proof() && Header(head,"sec-websocket-protocol")==TC_SUBPROTOCOL);
      return(right && Header(head,"sec-websocket-extensions")=="" ? 101 : 0);
     }
  };
//+------------------------------------------------------------------+
