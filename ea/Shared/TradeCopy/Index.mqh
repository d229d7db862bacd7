//+------------------------------------------------------------------+
//| Finds the places that were noted for a text without looking       |
//| through all of them. The newest note of a text comes first.       |
//+------------------------------------------------------------------+
#property strict

#define TC_INDEX_SMALLEST 256

class CTcIndex
  {
private:
   string            m_keys[];
   int               m_places[];
   int               m_before[];
   int               m_slots[];

   int               SlotOf(const string key) const
     {
      uint hash=5381;
      int  length=StringLen(key);
      for(int i=0; i<length; i++)
         hash=hash*33+(uint)StringGetCharacter(key,i);
      return((int)(hash%(uint)ArraySize(m_slots)));
     }
   void              Hang(const int note)
     {
      int slot=SlotOf(m_keys[note]);
      m_before[note]=m_slots[slot];
      m_slots[slot]=note;
     }
   void              Spread(const int slots)
     {
      ArrayResize(m_slots,slots);
      for(int i=0; i<slots; i++)
         m_slots[i]=-1;
      int count=ArraySize(m_keys);
      for(int i=0; i<count; i++)
         Hang(i);
     }
   int               Walk(const int from,const string key) const
     {
      int note=from;
      while(note>=0 && m_keys[note]!=key)
         note=m_before[note];
      return(note);
     }
public:
                     CTcIndex(void) { Clear(); }
   void              Clear(void)
     {
      ArrayResize(m_keys,0);
      ArrayResize(m_places,0);
      ArrayResize(m_before,0);
      Spread(TC_INDEX_SMALLEST);
     }
   void              Note(const string key,const int place)
     {
      int note=ArraySize(m_keys);
      ArrayResize(m_keys,note+1,256);
      ArrayResize(m_places,note+1,256);
      ArrayResize(m_before,note+1,256);
      m_keys[note]=key;
      m_places[note]=place;
      if(note>=ArraySize(m_slots))
         Spread(ArraySize(m_slots)*4);
      else
         Hang(note);
     }
   //--- the newest note of a text and the one before it; -1 for none
   int               First(const string key) const { return(Walk(m_slots[SlotOf(key)],key)); }
   int               Next(const int note) const { return(Walk(m_before[note],m_keys[note])); }
   int               PlaceOf(const int note) const { return(m_places[note]); }
   //--- the newest place of a text; -1 for none
   int               Find(const string key) const
     {
      int note=First(key);
      return(note<0 ? -1 : m_places[note]);
     }
  };
//+------------------------------------------------------------------+
