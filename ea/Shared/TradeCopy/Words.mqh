//+------------------------------------------------------------------+
//| Whether a text has one of the forms of the protocol's section 2.  |
//+------------------------------------------------------------------+
#property strict
#include "Texts.mqh"

bool TcIsDigit(const ushort c)
  {
   return(c>='0' && c<='9');
  }

bool TcAllDigits(const string text)
  {
   int length=StringLen(text);
   for(int i=0; i<length; i++)
      if(!TcIsDigit(StringGetCharacter(text,i)))
         return(false);
   return(length>0);
  }

bool TcIsDigits(const string text)
  {
   int length=StringLen(text);
   if(!TcAllDigits(text) || length>20)
      return(false);
   if(length>1 && StringGetCharacter(text,0)=='0')
      return(false);
   //--- texts of one length compare as their numbers do
   return(length<20 || StringCompare(text,"18446744073709551615")<=0);
  }

bool TcIsCount(const string text)
  {
   if(!TcIsDigits(text))
      return(false);
   int length=StringLen(text);
   return(length<16 || (length==16 && StringCompare(text,"9007199254740991")<=0));
  }

bool TcIsId(const string text)
  {
   if(StringLen(text)!=32)
      return(false);
   for(int i=0; i<32; i++)
     {
      ushort c=StringGetCharacter(text,i);
      if(!TcIsDigit(c) && !(c>='a' && c<='f'))
         return(false);
     }
   return(true);
  }

//--- a number that is not negative
bool TcIsAmount(const string text)
  {
   int point=StringFind(text,".");
   string whole=(point<0) ? text : StringSubstr(text,0,point);
   if(!TcIsDigits(whole) || StringLen(whole)>12)
      return(false);
   if(point<0)
      return(true);
   string places=StringSubstr(text,point+1);
   return(TcAllDigits(places) && StringLen(places)<=8);
  }

bool TcIsZero(const string amount)
  {
   int length=StringLen(amount);
   for(int i=0; i<length; i++)
     {
      ushort c=StringGetCharacter(amount,i);
      if(c!='0' && c!='.')
         return(false);
     }
   return(true);
  }

bool TcIsNumber(const string text)
  {
   if(StringGetCharacter(text,0)!='-')
      return(TcIsAmount(text));
   string amount=StringSubstr(text,1);
   return(TcIsAmount(amount) && !TcIsZero(amount));
  }

bool TcIsText(const string text,const int most)
  {
   int length=StringLen(text);
   int points=0;
   for(int i=0; i<length; i++)
     {
      ushort c=StringGetCharacter(text,i);
      if(c<0x20)
         return(false);
      if(!TcIsLow(c))
         points++;
     }
   return(points<=most);
  }

bool TcIsAlphanumeric(const ushort c)
  {
   return(TcIsDigit(c) || (c>='A' && c<='Z') || (c>='a' && c<='z'));
  }

bool TcIsComment(const string text)
  {
   int length=StringLen(text);
   for(int i=0; i<length; i++)
      if(!TcIsAlphanumeric(StringGetCharacter(text,i)))
         return(false);
   return(length<=20);
  }

bool TcIsKey(const string text)
  {
   int length=StringLen(text);
   for(int i=0; i<length; i++)
     {
      ushort c=StringGetCharacter(text,i);
      if(!TcIsAlphanumeric(c) && c!='-' && c!='_')
         return(false);
     }
   return(length>=16 && length<=128);
  }

//--- whether a word stands in a list such as "buy|sell"
bool TcIsWordOf(const string word,const string list)
  {
   string words[];
   int    count=StringSplit(list,'|',words);
   for(int i=0; i<count; i++)
      if(words[i]==word)
         return(true);
   return(false);
  }
//+------------------------------------------------------------------+
