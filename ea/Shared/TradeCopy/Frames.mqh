//+------------------------------------------------------------------+
//| The frames that a bridge may send: their fields and forms.        |
//| "name:form;..."; a form that ends with ? takes null as well.      |
//+------------------------------------------------------------------+
#property strict

#define TC_FORM_COPY "id:id;copy:id;revision:count+;symbol:name64;side:=buy|sell;"
#define TC_FORM_OPENING "volume:lots+;sl:price+?;tp:price+?;magic:digits;comment:comment;route:name64;master:name96;source:name64;expires:count;max_slippage:count?;expected:{net}?"

//--- fields of an object inside a frame
string TcFieldsOf(const string name)
  {
   if(name=="echo")
      return("ticks:count;held:count");
   if(name=="net")
      return("side:=buy|sell?;volume:lots");
   if(name=="opening")
      return("id:id;magic:digits;volume:lots;since:count?");
   return("");
  }

string TcSessionFrame(const string type)
  {
   if(type=="welcome")
      return("minor:count;program:name16;resume_after:digits;heartbeat_ms:count;dead_after_ms:count;report_after:digits;ticks:count");
   if(type=="heartbeat")
      return("ticks:count;echo:{echo}?");
   if(type=="ack")
      return("seq:digits");
   if(type=="resume")
      return("after:digits");
   if(type=="get_snapshot")
      return("request:digits");
   if(type=="get_symbols")
      return("request:digits;names:[name64,0,1000000]");
   if(type=="subscribe")
      return("symbols:[name64,0,256]");
   if(type=="guard")
      return("floor:number?;block_after_ms:count;flatten_at_floor:flag");
   if(type=="notify")
      return("text:text255");
   if(type=="new_key")
      return("key:key");
   if(type=="inquire")
      return("request:digits;by:=id|copy|position|order;value:idordigits");
   if(type=="error")
      return("code:name32;message:text500;field:text128");
   if(type=="bye")
      return("reason:=closing|restarting|account_changed|removed|replaced");
   return("");
  }

//--- instructions, and what belongs to them: for executors only
string TcInstructionFrame(const string type)
  {
   if(type=="open")
      return(TC_FORM_COPY+TC_FORM_OPENING);
   if(type=="place")
      return(TC_FORM_COPY+TC_FORM_OPENING+";kind:=limit|stop|stop_limit;price:price+;limit_price:price+?;expires_at:count?");
   if(type=="set_volume")
      return(TC_FORM_COPY+"volume:lots;opens:[{opening},1,64];expected:{net}?");
   if(type=="set_stops")
      return(TC_FORM_COPY+"sl:price+?;tp:price+?;opens:[{opening},1,64];expected:{net}?");
   if(type=="modify_pending")
      return(TC_FORM_COPY+"opens:[{opening},1,64];price:price+;limit_price:price+?;sl:price+?;tp:price+?;expires_at:count?");
   if(type=="cancel_pending")
      return(TC_FORM_COPY+"opens:[{opening},1,64]");
   if(type=="void")
      return("id:id");
   if(type=="flatten")
      return("id:id;scope:=account|copies;copies:[id,0,1000000];cancel_pendings:flag");
   if(type=="report_ack")
      return("n:digits");
   return("");
  }

//--- empty if an EA of this role does not know the type
string TcFrameFields(const string type,const bool executor)
  {
   string fields=TcSessionFrame(type);
   if(fields=="" && executor)
      fields=TcInstructionFrame(type);
   return(fields);
  }
//+------------------------------------------------------------------+
