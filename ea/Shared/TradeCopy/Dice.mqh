//+------------------------------------------------------------------+
//| Numbers that nobody on the line can foretell: for the nonce of a  |
//| handshake and the masks of frames. Not for anything that trades.  |
//+------------------------------------------------------------------+
#property strict
#include "Utf8.mqh"

#define TC_DICE_SIZE 20

class CTcDice
  {
private:
   string            m_secret;
   uchar             m_pool[];
   int               m_at;

   //--- no platform gives true chance: a secret, a counter of microseconds and what was, hashed, must do
   void              Stir(void)
     {
      uchar source[];
      uchar none[];
      int   length=TcToUtf8(m_secret+IntegerToString((long)GetMicrosecondCount())+" "+IntegerToString((long)MathRand()),source);
      ArrayResize(source,length+TC_DICE_SIZE);
      ArrayCopy(source,m_pool,length,0,TC_DICE_SIZE);
      CryptEncode(CRYPT_HASH_SHA1,source,none,m_pool);
      if(ArraySize(m_pool)<TC_DICE_SIZE)
         ArrayResize(m_pool,TC_DICE_SIZE);
      m_at=0;
     }
public:
                     CTcDice(void)
     {
      m_secret="";
      m_at=TC_DICE_SIZE;
      ArrayResize(m_pool,TC_DICE_SIZE);
      for(int i=0; i<TC_DICE_SIZE; i++)
         m_pool[i]=0;
     }
   //--- the secret is one that the other side of the line does not read out of what is thrown
   void              Begin(const string secret)
     {
      m_secret=secret;
      m_at=TC_DICE_SIZE;
     }
   uchar             Throw(void)
     {
      //--- half of it is never shown
      if(m_at>=TC_DICE_SIZE/2)
         Stir();
      m_at++;
      return(m_pool[m_at-1]);
     }
  };
//+------------------------------------------------------------------+
