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
// Those on which nothing came yet: no order of a test makes time pass before a server could answer.
inline std::set<int> unanswered;

inline void link_up(int descriptor) {
  links.insert(descriptor);
  unanswered.insert(descriptor);
}
inline void link_down(int descriptor) {
  links.erase(descriptor);
  unanswered.erase(descriptor);
}
inline void hear_out() {
  for (int descriptor : unanswered) {
    pollfd wanted{descriptor, POLLIN, 0};
    poll(&wanted, 1, 50);
  }
}

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

inline bool time_passes = false;  // as a test ordered, turn by turn: nobody waits meanwhile
// What a test orders happens while a program waits, too.
inline std::function<void()> hear_the_test;

// Waits for a socket as the terminal does. Where the clock may jump it is no real wait.
inline bool wait_for(int descriptor, short what, int ms) {
  pollfd wanted[] = {{descriptor, what, 0}, {0, POLLIN, 0}};
  bool jumps = jumps_left_ms > 0 && ms > 0 && unanswered.count(descriptor) == 0;
  timespec wait{ms / 1000, (ms % 1000) * 1'000'000L};
  if (time_passes) wait = {0, 0};
  if (jumps) wait = {0, 300'000};
  bool anything = ppoll(wanted, hear_the_test ? 2 : 1, &wait, nullptr) > 0;
  bool ready = wanted[0].revents != 0;
  if (anything) something_happened();
  if (hear_the_test && wanted[1].revents != 0) hear_the_test();
  if (anything || !jumps) return ready;
  jumped_ms += ms;
  jumps_left_ms -= ms;
  return false;
}

inline void send_at_once(int descriptor) {
  int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  // What the system keeps for a server that does not read.
  if (const char *bytes = std::getenv("SIM_SEND_BUFFER")) {
    int most = std::atoi(bytes);
    setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &most, sizeof most);
  }
}

#ifdef __MQL5__
struct Connection {
  int descriptor = -1;
  bool up = false;
  bool asked = false;
  int send_ms = -1;  // for ever
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
  link_down(connection.descriptor);
  connection.descriptor = -1;
  connection.up = false;
}

inline bool SocketClose(int handle) {
  drop(connection_of(handle));
  connections().erase(handle);
  return true;
}

// As by hand: what has not come about after so long never does.
inline bool connect_within(int descriptor, const sockaddr_in &address, int ms) {
  int on = 1, trouble = 0;
  ioctl(descriptor, FIONBIO, &on);
  auto *where = reinterpret_cast<const sockaddr *>(&address);
  if (::connect(descriptor, where, sizeof address) != 0) {
    pollfd wanted{descriptor, POLLOUT, 0};
    if (errno != EINPROGRESS || poll(&wanted, 1, ms) <= 0) return false;
  }
  socklen_t length = sizeof trouble;
  return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &trouble, &length) == 0 && trouble == 0;
}

inline bool SocketConnect(int handle, const string &host, uint port, uint timeout_ms) {
  Connection &connection = connection_of(handle);
  // Without the address in its list the terminal refuses; the number is from memory.
  if (std::getenv("SIM_ADDRESS_NOT_ALLOWED") != nullptr || utf8(host) != "127.0.0.1") {
    last_error = 4014;
    return false;
  }
  connection.descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  send_at_once(connection.descriptor);
  if (!connect_within(connection.descriptor, local_address(port), static_cast<int>(timeout_ms))) {
    drop(connection);
    last_error = 5272;
    return false;
  }
  connection.up = true;
  link_up(connection.descriptor);
  return true;
}

inline bool SocketIsConnected(int handle) { return connection_of(handle).up; }
inline bool SocketTimeouts(int handle, uint send_ms, uint) {
  connection_of(handle).send_ms = static_cast<int>(send_ms);
  return true;
}

inline bool SocketIsWritable(int handle) {
  Connection &connection = connection_of(handle);
  pollfd wanted{connection.descriptor, POLLOUT, 0};
  return connection.up && poll(&wanted, 1, 0) > 0 && (wanted.revents & POLLOUT) != 0;
}

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
  last_error = 5273;
  if (!connection.up) return -1;
  if (!wait_for(connection.descriptor, POLLIN, static_cast<int>(timeout_ms))) {
    // The reference does not say whether a connection outlives a read that was in vain.
    if (std::getenv("SIM_WAITS_BREAK") != nullptr) drop(connection);
    return -1;
  }
  std::string part(most, '\0');
  ssize_t got = ::recv(connection.descriptor, part.data(), part.size(), 0);
  if (got <= 0) {
    drop(connection);
    return -1;
  }
  unanswered.erase(connection.descriptor);
  bytes_into(bytes, part.substr(0, static_cast<size_t>(got)));
  return static_cast<int>(got);
}

inline int SocketSend(int handle, const MqlArr<uchar> &bytes, uint length) {
  Connection &connection = connection_of(handle);
  std::string all;
  for (uint i = 0; i < length; i++) all += static_cast<char>(bytes[i]);
  for (size_t sent = 0; connection.up && sent < all.size();) {
    pollfd wanted{connection.descriptor, POLLOUT, 0};
    ssize_t got = -1;
    if (poll(&wanted, 1, connection.send_ms) > 0)
      got = ::send(connection.descriptor, all.data() + sent, all.size() - sent,
                   MSG_NOSIGNAL | MSG_DONTWAIT);
    if (got < 0) drop(connection);
    if (got > 0) sent += static_cast<size_t>(got);
  }
  if (connection.up) return static_cast<int>(length);
  last_error = 5273;
  return -1;
}
#endif
}  // namespace mql
