// One file being taken into a programme. A new kind of file is a reader of its rows (epraccur.h)
// and a plan for them (practice_import.h); everything else all kinds have in common.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/registry/domain/imports/changes.h"
#include "services/registry/domain/imports/first_lines.h"
#include "services/registry/domain/imports/import_report.h"
#include "services/registry/domain/imports/known.h"
#include "services/registry/domain/people/job_titles.h"
#include "services/registry/domain/period.h"
#include "services/registry/domain/source.h"

namespace pcsp::registry {

// The surroundings of an import.
struct ImportSetting {
  std::string programme;
  Claimant claimant;                   // the kind of file, and its hash
  std::optional<Date> effective_date;  // from the caller, for files that hold none
  absl::Time now;
  std::function<std::string()> new_uid;  // a fresh UUID at each call
  const JobTitles* titles = nullptr;     // for files of people; must outlive the import
  FirstLines::MakeMore more_lines;       // for files of more keys than memory is meant to hold
};

// Rows are taken in the order of the file, some at a time, so that a large file needs no more
// memory than a small one: Take() some, find out what is wanted(), Plan() them, write the changes,
// and so on. The same rows planned against a programme that took them before are all unchanged.
class FileImport {
 public:
  virtual ~FileImport() = default;

  // One row as it stands in the file, in UTF-8; a format with a header takes it first. What is
  // wrong with a row is reported by Plan(). An error here is one of the whole file.
  virtual absl::Status Take(int line, absl::Span<const std::string> fields) = 0;

  // What has to be known to plan the rows taken since the last Plan().
  virtual Wanted wanted() const = 0;

  // True if no row asks for what a row before it changes: what is wanted may then be looked up
  // before the changes of the last Plan() are written.
  virtual bool RowsStandAlone() const { return false; }

  // Adds what those rows change and what is to be said of them.
  virtual void Plan(Known known, ImportChanges& changes, ImportReport& report) = 0;
};

// The import of the kind of file that the claimant is.
std::unique_ptr<FileImport> MakeFileImport(ImportSetting setting);

}  // namespace pcsp::registry
