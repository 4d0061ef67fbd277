// What a backup says of itself, in manifest.json.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/storage/backup/contents.h"
#include "common/storage/sql.h"

namespace pcsp::backup {

// The database of one service.
struct Part {
  std::string service;  // "registry"
  std::string file;     // in the backup's folder
  int64_t bytes = 0;
  std::string sha256;  // of the file
  Contents contents;

  bool operator==(const Part&) const = default;
};

struct Manifest {
  sql::Engine engine = sql::Engine::kSqlite;
  absl::Time time;  // whole seconds, when the backup began
  std::vector<Part> parts;

  bool operator==(const Manifest&) const = default;
};

// JSON that ends with a checksum of itself.
std::string ToJson(const Manifest& manifest);
// FAILED_PRECONDITION, BACKUP_DAMAGED for anything but what ToJson() makes.
absl::StatusOr<Manifest> FromJson(absl::string_view json);

// FAILED_PRECONDITION, BACKUP_DAMAGED: what is wrong with a backup, in words.
absl::Status BackupDamaged(absl::string_view what);

}  // namespace pcsp::backup
