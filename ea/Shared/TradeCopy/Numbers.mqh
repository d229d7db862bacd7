//+------------------------------------------------------------------+
//| Numbers as the protocol writes them: exact decimals and digits.   |
//| Never rounds lots: they are counted in units of 0.00000001.       |
//+------------------------------------------------------------------+
#property strict

#define TC_UNITS_PER_LOT 100000000.0

string TcNumber(const double value)
  {
   //--- 12 digits before the point are all that a frame can carry
   if(!MathIsValidNumber(value) || MathAbs(value)>=1.0e12)
      return("0");
   string text=DoubleToString(value,8);
   int    last=StringLen(text)-1;
   while(StringGetCharacter(text,last)=='0')
      last--;
   if(StringGetCharacter(text,last)=='.')
      last--;
   text=StringSubstr(text,0,last+1);
   return(text=="-0" ? "0" : text);
  }

string TcDigits(const ulong value)
  {
   return(StringFormat("%I64u",value));
  }

//--- the text must be well-formed digits below 2^64
ulong TcDigitsOf(const string text)
  {
   ulong value=0;
   int   length=StringLen(text);
   for(int i=0; i<length; i++)
      value=value*10+(ulong)(StringGetCharacter(text,i)-'0');
   return(value);
  }

//--- a counter of milliseconds that wraps after 49 days is no clock for sessions
ulong TcMillis(void)
  {
   return(GetMicrosecondCount()/1000);
  }

long TcUnits(const double lots)
  {
   return((long)MathRound(lots*TC_UNITS_PER_LOT));
  }

double TcLots(const long units)
  {
   return(NormalizeDouble((double)units/TC_UNITS_PER_LOT,8));
  }

string TcUnitsText(const long units)
  {
   return(TcNumber(TcLots(units)));
  }

//--- the text must be a well-formed number that is not negative; -1 if it is beyond any order
long TcUnitsOf(const string text)
  {
   int point=StringFind(text,".");
   int whole=(point<0) ? StringLen(text) : point;
   if(whole>9)
      return(-1);
   long units=0;
   for(int i=0; i<whole; i++)
      units=units*10+(long)(StringGetCharacter(text,i)-'0');
   for(int i=1; i<=8; i++)
     {
      long digit=0;
      if(point>=0 && point+i<StringLen(text))
         digit=(long)(StringGetCharacter(text,point+i)-'0');
      units=units*10+digit;
     }
   return(units);
  }

//--- null is how the protocol writes a stop that is not there
string TcStop(const double price)
  {
   return(price>0.0 ? "\""+TcNumber(price)+"\"" : "null");
  }

bool TcSamePrice(const double a,const double b)
  {
   return(MathAbs(a-b)<0.000000005);
  }
//+------------------------------------------------------------------+
