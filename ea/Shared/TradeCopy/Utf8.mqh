//+------------------------------------------------------------------+
//| Whether bytes are UTF-8. The terminal's own conversion replaces   |
//| what is wrong without a word, so it cannot be asked.              |
//+------------------------------------------------------------------+
#property strict

//--- length of the sequence that a first byte begins; 0 for none
int TcUtf8Length(const uchar first)
  {
   if(first<0x80)
      return(1);
   if(first>=0xC2 && first<=0xDF)
      return(2);
   if(first>=0xE0 && first<=0xEF)
      return(3);
   if(first>=0xF0 && first<=0xF4)
      return(4);
   return(0);
  }

//--- overlong forms, surrogates and numbers above U+10FFFF show in the second byte
bool TcUtf8Second(const uchar first,const uchar second)
  {
   if(second<0x80 || second>0xBF)
      return(false);
   if(first==0xE0)
      return(second>=0xA0);
   if(first==0xED)
      return(second<=0x9F);
   if(first==0xF0)
      return(second>=0x90);
   if(first==0xF4)
      return(second<=0x8F);
   return(true);
  }

bool TcIsUtf8(uchar &bytes[],const int length)
  {
   int i=0;
   while(i<length)
     {
      int size=TcUtf8Length(bytes[i]);
      if(size==0 || i+size>length)
         return(false);
      if(size>1 && !TcUtf8Second(bytes[i],bytes[i+1]))
         return(false);
      for(int k=2; k<size; k++)
         if(bytes[i+k]<0x80 || bytes[i+k]>0xBF)
            return(false);
      i+=size;
     }
   return(true);
  }

//--- a text from the terminal ends at a zero byte, so one inside a frame would hide what follows
bool TcHasZero(uchar &bytes[],const int length)
  {
   for(int i=0; i<length; i++)
      if(bytes[i]==0)
         return(true);
   return(false);
  }

string TcFromUtf8(uchar &bytes[],const int length)
  {
   return(length>0 ? CharArrayToString(bytes,0,length,CP_UTF8) : "");
  }

//--- returns the number of bytes, without a terminating zero
int TcToUtf8(const string text,uchar &bytes[])
  {
   int copied=StringToCharArray(text,bytes,0,WHOLE_ARRAY,CP_UTF8);
   int length=(copied>0 && bytes[copied-1]==0) ? copied-1 : copied;
   if(length<0)
      length=0;
   ArrayResize(bytes,length);
   return(length);
  }
//+------------------------------------------------------------------+
