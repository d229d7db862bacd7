/* Stands in for Windows' own icuuc.dll, which Qt wants and wine lacks. It knows no character set,
   so Qt uses its own. A test aid of the wine prefix; nothing of it is ever shipped. */
typedef int error_code;
#define NO_SUCH_FILE 4
#define BAD_ARGUMENT 1
#define EXPORTED __declspec(dllexport)
#define FAILS(name) EXPORTED void name(void) {}

EXPORTED void *ucnv_open(const char *name, error_code *error)
{
    (void)name;
    if (error)
        *error = NO_SUCH_FILE;
    return 0;
}

EXPORTED const char *ucnv_getName(void *converter, error_code *error)
{
    (void)converter;
    if (error)
        *error = BAD_ARGUMENT;
    return 0;
}

EXPORTED const char *ucnv_getStandardName(const char *name, const char *standard, error_code *error)
{
    (void)standard;
    return ucnv_getName((void *)name, error);
}

EXPORTED const char *ucnv_getAvailableName(int number) { (void)number; return 0; }
EXPORTED int ucnv_countAvailable(void) { return 0; }
EXPORTED signed char ucnv_getMaxCharSize(void *converter) { (void)converter; return 1; }
EXPORTED int ucnv_toUCountPending(void *converter, error_code *error) { (void)converter; (void)error; return 0; }
EXPORTED int ucnv_fromUCountPending(void *converter, error_code *error) { (void)converter; (void)error; return 0; }

/* Without a converter none of these is ever called; they only have to be there. */
FAILS(ucnv_close)
FAILS(ucnv_reset)
FAILS(ucnv_getToUCallBack)
FAILS(ucnv_getFromUCallBack)
FAILS(ucnv_setToUCallBack)
FAILS(ucnv_setFromUCallBack)
FAILS(ucnv_cbToUWriteUChars)
FAILS(ucnv_cbFromUWriteUChars)
FAILS(ucnv_toUnicode)
FAILS(ucnv_fromUnicode)
FAILS(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
FAILS(UCNV_TO_U_CALLBACK_SUBSTITUTE)
