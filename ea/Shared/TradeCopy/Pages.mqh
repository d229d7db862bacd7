//+------------------------------------------------------------------+
//| Snapshots and symbol lists, cut into pages that fit into a frame. |
//+------------------------------------------------------------------+
#property strict
#include "Account.mqh"
#include "Specification.mqh"
#include "Trades.mqh"

#define TC_ITEMS_ON_PAGE 200
#define TC_SYMBOLS_ON_PAGE 150

int TcPagesFor(const int items,const int on_page)
  {
   return(items<=on_page ? 1 : (items+on_page-1)/on_page);
  }

//--- items `from` to before `to` of a list that may be shorter, as a JSON array
string TcListJson(const string &items[],const int from,const int to)
  {
   string json="[";
   int    end=MathMin(to,ArraySize(items));
   for(int i=from; i<end; i++)
      json+=(i>from ? "," : "")+items[i];
   return(json+"]");
  }

//--- what a picture of the account lists, each item as JSON
struct TcLists
  {
   string            positions[];
   string            pendings[];
   string            closed[];
  };

string TcSnapshotPage(const string head,const int page,const int pages,const TcLists &lists)
  {
   int       from=(page-1)*TC_ITEMS_ON_PAGE;
   CTcObject json;
   json.AddCount("page",page);
   json.AddCount("pages",pages);
   json.AddRaw("positions",TcListJson(lists.positions,from,from+TC_ITEMS_ON_PAGE));
   json.AddRaw("pendings",TcListJson(lists.pendings,from,from+TC_ITEMS_ON_PAGE));
   json.AddRaw("closed",TcListJson(lists.closed,from,from+TC_ITEMS_ON_PAGE));
   return(head+","+StringSubstr(json.Written(),1));
  }

int TcSnapshotPages(const TcLists &lists)
  {
   int most=MathMax(ArraySize(lists.positions),ArraySize(lists.pendings));
   return(TcPagesFor(MathMax(most,ArraySize(lists.closed)),TC_ITEMS_ON_PAGE));
  }

//--- the answer to an inquiry; `sure` where nothing else can be there
string TcFoundJson(const string request,const bool sure,const string standing,const TcLists &lists)
  {
   CTcObject json;
   json.AddWord("type","found");
   json.AddWord("request",request);
   json.AddFlag("sure",sure);
   json.AddWord("journal",standing);
   json.AddRaw("positions",TcListJson(lists.positions,0,TC_ITEMS_ON_PAGE));
   json.AddRaw("pendings",TcListJson(lists.pendings,0,TC_ITEMS_ON_PAGE));
   json.AddRaw("closed",TcListJson(lists.closed,0,TC_ITEMS_ON_PAGE));
   return(json.Written());
  }

//--- what all pages of one snapshot share, without the closing brace
string TcSnapshotHead(const string request,const bool whole,const ulong seq)
  {
   CTcObject json;
   json.AddWord("type","snapshot");
   json.AddRaw("request",request=="" ? "null" : "\""+request+"\"");
   json.AddFlag("whole",whole);
   json.AddDigits("seq",seq);
   json.AddCount("ticks",(long)GetMicrosecondCount());
   json.AddRaw("funds",TcFundsJson());
   string text=json.Written();
   return(StringSubstr(text,0,StringLen(text)-1));
  }

string TcSymbolsPage(const string request,const int page,const int pages,const string &symbols[],const string &missing[])
  {
   CTcObject json;
   json.AddWord("type","symbols");
   json.AddWord("request",request);
   json.AddCount("page",page);
   json.AddCount("pages",pages);
   json.AddRaw("symbols",TcListJson(symbols,0,ArraySize(symbols)));
   json.AddRaw("missing",page==1 ? TcListJson(missing,0,ArraySize(missing)) : "[]");
   return(json.Written());
  }

void TcAddLine(string &list[],const string item)
  {
   int count=ArraySize(list);
   ArrayResize(list,count+1,256);
   list[count]=item;
  }
//+------------------------------------------------------------------+
