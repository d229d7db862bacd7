// The terminal's own folder of files: $SIM_FILES; the one that terminals share: $SIM_COMMON.
// Binary only, as the sources use it.
#pragma once
#include <filesystem>
#include <map>
#include <memory>

#include "oddities.hpp"
#include "texts.hpp"

namespace mql {
enum {
  FILE_READ = 1,
  FILE_WRITE = 2,
  FILE_BIN = 4,
  FILE_SHARE_READ = 128,
  FILE_SHARE_WRITE = 256,
  FILE_REWRITE = 512,
  FILE_COMMON = 4096,
  INVALID_HANDLE = -1,
};
enum ENUM_FILE_POSITION { SEEK_SET_ = 0, SEEK_CUR_ = 1, SEEK_END_ = 2 };
#undef SEEK_END
inline constexpr int SEEK_END = 2;

using FileOwner = std::unique_ptr<FILE, int (*)(FILE *)>;
inline std::map<int, FileOwner> &files() {
  // Never destroyed: an Expert Advisor's own objects close their files when the process ends.
  static auto *open = new std::map<int, FileOwner>();
  return *open;
}

inline FILE *file_of(int handle) {
  auto found = files().find(handle);
  if (found == files().end()) critical("a file is used that is not open");
  return found->second.get();
}

// Empty where the terminal has no folder.
inline std::filesystem::path path_of(const string &name, int common) {
  const char *root = std::getenv((common & FILE_COMMON) != 0 ? "SIM_COMMON" : "SIM_FILES");
  if (root == nullptr) return {};
  std::string relative = utf8(name);
  for (char &unit : relative)
    if (unit == '\\') unit = '/';
  return std::filesystem::path(root) / relative;
}

inline bool FileIsExist(const string &name, int common = 0) {
  return std::filesystem::is_regular_file(path_of(name, common));
}
inline bool FileDelete(const string &name, int common = 0) {
  std::error_code trouble;
  return std::filesystem::remove(path_of(name, common), trouble);
}
inline bool FileMove(const string &from, int common, const string &to, int flags) {
  if (FileIsExist(to, flags) && (flags & FILE_REWRITE) == 0) return false;
  std::error_code trouble;
  std::filesystem::rename(path_of(from, common), path_of(to, flags), trouble);
  return !trouble;
}

inline int FileOpen(const string &name, int flags) {
  std::filesystem::path path = path_of(name, flags);
  if (path.empty()) return INVALID_HANDLE;
  bool writes = (flags & FILE_WRITE) != 0, reads = (flags & FILE_READ) != 0;
  if (writes) {
    std::error_code trouble;
    std::filesystem::create_directories(path.parent_path(), trouble);
  }
  const char *mode = writes ? (reads && std::filesystem::exists(path) ? "r+b" : "w+b") : "rb";
  FILE *file = std::fopen(path.c_str(), mode);
  if (file == nullptr) return INVALID_HANDLE;
  static int last = 0;
  files().emplace(++last, FileOwner(file, std::fclose));
  return last;
}

inline void FileClose(int handle) { files().erase(handle); }
inline void FileFlush(int handle) { std::fflush(file_of(handle)); }
inline bool FileSeek(int handle, long offset, int origin) {
  return std::fseek(file_of(handle), offset, origin) == 0;
}

inline uint FileReadArray(int handle, MqlArr<uchar> &bytes, int at, int count) {
  if (at != 0 || count != WHOLE_ARRAY) critical("FileReadArray: other use");
  std::string all;
  char part[65536];
  for (size_t got; (got = std::fread(part, 1, sizeof part, file_of(handle))) > 0;)
    all.append(part, got);
  bytes_into(bytes, all);
  return static_cast<uint>(all.size());
}

inline uint FileWriteArray(int handle, const MqlArr<uchar> &bytes, int at, int count) {
  std::string part;
  for (int i = at; i < at + count; i++) part += static_cast<char>(bytes[i]);
  if (disk_is_full) part.resize(part.size() / 2);
  return static_cast<uint>(std::fwrite(part.data(), 1, part.size(), file_of(handle)));
}
}  // namespace mql
