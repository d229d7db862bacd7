/* Starts the program as a process of its own name: Explorer and Task Manager then show it and its
   icon. It loads the Python beside it and does nothing else.

   Called with -m it is that Python: the demo starts its simulated terminals so. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include "launcher.h"

#define MOST_PATH 32768

typedef int (*python_main)(int, wchar_t **);

static int fail(const wchar_t *what)
{
    static wchar_t text[MOST_PATH + 200];
    swprintf(text, MOST_PATH + 200,
             L"%ls\n\nThis installation is damaged. Run the setup of TradeCopy Desktop again; your "
             L"settings are kept.", what);
#if IS_CONSOLE
    fwprintf(stderr, L"%ls\n", text);
#else
    MessageBoxW(NULL, text, L"TradeCopy Desktop cannot start", MB_ICONERROR | MB_SETFOREGROUND);
#endif
    return 1;
}

int wmain(int count, wchar_t **given)
{
    static wchar_t self[MOST_PATH], library[MOST_PATH];
    static const wchar_t *fixed[] = {L"-I", L"-X", L"utf8", L"-m", L"tradecopy_desktop"};
    int is_python = count > 1 && wcscmp(given[1], L"-m") == 0;
    int fixed_count = is_python ? 3 : 5;
    DWORD length = GetModuleFileNameW(NULL, self, MOST_PATH);
    wchar_t *end;
    wchar_t **arguments;
    HMODULE python;
    python_main start;
    int i;

    if (length == 0 || length >= MOST_PATH - 40)
        return fail(L"The folder of the program has too long a name.");
    wcscpy(library, self);
    end = wcsrchr(library, L'\\');
    wcscpy(end == NULL ? library : end + 1, L"python\\" PYTHON_LIBRARY);
    python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (python == NULL)
        return fail(library);
    start = (python_main)(void *)GetProcAddress(python, "Py_Main");
    arguments = calloc((size_t)count + 6, sizeof *arguments);
    if (start == NULL || arguments == NULL)
        return fail(library);
    arguments[0] = self;
    for (i = 0; i < fixed_count; i++)
        arguments[1 + i] = (wchar_t *)fixed[i];
    for (i = 1; i < count; i++)
        arguments[fixed_count + i] = given[i];
    return start(fixed_count + count, arguments);
}
