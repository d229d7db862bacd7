/* Stands in for Windows' own bcryptprimitives.dll, which a library of the tests wants and wine
   lacks: random bytes from where wine has them. A test aid; nothing of it is ever shipped. */
__declspec(dllimport) unsigned char __stdcall SystemFunction036(void *buffer, unsigned long size);

__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *buffer, unsigned long long size)
{
    while (size > 0) {
        unsigned long part = size > 0x10000000 ? 0x10000000 : (unsigned long)size;
        if (!SystemFunction036(buffer, part))
            return 0;
        buffer += part;
        size -= part;
    }
    return 1;
}
