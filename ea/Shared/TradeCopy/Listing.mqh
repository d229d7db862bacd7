//+------------------------------------------------------------------+
//| Answers to get_symbols, read a few at a time: a broker may have   |
//| thousands of symbols, and a terminal must not stand still.        |
//+------------------------------------------------------------------+
#property strict
#include "Pages.mqh"
#include "Ws.mqh"

//--- so long specifications are read in one turn
#define TC_LISTING_US 5000

class CTcListing
  {
private:
   string            m_requests[];
   int               m_counts[];
   string            m_wanted[];
   string            m_names[];
   string            m_missing[];
   string            m_items[];
   bool              m_begun;
   bool              m_all;
   int               m_total;
   int               m_at;
   int               m_page;

   //--- of symbols that were asked for by name, those that the broker has
   void              BeginFirst(void)
     {
      int asked=m_counts[0];
      ArrayResize(m_names,0);
      ArrayResize(m_missing,0);
      ArrayResize(m_items,0);
      for(int i=0; i<asked; i++)
        {
         if(TcHasSymbol(m_wanted[i]))
            TcAddLine(m_names,m_wanted[i]);
         else
            TcAddLine(m_missing,TcQuoted(m_wanted[i],64));
        }
      m_all=(asked==0);
      m_total=m_all ? SymbolsTotal(false) : ArraySize(m_names);
      m_at=0;
      m_page=1;
      m_begun=true;
     }
   void              ReadOne(void)
     {
      string name=m_all ? SymbolName(m_at,false) : m_names[m_at];
      m_at++;
      //--- the broker may take one away meanwhile
      if(name!="")
         TcAddLine(m_items,TcSymbolJson(name));
     }
   void              SendPage(CTcWs &ws)
     {
      int pages=TcPagesFor(m_total,TC_SYMBOLS_ON_PAGE);
      ws.Send(TcSymbolsPage(m_requests[0],m_page,pages,m_items,m_missing));
      ArrayResize(m_items,0);
      m_page++;
      if(m_page>pages)
         DropFirst();
     }
   void              DropFirst(void)
     {
      int asked=m_counts[0];
      int names=ArraySize(m_wanted)-asked;
      for(int i=0; i<names; i++)
         m_wanted[i]=m_wanted[i+asked];
      ArrayResize(m_wanted,names);
      int left=ArraySize(m_requests)-1;
      for(int i=0; i<left; i++)
        {
         m_requests[i]=m_requests[i+1];
         m_counts[i]=m_counts[i+1];
        }
      ArrayResize(m_requests,left);
      ArrayResize(m_counts,left);
      m_begun=false;
     }
public:
                     CTcListing(void)
     {
      Forget();
     }
   //--- what another connection asked for is not answered
   void              Forget(void)
     {
      ArrayResize(m_requests,0);
      ArrayResize(m_counts,0);
      ArrayResize(m_wanted,0);
      m_begun=false;
      m_all=false;
      m_total=0;
      m_at=0;
      m_page=1;
     }
   void              Want(const string request,const string &names[])
     {
      int place=ArraySize(m_requests);
      int asked=ArraySize(names);
      ArrayResize(m_requests,place+1,16);
      ArrayResize(m_counts,place+1,16);
      m_requests[place]=request;
      m_counts[place]=asked;
      for(int i=0; i<asked; i++)
         TcAddLine(m_wanted,names[i]);
     }
   //--- read and tell for a moment
   void              Turn(CTcWs &ws)
     {
      ulong begun=GetMicrosecondCount();
      while(ArraySize(m_requests)>0 && (int)(GetMicrosecondCount()-begun)<TC_LISTING_US)
        {
         if(!m_begun)
            BeginFirst();
         else
            if(m_at<m_total && ArraySize(m_items)<TC_SYMBOLS_ON_PAGE)
               ReadOne();
            else
               SendPage(ws);
        }
     }
  };
//+------------------------------------------------------------------+
