// The two uses of CryptEncode that a WebSocket handshake needs.
#pragma once
#include <array>

#include "texts.hpp"

namespace mql {
enum ENUM_CRYPT_METHOD { CRYPT_BASE64, CRYPT_HASH_SHA1 };

inline std::string base64(const std::string &bytes) {
  const char *letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint three = 0;
    for (size_t k = 0; k < 3; k++)
      three = three << 8 | (i + k < bytes.size() ? static_cast<uchar>(bytes[i + k]) : 0u);
    for (size_t k = 0; k < 4; k++) text += letters[three >> (18 - 6 * k) & 63];
  }
  for (size_t i = 0; i < (3 - bytes.size() % 3) % 3; i++) text[text.size() - 1 - i] = '=';
  return text;
}

inline uint turned(uint value, int bits) { return value << bits | value >> (32 - bits); }

inline void sha1_block(std::array<uint, 5> &hash, const std::string &message, size_t at) {
  std::array<uint, 80> words{};
  for (size_t i = 0; i < 64; i++)
    words[i / 4] = words[i / 4] << 8 | static_cast<uchar>(message[at + i]);
  for (size_t i = 16; i < 80; i++)
    words[i] = turned(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  auto [a, b, c, d, e] = hash;
  for (size_t i = 0; i < 80; i++) {
    uint mixed = i < 20 ? ((b & c) | (~b & d)) + 0x5A827999
                 : i < 40 ? (b ^ c ^ d) + 0x6ED9EBA1
                 : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC
                          : (b ^ c ^ d) + 0xCA62C1D6;
    uint next = turned(a, 5) + mixed + e + words[i];
    e = d, d = c, c = turned(b, 30), b = a, a = next;
  }
  hash[0] += a, hash[1] += b, hash[2] += c, hash[3] += d, hash[4] += e;
}

inline std::string sha1(std::string message) {
  std::array<uint, 5> hash{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  ulong bits = message.size() * 8;
  message += '\x80';
  while (message.size() % 64 != 56) message += '\0';
  for (int shift = 56; shift >= 0; shift -= 8) message += static_cast<char>(bits >> shift & 255);
  for (size_t at = 0; at < message.size(); at += 64) sha1_block(hash, message, at);
  std::string bytes;
  for (uint word : hash)
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(word >> shift & 255);
  return bytes;
}

inline int CryptEncode(ENUM_CRYPT_METHOD method, const MqlArr<uchar> &source, const MqlArr<uchar> &,
                       MqlArr<uchar> &result) {
  std::string bytes;
  for (int i = 0; i < source.size(); i++) bytes += static_cast<char>(source[i]);
  std::string made = method == CRYPT_BASE64 ? base64(bytes) : sha1(bytes);
  bytes_into(result, made);
  return result.size();
}
}  // namespace mql
