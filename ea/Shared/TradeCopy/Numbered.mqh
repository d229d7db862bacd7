//+------------------------------------------------------------------+
//| A set of numbers, such as the deals that were told. Sorted, since |
//| each is looked for at every look.                                 |
//+------------------------------------------------------------------+
#property strict

class CTcNumbered
  {
private:
   ulong             m_numbers[];

   //--- place of the first number that is not below this one
   int               PlaceOf(const ulong number) const
     {
      int low=0;
      int high=ArraySize(m_numbers);
      while(low<high)
        {
         int middle=(low+high)/2;
         if(m_numbers[middle]<number)
            low=middle+1;
         else
            high=middle;
        }
      return(low);
     }
public:
   void              Become(const CTcNumbered &other)
     {
      ArrayResize(m_numbers,0);
      ArrayCopy(m_numbers,other.m_numbers);
     }
   void              Clear(void) { ArrayResize(m_numbers,0); }
   int               Size(void) const { return(ArraySize(m_numbers)); }
   bool              Has(const ulong number) const
     {
      int place=PlaceOf(number);
      return(place<ArraySize(m_numbers) && m_numbers[place]==number);
     }
   void              Add(const ulong number)
     {
      if(Has(number))
         return;
      int place=PlaceOf(number);
      int last=ArraySize(m_numbers);
      ArrayResize(m_numbers,last+1,1024);
      for(int i=last; i>place; i--)
         m_numbers[i]=m_numbers[i-1];
      m_numbers[place]=number;
     }
  };
//+------------------------------------------------------------------+
