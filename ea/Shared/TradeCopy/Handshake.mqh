//+------------------------------------------------------------------+
//| The opening HTTP request of a WebSocket and the bridge's answer.  |
//+------------------------------------------------------------------+
#property strict
#include "Bytes.mqh"
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
   //--- value of a header of the answer, empty if it is not there or there twice
   string            Header(const string head,const string low,const string name)
     {
      string sought="\r\n"+name+":";
      int    at=StringFind(low,sought);
      if(at<0 || StringFind(low,sought,at+1)>=0)
         return("");
      int begin=at+StringLen(sought);
      int end=StringFind(head,"\r\n",begin);
      while(begin<end && IsBlank(StringGetCharacter(head,begin)))
         begin++;
      while(end>begin && IsBlank(StringGetCharacter(head,end-1)))
         end--;
      return(StringSubstr(head,begin,end-begin));
     }
   bool              IsBlank(const ushort unit) const { return(unit==' ' || unit==9); }
   //--- "keep-alive, Upgrade" names "upgrade"
   bool              Names(const string list,const string word)
     {
      string words[];
      int    count=StringSplit(list,',',words);
      for(int i=0; i<count; i++)
        {
         StringReplace(words[i]," ","");
         if(words[i]==word)
            return(true);
        }
      return(false);
     }
   bool              IsRight(const string head)
     {
      string low=head;
      StringToLower(low);
      if(Header(low,low,"upgrade")!="websocket" || !Names(Header(low,low,"connection"),"upgrade"))
         return(false);
      if(Header(head,low,"sec-websocket-accept")!=Proof() || Header(head,low,"sec-websocket-protocol")!=TC_SUBPROTOCOL)
         return(false);
      //--- none was offered
      return(StringFind(low,"\r\nsec-websocket-extensions:")<0);
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
   int               EndOf(const CTcBytes &bytes) const
     {
      int count=bytes.Waiting();
      for(int i=3; i<count; i++)
         if(bytes.At(i-3)==13 && bytes.At(i-2)==10 && bytes.At(i-1)==13 && bytes.At(i)==10)
            return(i+1);
      return(-1);
     }
   //--- 101 only if all that goes with it is right; 0 if it is no answer of a bridge
   int               StatusOf(uchar &bytes[])
     {
      int length=ArraySize(bytes);
      if(TcHasZero(bytes,length) || !TcIsUtf8(bytes,length))
         return(0);
      string head=TcFromUtf8(bytes,length);
      if(StringFind(head,"HTTP/1.1 ")!=0)
         return(0);
      string number=StringSubstr(head,9,4);
      int    status=(int)StringToInteger(StringSubstr(number,0,3));
      ushort behind=StringGetCharacter(number,3);
      if(status<100 || (behind!=' ' && behind!=13))
         return(0);
      return(status!=101 || IsRight(head) ? status : 0);
     }
  };
//+------------------------------------------------------------------+
