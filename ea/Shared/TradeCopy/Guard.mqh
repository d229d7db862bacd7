//+------------------------------------------------------------------+
//| What holds while the bridge is away: the equity floor, and how    |
//| long openings are carried out without a word from it. Kept in a   |
//| file. It judges; it closes nothing itself.                        |
//+------------------------------------------------------------------+
#property strict
#include "Account.mqh"
#include "Json.mqh"
#include "Lines.mqh"

//--- as long as no bridge ever said otherwise
#define TC_GUARD_BLOCK_MS 30000
//--- part of the balance by which equity may differ from balance, credit and floating profit:
//--- swaps and commissions that a platform counts in one of them only
#define TC_GUARD_TOLERANCE 0.01
#define TC_GUARD_LINES_MOST 200

class CTcGuard
  {
private:
   CTcLines          m_file;
   int               m_lines;
   string            m_login;
   string            m_server;
   bool              m_has_floor;
   double            m_floor;
   ulong             m_block_ms;
   bool              m_flattens;
   bool              m_blocked;
   string            m_line;

   void              TakeLine(const string line)
     {
      string part[];
      if(StringSplit(line,'\t',part)!=4 || part[0]!="GUARD")
         return;
      m_line=line;
      m_has_floor=(part[1]!="-" && TcIsNumber(part[1]));
      m_floor=m_has_floor ? StringToDouble(part[1]) : 0.0;
      m_block_ms=TcDigitsOf(part[2]);
      m_flattens=(part[3]=="true");
     }
   bool              Write(const string line)
     {
      if(m_lines<TC_GUARD_LINES_MOST)
        {
         m_lines++;
         return(m_file.Append(line));
        }
      string lines[];
      ArrayResize(lines,1);
      lines[0]=line;
      m_lines=1;
      return(m_file.Replace(lines));
     }
public:
                     CTcGuard(void)
     {
      m_lines=0;
      m_has_floor=false;
      m_floor=0.0;
      m_block_ms=TC_GUARD_BLOCK_MS;
      m_flattens=false;
      m_blocked=false;
     }
   //--- what the bridge said last, also to an EA that ran before this one
   void              Load(const string name)
     {
      string lines[];
      m_login=TcLogin();
      m_server=TcServer();
      m_has_floor=false;
      m_floor=0.0;
      m_block_ms=TC_GUARD_BLOCK_MS;
      m_flattens=false;
      m_blocked=false;
      m_line="";
      m_file.Load(name,lines);
      m_lines=ArraySize(lines);
      for(int i=0; i<m_lines; i++)
         TakeLine(lines[i]);
     }
   //--- false if it cannot be kept beyond this life of the EA; it holds all the same
   bool              Take(CTcJson &frame)
     {
      string floor=frame.IsNull("floor") ? "-" : frame.TextOf("floor");
      string line="GUARD\t"+floor+"\t"+frame.TextOf("block_after_ms")+"\t"+frame.TextOf("flatten_at_floor");
      if(line==m_line)
         return(true);
      TakeLine(line);
      return(Write(line));
     }
   //--- how long the bridge has been silent; a block stays until it welcomes again
   void              Watch(const ulong silent_ms)
     {
      if(m_block_ms>0 && silent_ms>=m_block_ms)
         m_blocked=true;
     }
   void              Lift(void) { m_blocked=false; }
   //--- why the account's figures cannot be believed; empty if they can
   string            WhyBlind(void) const
     {
      double balance=AccountInfoDouble(ACCOUNT_BALANCE);
      double equity=AccountInfoDouble(ACCOUNT_EQUITY);
      double sum=balance+AccountInfoDouble(ACCOUNT_CREDIT)+AccountInfoDouble(ACCOUNT_PROFIT);
      if(TcLogin()!=m_login || TcServer()!=m_server)
         return("another account is logged in");
      if(TerminalInfoInteger(TERMINAL_CONNECTED)==0)
         return("there is no connection to the trade server");
      if(balance<=0.0)
         return("the balance is not above 0");
      if(MathAbs(equity-sum)>balance*TC_GUARD_TOLERANCE)
         return("equity "+TcNumber(equity)+" is not balance, credit and floating profit, "+TcNumber(sum));
      return("");
     }
   bool              IsBroken(void) const
     {
      return(m_has_floor && AccountInfoDouble(ACCOUNT_EQUITY)<=m_floor);
     }
   //--- the floor was reached, and the figures that say so cannot be believed
   bool              IsBlind(void) const { return(IsBroken() && WhyBlind()!=""); }
   bool              WantsFlatten(void) const { return(m_flattens && IsBroken() && WhyBlind()==""); }
   //--- why nothing may be opened; empty if it may
   string            Why(void) const
     {
      if(m_blocked)
         return("the bridge was silent for "+TcDigits(m_block_ms)+" ms");
      if(m_has_floor && WhyBlind()!="")
         return(WhyBlind());
      if(IsBroken())
         return("equity is not above the floor of "+TcNumber(m_floor));
      return("");
     }
   bool              Objects(void) const { return(Why()!=""); }
  };
//+------------------------------------------------------------------+
