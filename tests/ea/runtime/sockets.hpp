// MQL5's own sockets on top of the system's, with the oddities that the reference tells of.
#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <set>

#include "files.hpp"

namespace mql {
// Descriptors of the open connections, so that the terminal can wait for any of them.
inline std::set<int> links;

inline int last_error = 0;
inline int GetLastError() { return last_error; }
inline void ResetLastError() { last_error = 0; }

inline sockaddr_in local_address(uint port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<ushort>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

inline void send_at_once(int descriptor) {
  int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

#ifdef __MQL5__
struct Connection {
  int descriptor = -1;
  bool up = false;
  bool asked = false;
};

inline std::map<int, Connection> &connections() {
  // Never destroyed: an Expert Advisor's own objects close theirs when the process ends.
  static auto *all = new std::map<int, Connection>();
  return *all;
}

inline int SocketCreate() {
  static int last = 0;
  if (connections().size() >= 128) return INVALID_HANDLE;
  connections()[++last] = Connection();
  return last;
}

inline Connection &connection_of(int handle) {
  auto found = connections().find(handle);
  if (found == connections().end()) critical("a socket is used that is not open");
  return found->second;
}

inline void drop(Connection &connection) {
  if (connection.descriptor >= 0) close(connection.descriptor);
  links.erase(connection.descriptor);
  connection.descriptor = -1;
  connection.up = false;
}

inline bool SocketClose(int handle) {
  drop(connection_of(handle));
  connections().erase(handle);
  return true;
}

inline bool SocketConnect(int handle, const string &host, uint port, uint) {
  Connection &connection = connection_of(handle);
  // Without the address in its list the terminal refuses; the number is from memory.
  if (std::getenv("SIM_ADDRESS_NOT_ALLOWED") != nullptr || utf8(host) != "127.0.0.1") {
    last_error = 4014;
    return false;
  }
  connection.descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = local_address(port);
  auto *where = reinterpret_cast<sockaddr *>(&address);
  if (::connect(connection.descriptor, where, sizeof address) != 0) {
    drop(connection);
    last_error = 5272;
    return false;
  }
  send_at_once(connection.descriptor);
  connection.up = true;
  links.insert(connection.descriptor);
  return true;
}

inline bool SocketIsConnected(int handle) { return connection_of(handle).up; }
inline bool SocketTimeouts(int, uint, uint) { return true; }

inline uint SocketIsReadable(int handle) {
  Connection &connection = connection_of(handle);
  if (!connection.up) return 0;
  int waiting = 0;
  ioctl(connection.descriptor, FIONREAD, &waiting);
  if (waiting > 0) return static_cast<uint>(waiting);
  char peeked;
  // A peer that closed shows only when one reads.
  if (::recv(connection.descriptor, &peeked, 1, MSG_PEEK | MSG_DONTWAIT) == 0) return 1;
  // The first call may show a byte that is not there.
  bool dummy = !connection.asked;
  connection.asked = true;
  return dummy ? 1 : 0;
}

inline int SocketRead(int handle, MqlArr<uchar> &bytes, uint most, uint timeout_ms) {
  Connection &connection = connection_of(handle);
  if (timeout_ms == 0) critical("SocketRead with a timeout of 0 waits for two minutes");
  pollfd wait{connection.descriptor, POLLIN, 0};
  last_error = 5273;
  if (!connection.up || poll(&wait, 1, static_cast<int>(timeout_ms)) <= 0) return -1;
  std::string part(most, '\0');
  ssize_t got = ::recv(connection.descriptor, part.data(), part.size(), 0);
  if (got <= 0) {
    drop(connection);
    return -1;
  }
  bytes_into(bytes, part.substr(0, static_cast<size_t>(got)));
  return static_cast<int>(got);
}

inline int SocketSend(int handle, const MqlArr<uchar> &bytes, uint length) {
  Connection &connection = connection_of(handle);
  std::string all;
  for (uint i = 0; i < length; i++) all += static_cast<char>(bytes[i]);
  for (size_t sent = 0; connection.up && sent < all.size();) {
    ssize_t got = ::send(connection.descriptor, all.data() + sent, all.size() - sent, MSG_NOSIGNAL);
    if (got < 0) drop(connection);
    if (got > 0) sent += static_cast<size_t>(got);
  }
  if (connection.up) return static_cast<int>(length);
  last_error = 5273;
  return -1;
}
#endif
}  // namespace mql
