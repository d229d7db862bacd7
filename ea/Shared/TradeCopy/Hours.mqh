//+------------------------------------------------------------------+
//| The hours in which a symbol trades, as frames show them: minutes  |
//| of the trade server's day.                                        |
//+------------------------------------------------------------------+
#property strict
#include "Object.mqh"

#define TC_SESSIONS_A_DAY 24
#define TC_DAY_S 86400
#define TC_DAY_MINUTES 1440

//--- one session of a day, counted from 0 (Sunday); empty if there is none
string TcSessionJson(const string name,const int day,const int number)
  {
   datetime from=0;
   datetime to=0;
   if(!SymbolInfoSessionTrade(name,(ENUM_DAY_OF_WEEK)day,(uint)number,from,to))
      return("");
   //--- the date means nothing, and midnight at the end may be written as either day's
   long begin=(long)from%TC_DAY_S/60;
   long end=((long)to+59)/60;
   if(end>TC_DAY_MINUTES)
      end=((long)to%TC_DAY_S+59)/60;
   if(end<=begin)
      end=TC_DAY_MINUTES;
   return("{\"day\":"+IntegerToString(day)+",\"from\":"+IntegerToString(begin)+",\"to\":"+IntegerToString(end)+"}");
  }

//--- empty where the terminal does not know them
string TcSessionsJson(const string name)
  {
   string list="";
   for(int day=0; day<7; day++)
     {
      for(int number=0; number<TC_SESSIONS_A_DAY; number++)
        {
         string session=TcSessionJson(name,day,number);
         if(session=="")
            break;
         list+=(list=="" ? "" : ",")+session;
        }
     }
   return("["+list+"]");
  }
//+------------------------------------------------------------------+
