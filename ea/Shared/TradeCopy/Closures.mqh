//+------------------------------------------------------------------+
//| Which closes of a flatten are on their way, when one is due again |
//| and what stood against it last. Sends nothing.                    |
//+------------------------------------------------------------------+
#property strict
#include "Numbers.mqh"
#include "Orders.mqh"

//--- so long the book may take to show what was answered, or what was sent
#define TC_CLOSURE_SHOWN_MS 1000
#define TC_CLOSURE_ANSWER_MS 10000
#define TC_CLOSURE_WAIT_MS 250
#define TC_CLOSURE_WAIT_MOST_MS 5000

struct TcClosure
  {
   ulong             ticket;
   bool              waits;
   long              units;
   uint              request;
   ulong             due_at;
   int               tries;
   int               attempt;
   bool              hopeless;
   string            code;
   string            message;
  };

class CTcClosures
  {
private:
   TcClosure         m_list[];

   int               Find(const bool waits,const ulong ticket) const
     {
      for(int i=ArraySize(m_list)-1; i>=0; i--)
         if(m_list[i].ticket==ticket && m_list[i].waits==waits)
            return(i);
      return(-1);
     }
   ulong             WaitAfter(const TcAnswer &answer,const int tries) const
     {
      if(answer.verdict!=TC_REFUSED)
         return(TC_CLOSURE_SHOWN_MS);
      if(answer.again==TC_AGAIN_NOW || answer.again==TC_AGAIN_SOON)
         return(TC_CLOSURE_WAIT_MS);
      return((ulong)MathMin(TC_CLOSURE_WAIT_MS<<MathMin(tries,5),TC_CLOSURE_WAIT_MOST_MS));
     }
public:
   void              Clear(void) { ArrayResize(m_list,0); }
   //--- the record of a position or order as it is now; what became smaller is asked for anew
   int               Follow(const bool waits,const ulong ticket,const long units)
     {
      int at=Find(waits,ticket);
      if(at>=0)
        {
         if(m_list[at].units!=units)
            m_list[at].due_at=0;
         m_list[at].units=units;
         return(at);
        }
      at=ArraySize(m_list);
      ArrayResize(m_list,at+1,64);
      m_list[at].ticket=ticket;
      m_list[at].waits=waits;
      m_list[at].units=units;
      m_list[at].request=0;
      m_list[at].due_at=0;
      m_list[at].tries=0;
      m_list[at].attempt=0;
      m_list[at].hopeless=false;
      m_list[at].code="";
      m_list[at].message="";
      return(at);
     }
   bool              IsDue(const int at) const { return(TcMillis()>=m_list[at].due_at); }
   int               Attempt(const int at) const { return(m_list[at].attempt); }
   //--- adds what stands against this one; `hopeless` stays only if all are
   void              Trouble(const int at,bool &hopeless,string &code,string &message) const
     {
      if(!m_list[at].hopeless)
         hopeless=false;
      if(m_list[at].code=="")
         return;
      code=m_list[at].code;
      message=m_list[at].message;
     }
   void              Sent(const int at,const uint request)
     {
      m_list[at].request=request;
      m_list[at].due_at=TcMillis()+TC_CLOSURE_ANSWER_MS;
     }
   void              Take(const int at,const TcAnswer &answer)
     {
      m_list[at].request=0;
      m_list[at].due_at=TcMillis()+WaitAfter(answer,m_list[at].tries);
      m_list[at].code=(answer.verdict==TC_CARRIED_OUT) ? "" : answer.code;
      m_list[at].message=answer.message;
      m_list[at].hopeless=false;
      if(answer.verdict!=TC_REFUSED)
         return;
      m_list[at].tries++;
      m_list[at].attempt+=(answer.bad_filling ? 1 : 0);
      //--- once may be chance
      m_list[at].hopeless=(answer.hopeless && m_list[at].tries>1);
      if(answer.bad_filling && m_list[at].attempt<3)
         m_list[at].due_at=0;
     }
   void              Heard(const uint request,const TcAnswer &answer)
     {
      for(int i=ArraySize(m_list)-1; i>=0; i--)
         if(m_list[i].request==request)
            Take(i,answer);
     }
  };
//+------------------------------------------------------------------+
