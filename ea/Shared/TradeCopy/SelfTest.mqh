//+------------------------------------------------------------------+
//| Checks on this very terminal what the EAs build on: texts, files, |
//| sums, frames, permissions. It never trades and never connects.    |
//+------------------------------------------------------------------+
#property strict
#include "Account.mqh"
#include "Forms.mqh"
#include "Handshake.mqh"
#include "Lines.mqh"
#include "Offset.mqh"

#define TC_TEST_FILE "self-test.txt"
#define TC_TEST_REPORT "self-test-report.txt"
#define TC_TEST_VECTORS "vectors.jsonl"

//--- one line for each check, in the log and in a file that can be sent
class CTcChecks
  {
private:
   string            m_lines[];
   int               m_failed;

   void              Add(const string line)
     {
      int count=ArraySize(m_lines);
      ArrayResize(m_lines,count+1,64);
      m_lines[count]=line;
      Print(line);
     }
public:
                     CTcChecks(void) { m_failed=0; }
   bool              Check(const bool right,const string what)
     {
      Add((right ? "ok: " : "failed: ")+what);
      if(!right)
         m_failed++;
      return(right);
     }
   //--- what is neither right nor wrong, but good to know
   void              Tell(const string what) { Add("told: "+what); }
   void              Skip(const string what) { Add("skipped: "+what); }
   void              End(void)
     {
      CTcLines file;
      string   before[];
      Add(m_failed==0 ? "end: all that was checked is ok" : "end: "+IntegerToString(m_failed)+" failed");
      if(!file.Load(TC_TEST_REPORT,before) || !file.Replace(m_lines))
         Print("The report could not be written to ",TC_FOLDER,TC_TEST_REPORT);
     }
  };

void TcTestTexts(CTcChecks &checks)
  {
   string text=ShortToString(0x00FC)+ShortToString(0x20AC)+ShortToString(0xD83D)+ShortToString(0xDE00);
   uchar  bytes[];
   int    length=TcToUtf8(text,bytes);
   checks.Check(length==9 && ArraySize(bytes)==9,"UTF-8: four characters of 2, 3 and 4 bytes are 9 bytes, here "+IntegerToString(length));
   checks.Check(TcIsUtf8(bytes,length),"UTF-8: the terminal's own bytes are well-formed");
   checks.Check(TcFromUtf8(bytes,length)==text,"UTF-8: the bytes give the same text again");
   checks.Check(TcToUtf8("",bytes)==0,"UTF-8: an empty text has no bytes");
   string parts[];
   checks.Check(StringSplit("a;;b",';',parts)==3 && parts[1]=="","StringSplit keeps an empty part in the middle");
   checks.Tell("StringSplit makes "+IntegerToString(StringSplit("a;",';',parts))+" parts of \"a;\"");
   checks.Check(StringToInteger("9007199254740993")==9007199254740993,"StringToInteger reads 54 bits exactly");
   ulong most=~((ulong)0);
   checks.Check(TcDigitsOf("18446744073709551615")==most,"64 bits without a sign are read exactly");
   checks.Check(TcDigits(most)=="18446744073709551615","64 bits without a sign are written exactly");
   checks.Check(TcNumber(0.1)=="0.1" || TcNumber(0.1)=="0.10","0.1 is written as "+TcNumber(0.1));
  }

//--- the example of RFC 6455, section 1.3
void TcTestSums(CTcChecks &checks)
  {
   uchar source[];
   uchar none[];
   uchar hash[];
   uchar encoded[];
   TcToUtf8("dGhlIHNhbXBsZSBub25jZQ=="+TC_WS_GUID,source);
   int size=CryptEncode(CRYPT_HASH_SHA1,source,none,hash);
   checks.Check(size==20,"SHA-1 has 20 bytes, here "+IntegerToString(size));
   if(size!=20)
      return;
   int length=CryptEncode(CRYPT_BASE64,hash,none,encoded);
   string proof=TcFromUtf8(encoded,length);
   checks.Check(proof=="s3pPLMBiTxaQ9kYGzzhZRbK+xOo=","SHA-1 and base64 give the RFC's example, here "+proof);
  }

void TcTestClock(CTcChecks &checks)
  {
   ulong begun=GetMicrosecondCount();
   Sleep(50);
   ulong passed=GetMicrosecondCount()-begun;
   checks.Check(passed>=30000 && passed<1000000,"a sleep of 50 ms took "+TcDigits(passed)+" microseconds");
  }

void TcTestFiles(CTcChecks &checks)
  {
   CTcLines file;
   string   lines[];
   string   wide="b "+ShortToString(0x20AC);
   FileDelete(TC_FOLDER+TC_TEST_FILE);
   if(!checks.Check(file.Load(TC_TEST_FILE,lines),"a file can be made in MQL"+StringSubstr(TC_PLATFORM,2)+"\\Files\\TradeCopy"))
      return;
   bool written=(file.Append("a") && file.Append(wide));
   checks.Check(written,"lines can be added to it");
   file.Shut();
   bool read=file.Load(TC_TEST_FILE,lines);
   checks.Check(read && ArraySize(lines)==2 && lines[0]=="a" && lines[1]==wide,"both lines are there when it is opened again");
   ArrayResize(lines,1);
   lines[0]="c";
   checks.Check(file.Replace(lines) && ArraySize(lines)==1 && lines[0]=="c","a new file takes its place in one step");
   file.Shut();
   checks.Check(FileDelete(TC_FOLDER+TC_TEST_FILE) && !FileIsExist(TC_FOLDER+TC_TEST_FILE),"it can be deleted");
  }

void TcTestFrame(CTcChecks &checks,const string frame,const bool right)
  {
   CTcForms forms;
   CTcJson  read;
   string   shown=StringSubstr(frame,0,60);
   checks.Check(forms.Read(frame,true,read)==right,(right ? "taken: " : "refused: ")+shown);
  }

//--- a frame with an escaped control character: this reader gives those back as another one
bool TcIsOddVector(const string line)
  {
   return(StringFind(line,"\\n")>=0 || StringFind(line,"\\t")>=0 || StringFind(line,"\\r")>=0 || StringFind(line,"\\u00")>=0);
  }

//--- frames of the protocol's own list, where the file was copied here
void TcTestVectors(CTcChecks &checks)
  {
   if(!FileIsExist(TC_FOLDER+TC_TEST_VECTORS))
     {
      checks.Skip("all frames of the protocol: copy "+TC_TEST_VECTORS+" beside bridge.txt to check them");
      return;
     }
   CTcLines file;
   string   lines[];
   file.Load(TC_TEST_VECTORS,lines);
   int count=ArraySize(lines);
   int held=0;
   int wrong=0;
   for(int i=0; i<count; i++)
     {
      CTcJson  vector;
      CTcJson  read;
      CTcForms forms;
      if(TcIsOddVector(lines[i]) || !vector.Parse(lines[i]))
         continue;
      if(vector.TextOf("direction")!="bridge" || vector.Member(0,"frame")<0)
         continue;
      held++;
      if(forms.Read(vector.TextOf("frame"),true,read)==(vector.TextOf("ok")=="true"))
         continue;
      wrong++;
      checks.Check(false,"frame \""+vector.TextOf("name")+"\"");
     }
   checks.Check(held>0 && wrong==0,IntegerToString(held)+" frames of "+TC_TEST_VECTORS+" read as they should be");
  }

void TcTestFrames(CTcChecks &checks)
  {
   TcTestFrame(checks,"{\"type\":\"ack\",\"seq\":\"18446744073709551615\"}",true);
   TcTestFrame(checks,"{\"type\":\"notify\",\"text\":\"\\ud83d\\ude00 \\u00fc\"}",true);
   TcTestFrame(checks,"{\"type\":\"ack\",\"seq\":\"18446744073709551616\"}",false);
   TcTestFrame(checks,"{\"type\":\"heartbeat\",\"ticks\":1e3,\"echo\":null}",false);
   TcTestFrame(checks,"{\"type\":\"notify\",\"text\":\"\\ud83d\"}",false);
   TcTestFrame(checks,"{\"type\":\"ack\",\"seq\":\"1\",\"seq\":\"1\"}",false);
   TcTestVectors(checks);
  }

void TcTestPermissions(CTcChecks &checks)
  {
   TcPermissions now;
   TcReadPermissions(now);
   checks.Check(now.connected,"the terminal is connected to its trade server");
   checks.Check(now.terminal,"trading by EAs is on: the button "+TC_ALGO_BUTTON);
   checks.Check(now.program,"this script may trade");
   checks.Check(now.account,"the account may trade: no investor password");
   checks.Check(now.experts,"the broker lets EAs trade on this account");
   string hindrance=TcHindrance();
   checks.Check(hindrance=="",hindrance=="" ? "nothing keeps EAs from connecting" : hindrance);
   checks.Tell("account "+TcLogin()+" at "+TcServer()+", "+TcAccountKind()+", "+(TcIsNetting() ? "netting" : "hedging"));
   checks.Tell("build "+IntegerToString(TerminalInfoInteger(TERMINAL_BUILD))+", server clock minus UTC in seconds: "+TcFirstOffset());
  }
//+------------------------------------------------------------------+
