// A whole file taken into a programme, in one transaction.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/registry/v1/registry_import.pb.h"
#include "services/registry/domain/imports/file_import.h"
#include "services/registry/rpc/imports/rows_ahead.h"
#include "services/registry/rpc/imports/spool.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// True once nobody waits for the reply of `call`.
bool Cancelled(const rpc::Call& call);

// A file that has come whole, and what is to be done with it.
struct ImportJob {
  const std::string& programme;
  const v1::ImportConfig& config;
  const std::string& content_sha256;
  const Spool& file;
  int most_rows;
  const JobTitles* titles;  // for files of people
};

// Takes the file a thousand rows at a time, so that memory does not grow with it; the rows before
// are written and those after read meanwhile. May be run again if the transaction is. What it is
// given must outlive it.
class ImportRun {
 public:
  ImportRun(const ImportJob& job, const rpc::Call& call) : job_(job), call_(call) {}

  // Errors fail the transaction; a file that is refused because of its rows is no error.
  absl::StatusOr<v1::ImportReport> In(Writer& writer) const;

 private:
  // `kept` will say what became of the keys that memory does not hold.
  std::unique_ptr<FileImport> NewFile(absl::Status* kept) const;
  absl::Status ReadRows(const RowsAhead::Take& take) const;
  absl::Status TakeAll(Writer& writer, ImportReport& report) const;
  absl::StatusOr<v1::ImportOutcome> Decide(const ImportCounts& counts, int open_sites) const;

  const ImportJob job_;
  const rpc::Call& call_;
};

}  // namespace pcsp::registry
