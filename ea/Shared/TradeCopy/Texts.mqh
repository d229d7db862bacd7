//+------------------------------------------------------------------+
//| Texts for frames: quoted, escaped, cut. Never changes meaning     |
//| beyond what the protocol cannot carry.                            |
//+------------------------------------------------------------------+
#property strict

bool TcIsHigh(const ushort c)
  {
   return(c>=0xD800 && c<=0xDBFF);
  }

bool TcIsLow(const ushort c)
  {
   return(c>=0xDC00 && c<=0xDFFF);
  }

//--- one character of a text as it stands inside JSON quotes
string TcEscaped(const ushort c)
  {
   if(c=='"' || c=='\\')
      return("\\"+ShortToString(c));
   if(c<0x20)
      return(" ");
   return(ShortToString(c));
  }

//--- a JSON string of at most `most` UTF-16 units, without control characters and lone surrogates
string TcQuoted(const string text,const int most)
  {
   string quoted="\"";
   int    length=StringLen(text);
   int    used=0;
   int    i=0;
   while(i<length && used<most)
     {
      ushort c=StringGetCharacter(text,i);
      i++;
      if(TcIsHigh(c) && i<length && TcIsLow(StringGetCharacter(text,i)))
        {
         if(used+2>most)
            break;
         quoted+=ShortToString(c)+ShortToString(StringGetCharacter(text,i));
         i++;
         used+=2;
         continue;
        }
      if(TcIsHigh(c) || TcIsLow(c))
         quoted+="?";
      else
         quoted+=TcEscaped(c);
      used++;
     }
   return(quoted+"\"");
  }

string TcFlag(const bool value)
  {
   return(value ? "true" : "false");
  }

//--- part of a file name: what any file system takes
string TcFileName(const string text)
  {
   string name="";
   int    length=StringLen(text);
   for(int i=0; i<length; i++)
     {
      ushort c=StringGetCharacter(text,i);
      bool   plain=(c>='0' && c<='9') || (c>='A' && c<='Z') || (c>='a' && c<='z') || c=='-';
      name+=plain ? ShortToString(c) : "_";
     }
   return(name);
  }
//+------------------------------------------------------------------+
