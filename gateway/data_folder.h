// The folder of the SQLite files, held by one process at a time.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace pcsp::gateway {

class DataFolder {
 public:
  // Makes the folder if it is missing and takes its lock, which goes with the process however that
  // ends. Errors: FAILED_PRECONDITION, DATA_FOLDER_IN_USE; UNAVAILABLE, DATA_FOLDER_UNUSABLE.
  static absl::StatusOr<std::unique_ptr<DataFolder>> Open(const std::string& path);
  ~DataFolder();

  // Random bytes that stay with the folder; they sign page tokens.
  absl::StatusOr<std::string> Secret() const;

 private:
  DataFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

  const std::string path_;
  const int lock_;
};

}  // namespace pcsp::gateway
