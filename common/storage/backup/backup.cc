#include "common/storage/backup/backup.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/storage/backup/files.h"
#include "common/storage/backup/postgresql_dump.h"
#include "common/storage/backup/sqlite_copy.h"
#include "common/storage/data_folder.h"

namespace pcsp::backup {
namespace {

namespace fs = std::filesystem;

constexpr char kManifest[] = "manifest.json";
constexpr char kDatabase[] = ".db";
constexpr char kDump[] = ".dump";

absl::Status BackupExists(const std::string& folder) {
  return MakeError(absl::StatusCode::kAlreadyExists,
                   absl::StrCat(folder, " exists; a backup needs a folder of its own."),
                   {.reason = "BACKUP_EXISTS"});
}

absl::Status NothingToBackUp(const std::string& place) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat("There is nothing to back up in ", place, "."),
                   {.reason = "NOTHING_TO_BACK_UP"});
}

absl::Status TargetNotEmpty(const std::string& what) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition,
      absl::StrCat("Nothing was restored, because there is something already: ", what, "."),
      {.reason = "RESTORE_TARGET_NOT_EMPTY",
       .precondition = "a folder or a database without anything of pcsp"});
}

absl::Status WrongEngine(absl::string_view wanted) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat("The backup is of another engine: restore it with ", wanted, "."),
                   {.reason = "WRONG_ENGINE", .precondition = std::string(wanted)});
}

// A folder that is gone again unless it is kept.
class Draft {
 public:
  explicit Draft(std::string path) : path_(std::move(path)) {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
    fs::create_directories(path_, ignored);
  }
  ~Draft() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  std::string File(const std::string& name) const { return absl::StrCat(path_, "/", name); }
  absl::Status Keep(const std::string& as) {
    RETURN_IF_ERROR(Sync(path_));
    return Rename(path_, as);
  }

 private:
  const std::string path_;
};

// What there is to say of a part whose file is written.
absl::Status Complete(const Draft& draft, Part& part) {
  const std::string file = draft.File(part.file);
  std::error_code error;
  part.bytes = static_cast<int64_t>(fs::file_size(file, error));
  ASSIGN_OR_RETURN(part.sha256, HashOfFile(file));
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Part>> BackUpSqlite(const Place& from, const Draft& draft,
                                               const Watch& watch) {
  std::vector<Part> parts;
  for (const std::string& service : from.services) {
    const std::string database = absl::StrCat(from.data_dir, "/", service, kDatabase);
    std::error_code error;
    if (!fs::exists(database, error)) continue;
    Part part{.service = service, .file = service + kDatabase};
    RETURN_IF_ERROR(CopySqlite(database, draft.File(part.file), [&](int64_t done, int64_t total) {
      watch(absl::StrCat("copying ", service), done, total);
    }));
    ASSIGN_OR_RETURN(part.contents, InspectSqlite(draft.File(part.file)));
    RETURN_IF_ERROR(Complete(draft, part));
    parts.push_back(std::move(part));
  }
  if (parts.empty()) return NothingToBackUp(from.data_dir);
  return parts;
}

absl::StatusOr<std::vector<Part>> BackUpPostgresql(const Place& from, const Draft& draft,
                                                   const Watch& watch) {
  std::vector<Part> parts;
  ASSIGN_OR_RETURN(auto dump, PostgresqlDump::Connect(from.database_url));
  RETURN_IF_ERROR(dump->Freeze());
  for (const std::string& service : from.services) {
    ASSIGN_OR_RETURN(const bool there, dump->HasTables(service));
    if (!there) continue;
    watch(absl::StrCat("dumping ", service), 0, 1);
    Part part{.service = service, .file = service + kDump};
    ASSIGN_OR_RETURN(part.contents, dump->Read(service));
    RETURN_IF_ERROR(dump->Dump(service, draft.File(part.file)));
    RETURN_IF_ERROR(Complete(draft, part));
    parts.push_back(std::move(part));
    watch(absl::StrCat("dumping ", service), 1, 1);
  }
  if (parts.empty()) return NothingToBackUp("the database");
  return parts;
}

// The manifest, and files that are those it names.
absl::StatusOr<Manifest> Read(const std::string& folder, const Watch& watch) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(absl::StrCat(folder, "/", kManifest)));
  ASSIGN_OR_RETURN(Manifest manifest, FromJson(text));
  std::vector<std::string> damaged;
  for (const Part& part : manifest.parts) {
    watch(absl::StrCat("checking ", part.service), 0, 1);
    const auto hash = HashOfFile(absl::StrCat(folder, "/", part.file));
    if (!hash.ok()) {
      damaged.push_back(absl::StrCat(part.file, " is missing"));
    } else if (*hash != part.sha256) {
      damaged.push_back(absl::StrCat(part.file, " is not what was written"));
    }
    watch(absl::StrCat("checking ", part.service), 1, 1);
  }
  if (!damaged.empty()) return BackupDamaged(absl::StrJoin(damaged, "; "));
  return manifest;
}

// Adds how a part differs from what was found, with the service's name.
void AddDifferences(const Part& part, const Contents& found, std::vector<std::string>& all) {
  for (const std::string& difference : Differences(part.contents, found)) {
    all.push_back(absl::StrCat(part.service, ": ", difference));
  }
}

absl::Status CheckEmpty(const std::string& folder) {
  std::vector<std::string> there;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename();
    // What a folder has for itself, and what a restoration that was killed has left behind.
    const bool own = name == "lock" || absl::EndsWith(name, ".key");
    if (!own && !absl::EndsWith(name, kRestoring)) there.push_back(entry.path());
  }
  std::sort(there.begin(), there.end());
  return there.empty() ? absl::OkStatus() : TargetNotEmpty(absl::StrJoin(there, ", "));
}

// Files that are gone again unless they get their own names; DataFolder::CheckWhole() knows the
// others.
class DraftFiles {
 public:
  explicit DraftFiles(std::string folder) : folder_(std::move(folder)) {}
  ~DraftFiles() {
    if (keeping_) return;
    std::error_code ignored;
    for (const std::string& name : names_) fs::remove(Path(name) + kRestoring, ignored);
  }
  std::string Add(const std::string& name) {
    names_.push_back(name);
    return Path(name) + kRestoring;
  }
  absl::Status Keep() {
    // From here on what has no name of its own yet says that something is missing.
    keeping_ = true;
    for (const std::string& name : names_) {
      RETURN_IF_ERROR(Rename(Path(name) + kRestoring, Path(name)));
    }
    return absl::OkStatus();
  }

 private:
  std::string Path(const std::string& name) const { return absl::StrCat(folder_, "/", name); }

  const std::string folder_;
  std::vector<std::string> names_;
  bool keeping_ = false;
};

absl::Status RestoreSqlite(const Manifest& manifest, const std::string& from,
                           const std::string& folder, const Watch& watch) {
  ASSIGN_OR_RETURN(const auto held, DataFolder::Open(folder));
  RETURN_IF_ERROR(CheckEmpty(folder));
  std::vector<std::string> differences;
  DraftFiles drafts(folder);
  for (const Part& part : manifest.parts) {
    const std::string draft = drafts.Add(part.file);
    watch(absl::StrCat("restoring ", part.service), 0, 1);
    RETURN_IF_ERROR(CopyFile(absl::StrCat(from, "/", part.file), draft));
    ASSIGN_OR_RETURN(const Contents found, InspectSqlite(draft));
    AddDifferences(part, found, differences);
    watch(absl::StrCat("restoring ", part.service), 1, 1);
  }
  if (!differences.empty()) return BackupDamaged(absl::StrJoin(differences, "; "));
  return drafts.Keep();
}

absl::Status RestorePart(PostgresqlDump& dump, const Part& part, const std::string& from,
                         std::vector<std::string>& differences) {
  RETURN_IF_ERROR(dump.Restore(part.service, absl::StrCat(from, "/", part.file)));
  ASSIGN_OR_RETURN(const Contents found, dump.Read(part.service));
  AddDifferences(part, found, differences);
  return absl::OkStatus();
}

absl::Status RestorePostgresql(const Manifest& manifest, const std::string& from, const Place& to,
                               const Watch& watch) {
  ASSIGN_OR_RETURN(auto dump, PostgresqlDump::Connect(to.database_url));
  std::vector<std::string> there, differences;
  for (const std::string& service : to.services) {
    ASSIGN_OR_RETURN(const bool full, dump->HasTables(service));
    if (full) there.push_back(absl::StrCat("schema ", service));
  }
  if (!there.empty()) return TargetNotEmpty(absl::StrJoin(there, ", "));
  absl::Status status;
  for (const Part& part : manifest.parts) {
    watch(absl::StrCat("restoring ", part.service), 0, 1);
    status = RestorePart(*dump, part, from, differences);
    if (!status.ok()) break;
    watch(absl::StrCat("restoring ", part.service), 1, 1);
  }
  if (status.ok() && differences.empty()) return absl::OkStatus();
  for (const Part& part : manifest.parts) dump->Drop(part.service).IgnoreError();
  return status.ok() ? BackupDamaged(absl::StrJoin(differences, "; ")) : status;
}

}  // namespace

absl::StatusOr<Manifest> Backup(const Place& from, const std::string& to, absl::Time now,
                                const Watch& watch) {
  std::error_code error;
  if (fs::exists(to, error)) return BackupExists(to);
  Draft draft(absl::StrCat(to, ".partial"));
  Manifest manifest{.time = absl::FromUnixSeconds(absl::ToUnixSeconds(now))};
  if (from.database_url.empty()) {
    ASSIGN_OR_RETURN(manifest.parts, BackUpSqlite(from, draft, watch));
  } else {
    manifest.engine = sql::Engine::kPostgresql;
    ASSIGN_OR_RETURN(manifest.parts, BackUpPostgresql(from, draft, watch));
  }
  RETURN_IF_ERROR(WriteFile(draft.File(kManifest), ToJson(manifest)));
  RETURN_IF_ERROR(draft.Keep(to));
  return manifest;
}

absl::StatusOr<Manifest> Restore(const std::string& from, const Place& to, const Watch& watch) {
  ASSIGN_OR_RETURN(Manifest manifest, Read(from, watch));
  const bool postgresql = manifest.engine == sql::Engine::kPostgresql;
  if (postgresql == to.database_url.empty()) {
    return WrongEngine(postgresql ? "--database-url" : "--data-dir");
  }
  RETURN_IF_ERROR(postgresql ? RestorePostgresql(manifest, from, to, watch)
                             : RestoreSqlite(manifest, from, to.data_dir, watch));
  return manifest;
}

}  // namespace pcsp::backup
