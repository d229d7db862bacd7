// The functions of ws2_32.dll that the MQL4 sources import, in their own namespace.
#pragma once
#ifdef __MQL4__
#include <fcntl.h>

#include <cerrno>

namespace mqlapp {
int WSAStartup(ushort, MqlArr<uchar> &) { return 0; }
int WSACleanup() { return 0; }

int WSAGetLastError() {
  if (errno == EAGAIN || errno == EWOULDBLOCK) return 10035;
  return errno == ECONNREFUSED ? 10061 : 10054;
}

uint socket(int family, int type, int protocol) {
  return static_cast<uint>(::socket(family, type, protocol));
}

int connect(uint s, TcSocketAddress &name, int) {
  // Windows numbers this family as Linux does.
  sockaddr_in address{};
  address.sin_family = name.family;
  address.sin_port = name.port;
  address.sin_addr.s_addr = name.address;
  int descriptor = static_cast<int>(s);
  mql::send_at_once(descriptor);
  mql::links.insert(descriptor);
  return ::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address);
}

int ioctlsocket(uint s, int command, uint &argument) {
  if (static_cast<uint>(command) != 0x8004667E) return -1;
  int on = static_cast<int>(argument);
  return ioctl(static_cast<int>(s), FIONBIO, &on);
}

int send(uint s, MqlArr<uchar> &bytes, int length, int) {
  return static_cast<int>(
      ::send(static_cast<int>(s), &bytes[0], static_cast<size_t>(length), MSG_NOSIGNAL));
}

int recv(uint s, MqlArr<uchar> &bytes, int length, int) {
  return static_cast<int>(::recv(static_cast<int>(s), &bytes[0], static_cast<size_t>(length), 0));
}

int closesocket(uint s) {
  mql::links.erase(static_cast<int>(s));
  return ::close(static_cast<int>(s));
}
}  // namespace mqlapp
#endif
