"""Mistakes that MetaEditor refuses or warns about, made on purpose: the linter sees each."""

import pytest

from tests.ea.lint.linting import faults_of_sources

HEAD = "#property strict\nint g_count=0;\nenum ENUM_TC_A { TC_A };\nenum ENUM_TC_B { TC_B };\n"
RECORDS = """struct TcPair
  {
   int left;
   int right;
  };
class CTcBox
  {
   int m_size;
public:
   CTcBox(void) { m_size=0; }
   int Size(void) const { return(m_size); }
  };
void TcTake(const TcPair &pair) { Print(pair.left); }
void TcFill(int &number) { number=1; }
TcPair TcMade(void)
  {
   TcPair pair;
   pair.left=1;
   pair.right=2;
   return(pair);
  }
"""
# Inside `void TcF(const long wide,const double share,const string text,const ulong ticket)`.
IN_A_BODY = {
    "long to int": ("int a=wide; Print(a);", "long to int may lose data"),
    "double to int": ("int a=share; Print(a);", "double to int may lose data"),
    "double to long": ("long a=share; Print(a);", "double to long may lose data"),
    "long to double": ("double a=wide; Print(a);", "long to double may lose data"),
    "int to uchar": ("uchar a=g_count; Print(a);", "int to uchar may lose data"),
    "time to int": ("int a=TimeCurrent(); Print(a);", "datetime to int may lose data"),
    "mask to uchar": ("uchar a=g_count&0xFF; Print(a);", "int to uchar may lose data"),
    "long to ulong": ("ulong a=wide; Print(a);", "long to ulong changes the sign"),
    "ulong to long": ("long a=ticket; Print(a);", "ulong to long changes the sign"),
    "int to ulong": ("ulong a=g_count; Print(a);", "int to ulong changes the sign"),
    "big number to int": ("int a=0xFFFFFFFF; Print(a);", "uint to int may lose data"),
    "negative to uint": ("uint a=-1; Print(a);", "int to uint may lose data"),
    "sum of longs to int": ("int a=g_count; a+=wide; Print(a);", "long to int may lose data"),
    "long as argument": ("Sleep(wide);", "long to int may lose data"),
    "number to text": ("string a=g_count; Print(a);", "int where string belongs"),
    "text and number": ('Print("a"+g_count);', "string + int"),
    "text to number": ("int a=text; Print(a);", "string where int belongs"),
    "text against number": ('if(text==1) Print("");', "string is compared with int"),
    "int to enum": ("ENUM_TC_A a=1; Print(a);", "int where ENUM_TC_A belongs"),
    "enum to enum": ("ENUM_TC_A a=TC_B; Print(a);", "ENUM_TC_B where ENUM_TC_A belongs"),
    "enums compared": ('if(TC_A==TC_B) Print("");', "ENUM_TC_A is compared with ENUM_TC_B"),
    "wrong enum of a getter": (
        "Print(AccountInfoDouble(ACCOUNT_LOGIN));",
        "ENUM_ACCOUNT_INFO_INTEGER where ENUM_ACCOUNT_INFO_DOUBLE belongs",
    ),
    "signs": ('if(wide<ticket) Print("");', "the signs differ"),
    "int as bool": ("bool a=g_count; Print(a);", "int where bool belongs"),
    "bool in a sum": ("int a=1+(g_count>0); Print(a);", "int + bool"),
    "and beside or": ('if(share>1.0 || wide>1 && wide<9) Print("");', "&& beside ||"),
    "mask beside ==": ('if((wide==1 & g_count)!=0) Print("");', "== beside &"),
    "mask of a double": ("long a=(long)(share%2); Print(a);", "% with a double"),
    "assignment as condition": ('bool a=false; if(a=true) Print("");', "an assignment as"),
    "text as condition": ('if(text) Print("");', "string as a condition"),
    "unknown name": ("Print(g_missing);", "g_missing is not declared"),
    "unknown function": ("TcMissing();", "TcMissing is not declared"),
    "unknown type": ("float a=1.0; Print(a);", "float is no type"),
    "too few arguments": ("Print(StringSubstr(text));", "StringSubstr takes no 1 arguments"),
    "too many arguments": ("ResetLastError(1);", "ResetLastError takes no 1 arguments"),
    "no such member": ("TcPair a; a.middle=1;", "TcPair has no member middle"),
    "no such method": ("CTcBox a; a.Open();", "CTcBox has no method Open"),
    "value by reference": ("TcFill(1);", "only a variable can be given by reference"),
    "answer by reference": ("TcTake(TcMade());", "only a variable can be given by reference"),
    "other type by reference": ("long a=1; TcFill(a); Print(a);", "long where a variable of type"),
    "text for an array": ("Print(ArraySize(text));", "string where a variable of type"),
    "array for a number": ("int a[]; Sleep(a);", "int[] where int belongs"),
    "array assigned": ("int a[]; int b[]; a=b;", "arrays are copied by ArrayCopy"),
    "no array": ("Print(g_count[0]);", "int is no array"),
    "index of a double": ("int a[]; Print(a[share]);", "double as an index"),
    "no value": ("int a; Print(g_count);", "a has no value"),
    "structure in part": ("TcPair a; a.left=1; TcTake(a);", "a is used before right has"),
    "member without value": ("TcPair a; Print(a.left);", "a.left is read before"),
    "not used": ("int a=1;", "a is not used"),
    "hides a global": ("int g_count=1; Print(g_count);", "g_count hides a global"),
    "hides a parameter": ("int wide=1; Print(wide);", "wide hides a local"),
    "hides an outer local": ("int a=1; if(a>0) { int a=2; Print(a); }", "a hides a local"),
    "constant changed": ("wide=1;", "wide is constant"),
    "no effect": ("g_count==1;", "an expression without an effect"),
    "empty statement": ("if(g_count==1);", "an empty statement"),
    "answer not looked at": (
        'OrderSend("EURUSD",0,0.1,1.1,3,0.0,0.0);',
        "the answer of OrderSend is not looked at",
    ),
    "value from void": ("return(1);", "TcF returns void"),
    "32-bit format": ('Print(StringFormat("%d",wide));', "%d with long"),
    "text format": ('Print(StringFormat("%s",wide));', "%s with long"),
    "values of a format": ('Print(StringFormat("%I64d %s",wide));', "takes 2 values, 1 are given"),
    "switch": ("switch(g_count) { case 1: break; }", "outside the subset: switch_statement"),
    "pointer": ("CTcBox *a=NULL; Print(1);", ""),
    "text cast": ("Print((int)text);", "a cast of string to int"),
    "either of two": ('Print(g_count>0 ? "a" : 1);', "either string or int"),
    "syntax": ("int a=(1; Print(a);", "this is no MQL"),
}
# Whole sources: platform, text, the fault.
WHOLE = {
    "no return": (5, "int TcG(void) { if(g_count>0) return(1); }\n", "TcG may end without"),
    "wrong return": (5, 'int TcG(void) { return(""); }\n', "string where int belongs"),
    "twice": (5, "void TcG(void) { }\nvoid TcG(void) { }\n", "TcG is defined twice"),
    "system's name": (5, "int ArraySize(void) { return(1); }\n", "ArraySize is defined twice"),
    "member twice": (5, "struct TcS\n  {\n   int a;\n   int a;\n  };\n", "a is defined twice"),
    "macro twice": (5, "#define TC_X 1\n#define TC_X 2\n", "macro TC_X is defined otherwise"),
    "value in a class": (5, "class CTcS\n  {\n   int m_a=1;\n  };\n", "in the constructor"),
    "nothing in a constructor": (
        5,
        "class CTcS\n  {\n   int m_a;\npublic:\n   CTcS(void) { }\n  };\n",
        "CTcS gives m_a no value",
    ),
    "hides a member": (
        5,
        "class CTcS\n  {\n   int m_a;\npublic:\n   CTcS(void) { m_a=0; }\n"
        "   void F(const int m_a) { Print(m_a); }\n  };\n",
        "m_a hides a member",
    ),
    "by value": (5, "void TcG(TcPair pair) { Print(pair.left); }\n", "pair is passed by value"),
    "handler": (5, "void OnDeinit(int reason) { }\n", "no event calls OnDeinit"),
    "handler's answer": (5, "void OnInit(void) { }\n", "no event calls OnInit"),
    "handler of the other": (
        4,
        "struct MqlTradeTransaction { int a; };\nstruct MqlTradeRequest { int a; };\n"
        "struct MqlTradeResult { int a; };\nvoid OnTradeTransaction(const MqlTradeTransaction &t,"
        "const MqlTradeRequest &q,const MqlTradeResult &r) { }\n",
        "MetaTrader 4 has no OnTradeTransaction",
    ),
    "MQL5 in MQL4": (4, "void TcG(void) { Print(PositionsTotal()); }\n", "PositionsTotal is not"),
    "MQL4 in MQL5": (5, "void TcG(void) { Print(MODE_BID); }\n", "MODE_BID is not declared"),
    "import": (5, '#import "ws2_32.dll"\n#import\n', "an import needs the permission"),
    "reserved word": (5, "void TcG(const int group) { Print(group); }\n", "group is reserved"),
    "resource": (5, '#resource "a.bmp"\n', "resources are not used"),
    "property": (5, "#property stacksize 1\n", "#property stacksize is unknown"),
    "ifdef": (5, "#ifdef __MQL5__\n", "not by #ifdef"),
    "not ASCII": (5, "// caf\u00e9\n", "only ASCII"),
    "long line": (5, "// " + 200 * "a" + "\n", "longer than 200 characters"),
    "template": (5, "template<typename T> T TcG(T a) { return(a); }\n", "outside the subset"),
}


@pytest.mark.parametrize("mistake", IN_A_BODY, ids=str)
def test_mistake_when_made_in_a_body_is_told(mistake: str) -> None:
    body, why = IN_A_BODY[mistake]
    head = "void TcF(const long wide,const double share,const string text,const ulong ticket)"
    # MQL4, whose OrderSend can be called in one line.
    source = f"{HEAD}{RECORDS}{head}\n  {{\n{body}\n  }}\n"

    faults = faults_of_sources(4, {"MQL4/a.mqh": source})

    assert [fault for fault in faults if why in fault], faults
    # The brace that opens the body, and the line of the mistake.
    first = (HEAD + RECORDS).count("\n") + 2
    assert {int(fault.split(":")[1]) for fault in faults} <= {first, first + 1}, faults


@pytest.mark.parametrize("mistake", WHOLE, ids=str)
def test_mistake_when_made_in_a_source_is_told(mistake: str) -> None:
    platform, source, why = WHOLE[mistake]

    faults = faults_of_sources(platform, {f"MQL{platform}/a.mqh": HEAD + RECORDS + source})

    assert [fault for fault in faults if why in fault], faults


def test_import_when_of_another_library_is_told() -> None:
    faults = faults_of_sources(4, {"MQL4/a.mqh": HEAD + '#import "kernel32.dll"\n#import\n'})

    assert faults == [
        "MQL4/a.mqh: one block of ws2_32.dll, closed by a bare #import, and nothing else"
    ]


def test_strict_when_missing_is_told() -> None:
    assert faults_of_sources(4, {"a.mqh": "int g_a=0;\n"}) == ["a.mqh: #property strict is missing"]


def test_right_source_when_linted_shows_nothing() -> None:
    body = (
        "int a=(int)wide; uchar b=(uchar)(a&0xFF); double c=(double)wide; "
        "if((share>1.0 && b>3) || c>2.0) Print(text,ticket);"
    )
    head = "void TcF(const long wide,const double share,const string text,const ulong ticket)"

    faults = faults_of_sources(5, {"a.mqh": f"{HEAD}{RECORDS}{head}\n  {{\n{body}\n  }}\n"})

    assert faults == []
