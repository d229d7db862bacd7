//+------------------------------------------------------------------+
//| Checks a frame of the bridge against the tables of Frames.mqh.    |
//| One field that is not as written refuses the whole frame.         |
//+------------------------------------------------------------------+
#property strict
#include "Frames.mqh"
#include "Json.mqh"
#include "Words.mqh"

class CTcForms
  {
private:
   string            m_field;
   string            m_why;

   bool              Refuse(const string field,const string why)
     {
      m_field=field;
      m_why=why;
      return(false);
     }
   bool              WordFits(const string text,const string form)
     {
      if(form=="id")
         return(TcIsId(text));
      if(form=="digits")
         return(TcIsDigits(text));
      if(form=="idordigits")
         return(TcIsId(text) || TcIsDigits(text));
      if(form=="lots")
         return(TcIsAmount(text));
      if(form=="lots+" || form=="price+")
         return(TcIsAmount(text) && !TcIsZero(text));
      if(form=="number")
         return(TcIsNumber(text));
      if(form=="comment")
         return(TcIsComment(text));
      if(form=="key")
         return(TcIsKey(text));
      if(StringGetCharacter(form,0)=='=')
         return(TcIsWordOf(text,StringSubstr(form,1)));
      int most=(int)StringToInteger(StringSubstr(form,4));
      return(TcIsText(text,most) && (StringFind(form,"text")==0 || text!=""));
     }
   bool              ListFits(CTcJson &frame,const int node,const string form)
     {
      string parts[];
      if(frame.Kind(node)!=TC_NODE_LIST || StringSplit(StringSubstr(form,1,StringLen(form)-2),',',parts)!=3)
         return(Refuse(frame.Path(node),"must be a list"));
      int size=frame.Size(node);
      if(size<(int)StringToInteger(parts[1]) || size>(int)StringToInteger(parts[2]))
         return(Refuse(frame.Path(node),"must have from "+parts[1]+" to "+parts[2]+" items"));
      for(int item=frame.First(node); item>=0; item=frame.Next(item))
         if(!ValueFits(frame,item,parts[0]))
            return(false);
      return(true);
     }
   bool              CountFits(CTcJson &frame,const int node,const string form)
     {
      if(frame.Kind(node)!=TC_NODE_NUMBER || !TcIsCount(frame.Text(node)))
         return(false);
      return(form=="count" || frame.Text(node)!="0");
     }
   bool              ValueFits(CTcJson &frame,const int node,const string nullable)
     {
      string form=nullable;
      int    last=StringLen(form)-1;
      if(StringGetCharacter(form,last)=='?')
        {
         if(frame.Kind(node)==TC_NODE_NULL)
            return(true);
         form=StringSubstr(form,0,last);
         last--;
        }
      if(StringGetCharacter(form,0)=='[')
         return(ListFits(frame,node,form));
      if(StringGetCharacter(form,0)=='{')
        {
         if(frame.Kind(node)!=TC_NODE_OBJECT)
            return(Refuse(frame.Path(node),"must be an object"));
         return(ObjectFits(frame,node,TcFieldsOf(StringSubstr(form,1,last-1))));
        }
      bool fits=false;
      if(form=="flag")
         fits=(frame.Kind(node)==TC_NODE_FLAG);
      else
         if(form=="count" || form=="count+")
            fits=CountFits(frame,node,form);
         else
            fits=(frame.Kind(node)==TC_NODE_TEXT && WordFits(frame.Text(node),form));
      if(!fits)
         return(Refuse(frame.Path(node),"must be of the form "+nullable));
      return(true);
     }
   //--- the frame's own object has its type besides
   bool              ObjectFits(CTcJson &frame,const int node,const string table)
     {
      string fields[];
      int    count=StringSplit(table,';',fields);
      string before=(node==0) ? "" : frame.Path(node)+".";
      for(int i=0; i<count; i++)
        {
         int colon=StringFind(fields[i],":");
         string name=StringSubstr(fields[i],0,colon);
         int    member=frame.Member(node,name);
         if(member<0)
            return(Refuse(before+name,"is missing"));
         if(!ValueFits(frame,member,StringSubstr(fields[i],colon+1)))
            return(false);
        }
      for(int member=frame.First(node); member>=0; member=frame.Next(member))
        {
         string name=frame.Name(member);
         bool   known=(node==0 && name=="type") || StringFind(";"+table,";"+name+":")>=0;
         if(!known)
            return(Refuse(frame.Path(member),"is not in the table"));
        }
      return(true);
     }
   bool              NetFits(CTcJson &frame)
     {
      int node=frame.Member(0,"expected");
      if(node<0 || frame.Kind(node)==TC_NODE_NULL)
         return(true);
      bool sided=(frame.Kind(frame.Member(node,"side"))!=TC_NODE_NULL);
      bool empty=TcIsZero(frame.Text(frame.Member(node,"volume")));
      if(sided==empty)
         return(Refuse("expected.volume","must be 0 just where the side is null"));
      return(true);
     }
   //--- fields that must agree with each other
   bool              Agrees(CTcJson &frame,const string type)
     {
      if(type=="place" && (frame.TextOf("kind")=="stop_limit")==frame.IsNull("limit_price"))
         return(Refuse("limit_price","is for stop_limit orders, and only for them"));
      if(type=="flatten" && frame.TextOf("scope")=="account" && frame.Size(frame.Member(0,"copies"))>0)
         return(Refuse("copies","must be empty where the scope is account"));
      if(type=="inquire" && TcIsId(frame.TextOf("value"))!=TcIsWordOf(frame.TextOf("by"),"id|copy"))
         return(Refuse("value","must be an id for id and copy, digits otherwise"));
      return(NetFits(frame));
     }
public:
   //--- true if the text is a frame that this role may receive; `frame` holds it then
   bool              Read(const string text,const bool executor,CTcJson &frame)
     {
      if(!frame.Parse(text))
         return(Refuse(frame.Place(),frame.Why()));
      int type=frame.Member(0,"type");
      if(type<0 || frame.Kind(type)!=TC_NODE_TEXT)
         return(Refuse("type","every frame has a type"));
      string table=TcFrameFields(frame.Text(type),executor);
      if(table=="")
         return(Refuse("type","this type is not for this side or role"));
      return(ObjectFits(frame,0,table) && Agrees(frame,frame.Text(type)));
     }
   string            Field(void) const { return(m_field); }
   string            Why(void) const { return(m_why); }
  };
//+------------------------------------------------------------------+
