// Backing up everything that pcsp keeps, while it runs, and putting it back where nothing is.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/backup/manifest.h"

namespace pcsp::backup {

// Where pcsp keeps what it knows: a folder or a database.
struct Place {
  std::string data_dir;               // of the SQLite files, `<service>.db`
  std::string database_url;           // postgresql://..., a schema a service; "" for SQLite
  std::vector<std::string> services;  // that there may be
};

// Hears what is being done to which service's database, and how far that is.
using Watch = std::function<void(const std::string& doing, int64_t done, int64_t total)>;

// Writes a backup to the folder `to`, which must not exist: a copy of each service's database, and
// manifest.json. On PostgreSQL all copies are of one moment; on SQLite each is of one of its own.
// Errors: BACKUP_EXISTS, NOTHING_TO_BACK_UP, BACKUP_FAILED, BACKUP_DAMAGED (of the source),
// FILE_UNWRITABLE.
absl::StatusOr<Manifest> Backup(const Place& from, const std::string& to, absl::Time now,
                                const Watch& watch);

// Puts the backup in the folder `from` into a place that holds nothing yet, and compares what is
// there then with the manifest: schema steps, rows of every table, the end of every audit, and each
// line of these. If anything differs nothing stays; if it is killed, no pcspd starts on what there
// is. What was restored. Errors: BACKUP_DAMAGED with
// every difference, RESTORE_TARGET_NOT_EMPTY, WRONG_ENGINE, DATA_FOLDER_IN_USE, BACKUP_FAILED,
// FILE_UNWRITABLE.
absl::StatusOr<Manifest> Restore(const std::string& from, const Place& to, const Watch& watch);

}  // namespace pcsp::backup
