// pcspctl backup, pcspctl restore
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/status_macros.h"
#include "common/storage/backup/backup.h"
#include "gateway/cli/command.h"
#include "gateway/cli/progress_bar.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

namespace pcsp::cli {
namespace {

struct BackupFlags {
  std::string folder, data_dir = "data", database_url, database_url_file;
};

backup::Place PlaceOf(const BackupFlags& flags) {
  backup::Place place{.data_dir = flags.data_dir,
                      .database_url = flags.database_url,
                      .services = {"registry", "assessments", "diagnosis", "planning"}};
  if (!flags.database_url_file.empty()) {
    std::ifstream file(flags.database_url_file);
    std::getline(file, place.database_url);
  }
  return place;
}

// A bar for each thing that is done.
backup::Watch Bars() {
  struct Bar {
    std::string doing;
    std::unique_ptr<ProgressBar> bar;
  };
  const auto now = std::make_shared<Bar>();
  return [now](const std::string& doing, int64_t done, int64_t total) {
    if (now->doing != doing) {
      now->bar.reset();
      now->bar = std::make_unique<ProgressBar>(doing);
      now->doing = doing;
    }
    now->bar->Set(done, total);
  };
}

int64_t Lines(const backup::Part& part) {
  int64_t lines = 0;
  for (const auto& [programme, end] : part.contents.heads) lines += end.sequence;
  return lines;
}

int64_t Rows(const backup::Part& part) {
  int64_t rows = 0;
  for (const auto& [table, count] : part.contents.rows) rows += count;
  return rows;
}

void Show(const Session& session, const backup::Manifest& manifest) {
  Table table({"SERVICE", "FILE", "BYTES", "TABLES", "ROWS", "AUDIT LINES"});
  for (const backup::Part& part : manifest.parts) {
    table.Add({part.service, part.file, absl::StrCat(part.bytes),
               absl::StrCat(part.contents.rows.size()), absl::StrCat(Rows(part)),
               absl::StrCat(Lines(part))});
  }
  google::protobuf::Struct message;
  const auto read = google::protobuf::util::JsonStringToMessage(backup::ToJson(manifest), &message);
  if (!read.ok()) std::cerr << "pcspctl: the manifest cannot be shown: " << read << "\n";
  Print(session.format, table, message);
}

absl::Status Backup(Session& session, const BackupFlags& flags) {
  ASSIGN_OR_RETURN(const backup::Manifest manifest,
                   backup::Backup(PlaceOf(flags), flags.folder, SystemClock().Now(), Bars()));
  Show(session, manifest);
  return absl::OkStatus();
}

absl::Status Restore(Session& session, const BackupFlags& flags) {
  const backup::Place place = PlaceOf(flags);
  ASSIGN_OR_RETURN(const backup::Manifest manifest, backup::Restore(flags.folder, place, Bars()));
  Show(session, manifest);
  if (!place.database_url.empty()) {
    std::cerr << "Everything belongs to the role of this URL now. To give it back to the services' "
                 "roles: pcspd migrate --create-roles\n";
  }
  return absl::OkStatus();
}

void SetUp(Command command, BackupFlags& flags) {
  command.AddOption("folder", flags.folder, "Folder of the backup").Required();
  const Flag folder =
      command.AddOption("--data-dir", flags.data_dir, "pcspd's folder of SQLite files")
          .ShowDefault();
  const Flag url = command.AddOption("--database-url", flags.database_url,
                                     "postgresql://... of a role that sees every schema");
  const Flag file =
      command
          .AddOption("--database-url-file", flags.database_url_file,
                     "File that holds the URL, so that its password is in no process list")
          .ExistingFile();
  folder.Excludes(url).Excludes(file);
  url.Excludes(file);
}

}  // namespace

void AddBackups(Command app, Session& session) {
  AddCommand(app, session, "backup",
             "Copy everything that pcspd keeps into a new folder, while it runs: SQLite's online "
             "copy of each service's file, or pg_dump of each service's schema, all of one moment. "
             "The folder's manifest.json has counts, audit heads and checksums. Keys are not in it",
             SetUp, Backup);
  AddCommand(app, session, "restore",
             "Put a backup into an empty folder or database, and compare rows, schema and every "
             "line of the audit with its manifest; what differs is named, and then nothing stays",
             SetUp, Restore);
}

}  // namespace pcsp::cli
