//+------------------------------------------------------------------+
//| Reads frames from TradeCopy\frames.txt and says of each line      |
//| whether an executor takes it. For tests only.                     |
//+------------------------------------------------------------------+
#property strict

#include <TradeCopy\Forms.mqh>
#include <TradeCopy\Lines.mqh>

int OnInit()
  {
   CTcLines file;
   CTcForms forms;
   CTcJson  frame;
   string   lines[];
   file.Load("frames.txt",lines);
   int count=ArraySize(lines);
   for(int i=0; i<count; i++)
     {
      if(forms.Read(lines[i],true,frame))
         Print("taken");
      else
         Print("refused ",forms.Field());
     }
   Print("end");
   return(INIT_SUCCEEDED);
  }

void OnDeinit(const int reason)
  {
  }

void OnTimer()
  {
  }

void OnTradeTransaction(const MqlTradeTransaction &transaction,const MqlTradeRequest &request,const MqlTradeResult &result)
  {
  }
//+------------------------------------------------------------------+
