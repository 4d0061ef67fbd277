// SQLite's online copy: of one moment, while a server goes on writing.
#pragma once

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "common/storage/backup/contents.h"

namespace pcsp::backup {

// Hears how many pages of how many are done.
using Progress = absl::FunctionRef<void(int64_t done, int64_t total)>;

// Copies the database in the file `from` to a new file `to`, which needs no other file beside it.
// BACKUP_FAILED in SQLite's words.
absl::Status CopySqlite(const std::string& from, const std::string& to, Progress progress);

// What lies in a file that nobody uses. BACKUP_DAMAGED if SQLite finds it damaged or its audit is
// not sound; BACKUP_FAILED if it cannot be read.
absl::StatusOr<Contents> InspectSqlite(const std::string& path);

// FAILED_PRECONDITION, BACKUP_FAILED: what went wrong, in words of whoever it went wrong for. Only
// for commands of those who have the database anyway.
absl::Status BackupFailed(absl::string_view what);

}  // namespace pcsp::backup
