// The functions of ws2_32.dll that the MQL4 sources import, in their own namespace.
#pragma once
#ifdef __MQL4__
#include <fcntl.h>

#include <cerrno>

namespace mqlapp {
int WSAStartup(ushort, MqlArr<uchar> &) { return 0; }
int WSACleanup() { return 0; }

int WSAGetLastError() {
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINPROGRESS) return 10035;
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
  mql::link_up(descriptor);
  return ::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address);
}

int ioctlsocket(uint s, int command, uint &argument) {
  if (static_cast<uint>(command) != 0x8004667E) return -1;
  int on = static_cast<int>(argument);
  return ioctl(static_cast<int>(s), FIONBIO, &on);
}

int getsockopt(uint s, int level, int option, int &value, int &length) {
  if (level != 0xFFFF || option != 0x1007 || length != 4) return -1;
  socklen_t size = sizeof value;
  int done = ::getsockopt(static_cast<int>(s), SOL_SOCKET, SO_ERROR, &value, &size);
  if (value == ECONNREFUSED) value = 10061;
  return done;
}

// Sets as Windows has them: how many, then each. Here never more than one socket.
int select(int, MqlArr<uint> &readable, MqlArr<uint> &writable, MqlArr<uint> &failed,
           TcSocketTime &limit) {
  bool reads = readable[0] > 0, writes = writable[0] > 0;
  int descriptor = static_cast<int>(reads ? readable[1] : writable[1]);
  int ms = limit.seconds * 1000 + limit.micros / 1000;
  short what = static_cast<short>((reads ? POLLIN : 0) | (writes ? POLLOUT : 0));
  pollfd now{descriptor, what, 0};
  bool ready = mql::wait_for(descriptor, what, ms);
  if (ready) poll(&now, 1, 0);
  // Windows tells of a connect that failed in the third set alone.
  bool broke = ready && writes && (now.revents & (POLLERR | POLLHUP)) != 0;
  readable[0] = ready && reads ? 1 : 0;
  writable[0] = ready && writes && !broke ? 1 : 0;
  failed[0] = broke && failed[0] > 0 ? 1 : 0;
  return static_cast<int>(readable[0] + writable[0] + failed[0]);
}

int send(uint s, MqlArr<uchar> &bytes, int length, int) {
  return static_cast<int>(
      ::send(static_cast<int>(s), &bytes[0], static_cast<size_t>(length), MSG_NOSIGNAL));
}

int recv(uint s, MqlArr<uchar> &bytes, int length, int) {
  int descriptor = static_cast<int>(s);
  auto got = ::recv(descriptor, &bytes[0], static_cast<size_t>(length), 0);
  if (got > 0) mql::unanswered.erase(descriptor);
  return static_cast<int>(got);
}

int closesocket(uint s) {
  mql::link_down(static_cast<int>(s));
  return ::close(static_cast<int>(s));
}
}  // namespace mqlapp
#endif
