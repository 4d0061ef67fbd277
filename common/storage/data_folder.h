// The folder of the SQLite files, held by one process at a time.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace pcsp {

// What a database is called while it is being restored, after its own name.
inline constexpr char kRestoring[] = ".restoring";

class DataFolder {
 public:
  // Makes the folder if it is missing and takes its lock, which goes with the process however that
  // ends. Errors: FAILED_PRECONDITION, DATA_FOLDER_IN_USE; UNAVAILABLE, DATA_FOLDER_UNUSABLE.
  static absl::StatusOr<std::unique_ptr<DataFolder>> Open(const std::string& path);
  ~DataFolder();

  // FAILED_PRECONDITION, DATA_FOLDER_INCOMPLETE: a restoration into it was cut short.
  absl::Status CheckWhole() const;

  // Random bytes that stay with the folder; they sign page tokens.
  absl::StatusOr<std::string> Secret() const;
  // A private key as PEM that stays with the folder; it signs the heads of audits.
  absl::StatusOr<std::string> AuditKey() const;

 private:
  DataFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

  // What the file of that name holds, or else `make()`, which it holds from now on.
  absl::StatusOr<std::string> Kept(const std::string& name, std::string (*make)()) const;

  const std::string path_;
  const int lock_;
};

}  // namespace pcsp
