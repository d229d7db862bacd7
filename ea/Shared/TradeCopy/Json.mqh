//+------------------------------------------------------------------+
//| Reads one JSON text strictly into a list of nodes. What the       |
//| values mean is checked elsewhere (Forms.mqh).                     |
//+------------------------------------------------------------------+
#property strict
#include "Texts.mqh"

#define TC_JSON_DEEPEST 8

enum ENUM_TC_NODE { TC_NODE_NULL,TC_NODE_FLAG,TC_NODE_NUMBER,TC_NODE_TEXT,TC_NODE_LIST,TC_NODE_OBJECT };

struct TcNode
  {
   ENUM_TC_NODE      kind;
   string            name;
   string            text;
   int               parent;
   int               place;
   int               first;
   int               last;
   int               next;
   int               size;
  };

class CTcJson
  {
private:
   TcNode            m_nodes[];
   int               m_count;
   string            m_source;
   int               m_length;
   int               m_at;
   string            m_why;
   int               m_wrong;

   ushort            Here(void) const
     {
      return(m_at<m_length ? StringGetCharacter(m_source,m_at) : (ushort)0);
     }
   bool              Fail(const string why,const int node)
     {
      if(m_why=="")
        {
         m_why=why;
         m_wrong=node;
        }
      return(false);
     }
   void              SkipSpace(void)
     {
      while(m_at<m_length)
        {
         ushort c=Here();
         if(c!=' ' && c!='\t' && c!='\r' && c!='\n')
            return;
         m_at++;
        }
     }
   int               AddNode(const int parent,const string name)
     {
      if(ArraySize(m_nodes)<=m_count)
         ArrayResize(m_nodes,m_count+1,256);
      int node=m_count;
      m_count++;
      m_nodes[node].kind=TC_NODE_NULL;
      m_nodes[node].name=name;
      m_nodes[node].text="";
      m_nodes[node].parent=parent;
      m_nodes[node].place=0;
      m_nodes[node].first=-1;
      m_nodes[node].last=-1;
      m_nodes[node].next=-1;
      m_nodes[node].size=0;
      if(parent>=0)
         Append(parent,node);
      return(node);
     }
   void              Append(const int parent,const int node)
     {
      m_nodes[node].place=m_nodes[parent].size;
      m_nodes[parent].size++;
      if(m_nodes[parent].last>=0)
         m_nodes[m_nodes[parent].last].next=node;
      else
         m_nodes[parent].first=node;
      m_nodes[parent].last=node;
     }
   bool              ReadValue(const int node,const int level)
     {
      SkipSpace();
      ushort c=Here();
      if(c=='{')
         return(ReadObject(node,level+1));
      if(c=='[')
         return(ReadList(node,level+1));
      if(c=='"')
        {
         m_nodes[node].kind=TC_NODE_TEXT;
         string text="";
         if(!ReadText(text))
            return(Fail("the text is not well-formed",-1));
         m_nodes[node].text=text;
         return(true);
        }
      if(c=='-' || (c>='0' && c<='9'))
         return(ReadNumber(node));
      return(ReadWord(node));
     }
   bool              ReadWord(const int node)
     {
      string word="null";
      if(Here()=='t')
         word="true";
      if(Here()=='f')
         word="false";
      if(StringSubstr(m_source,m_at,StringLen(word))!=word)
         return(Fail("not a JSON value",-1));
      m_at+=StringLen(word);
      m_nodes[node].kind=(word=="null") ? TC_NODE_NULL : TC_NODE_FLAG;
      m_nodes[node].text=word;
      return(true);
     }
   int               ReadDigits(void)
     {
      int begin=m_at;
      while(Here()>='0' && Here()<='9')
         m_at++;
      return(m_at-begin);
     }
   bool              ReadNumber(const int node)
     {
      int begin=m_at;
      if(Here()=='-')
         m_at++;
      bool zero=(Here()=='0');
      int  digits=ReadDigits();
      if(digits==0 || (zero && digits>1))
         return(Fail("the number is not well-formed",-1));
      if(Here()=='.')
        {
         m_at++;
         if(ReadDigits()==0)
            return(Fail("the number is not well-formed",-1));
        }
      if(Here()=='e' || Here()=='E')
        {
         m_at++;
         if(Here()=='+' || Here()=='-')
            m_at++;
         if(ReadDigits()==0)
            return(Fail("the number is not well-formed",-1));
        }
      m_nodes[node].kind=TC_NODE_NUMBER;
      m_nodes[node].text=StringSubstr(m_source,begin,m_at-begin);
      return(true);
     }
   bool              ReadHex(ushort &unit)
     {
      int value=0;
      for(int i=0; i<4; i++)
        {
         ushort c=Here();
         int    digit=-1;
         if(c>='0' && c<='9')
            digit=c-'0';
         if(c>='a' && c<='f')
            digit=c-'a'+10;
         if(c>='A' && c<='F')
            digit=c-'A'+10;
         if(digit<0)
            return(false);
         value=value*16+digit;
         m_at++;
        }
      unit=(ushort)value;
      return(true);
     }
   bool              ReadEscape(ushort &unit)
     {
      ushort c=Here();
      m_at++;
      if(c=='u')
         return(ReadHex(unit));
      string known="\"\\/bfnrt";
      if(c==0 || StringFind(known,ShortToString(c))<0)
         return(false);
      //--- no text of the protocol may hold a control character: which one it was does not matter
      unit=(c=='"' || c=='\\' || c=='/') ? c : (ushort)1;
      return(true);
     }
   bool              ReadUnit(ushort &unit)
     {
      unit=Here();
      if(m_at>=m_length || unit<0x20)
         return(false);
      m_at++;
      if(unit!='\\')
         return(true);
      if(!ReadEscape(unit))
         return(false);
      if(unit==0)
         unit=1;
      return(true);
     }
   bool              ReadText(string &text)
     {
      m_at++;
      text="";
      while(Here()!='"')
        {
         ushort unit=0;
         if(!ReadUnit(unit) || TcIsLow(unit))
            return(false);
         text+=ShortToString(unit);
         if(!TcIsHigh(unit))
            continue;
         if(!ReadUnit(unit) || !TcIsLow(unit))
            return(false);
         text+=ShortToString(unit);
        }
      m_at++;
      return(true);
     }
   bool              ReadObject(const int node,const int level)
     {
      if(level>TC_JSON_DEEPEST)
         return(Fail("nested too deep",-1));
      m_nodes[node].kind=TC_NODE_OBJECT;
      m_at++;
      SkipSpace();
      if(Here()=='}')
        {
         m_at++;
         return(true);
        }
      while(true)
        {
         SkipSpace();
         string name="";
         if(Here()!='"' || !ReadText(name))
            return(Fail("a member has no name",-1));
         int twin=Member(node,name);
         if(twin>=0)
            return(Fail("the key appears twice",twin));
         SkipSpace();
         if(Here()!=':')
            return(Fail("a colon is missing",-1));
         m_at++;
         int child=AddNode(node,name);
         if(!ReadValue(child,level))
            return(false);
         bool ended=false;
         if(!ReadEnd('}',ended))
            return(false);
         if(ended)
            return(true);
        }
      return(false);
     }
   bool              ReadList(const int node,const int level)
     {
      if(level>TC_JSON_DEEPEST)
         return(Fail("nested too deep",-1));
      m_nodes[node].kind=TC_NODE_LIST;
      m_at++;
      SkipSpace();
      if(Here()==']')
        {
         m_at++;
         return(true);
        }
      while(true)
        {
         int child=AddNode(node,"");
         if(!ReadValue(child,level))
            return(false);
         bool ended=false;
         if(!ReadEnd(']',ended))
            return(false);
         if(ended)
            return(true);
        }
      return(false);
     }
   bool              ReadEnd(const ushort end,bool &ended)
     {
      SkipSpace();
      ushort c=Here();
      m_at++;
      ended=(c==end);
      if(c!=end && c!=',')
         return(Fail("a comma or an end is missing",-1));
      return(true);
     }
public:
                     CTcJson(void)
     {
      m_count=0;
      m_length=0;
      m_at=0;
      m_wrong=-1;
     }
   //--- true if the text is one JSON object; otherwise Why and Place tell
   bool              Parse(const string source)
     {
      m_count=0;
      m_source=source;
      m_length=StringLen(source);
      m_at=0;
      m_why="";
      m_wrong=-1;
      int root=AddNode(-1,"");
      SkipSpace();
      if(Here()!='{')
         return(Fail("a frame is one JSON object",-1));
      if(!ReadValue(root,0))
         return(false);
      SkipSpace();
      if(m_at<m_length)
         return(Fail("something follows the object",-1));
      return(true);
     }
   string            Why(void) const { return(m_why); }
   string            Place(void) const { return(m_wrong<0 ? "" : Path(m_wrong)); }
   string            Path(const int node) const
     {
      if(node<=0)
         return("");
      int parent=m_nodes[node].parent;
      if(m_nodes[parent].kind==TC_NODE_LIST)
         return(Path(parent)+"["+IntegerToString(m_nodes[node].place)+"]");
      string before=Path(parent);
      return(before=="" ? m_nodes[node].name : before+"."+m_nodes[node].name);
     }
   int               Member(const int parent,const string name) const
     {
      for(int node=m_nodes[parent].first; node>=0; node=m_nodes[node].next)
         if(m_nodes[node].name==name)
            return(node);
      return(-1);
     }
   ENUM_TC_NODE      Kind(const int node) const { return(m_nodes[node].kind); }
   string            Name(const int node) const { return(m_nodes[node].name); }
   string            Text(const int node) const { return(m_nodes[node].text); }
   int               Size(const int node) const { return(m_nodes[node].size); }
   int               First(const int node) const { return(m_nodes[node].first); }
   int               Next(const int node) const { return(m_nodes[node].next); }
   //--- members of a frame that was checked; null gives an empty text and 0
   bool              IsNull(const string name) const
     {
      int node=Member(0,name);
      return(node<0 || m_nodes[node].kind==TC_NODE_NULL);
     }
   string            TextOf(const string name) const
     {
      return(IsNull(name) ? "" : m_nodes[Member(0,name)].text);
     }
   void              TextsOf(const string name,string &items[]) const
     {
      int list=Member(0,name);
      ArrayResize(items,m_nodes[list].size);
      for(int node=m_nodes[list].first; node>=0; node=m_nodes[node].next)
         items[m_nodes[node].place]=m_nodes[node].text;
     }
   long              CountOf(const string name) const
     {
      return(IsNull(name) ? 0 : StringToInteger(TextOf(name)));
     }
   double            PriceOf(const string name) const
     {
      return(IsNull(name) ? 0.0 : StringToDouble(TextOf(name)));
     }
  };
//+------------------------------------------------------------------+
