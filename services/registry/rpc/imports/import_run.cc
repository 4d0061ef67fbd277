#include "services/registry/rpc/imports/import_run.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/text/csv_reader.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/names.h"
#include "services/registry/rpc/imports/import_reply.h"
#include "services/registry/rpc/imports/key_file.h"
#include "services/registry/rpc/imports/writes_behind.h"

namespace pcsp::registry {
namespace {

constexpr int kRowsAtOnce = 1000;
constexpr int kFewOrganisations = 1000;  // quicker known whole than looked up

// More than one in ten of the sites that are open looks like the wrong file.
bool TooMany(int lost_sites, int open_sites) { return 10 * lost_sites > open_sites; }

Source SourceOf(v1::ImportFormat format) {
  switch (format) {
    case v1::IMPORT_FORMAT_PCN_PARTNERS:
      return Source::kPcnPartners;
    case v1::IMPORT_FORMAT_WORKFORCE:
      return Source::kWorkforce;
    case v1::IMPORT_FORMAT_SITE_CONTEXTS:
      return Source::kSiteContexts;
    case v1::IMPORT_FORMAT_PEOPLE:
      return Source::kPeople;
    default:
      return Source::kEpraccur;
  }
}

}  // namespace

bool Cancelled(const rpc::Call& call) { return call.cancelled && call.cancelled(); }

absl::StatusOr<v1::ImportReport> ImportRun::In(Writer& writer) const {
  RETURN_IF_ERROR(writer.Lock(job_.programme));
  const int open_sites = writer.CountSitesOn(job_.programme, DayOf(call_.now));
  if (job_.config.format() == v1::IMPORT_FORMAT_PEOPLE) {
    writer.TellsOf(job_.programme, kManyPeople);
    writer.Concerns(PersonName(job_.programme, kManyPeople));
  }
  ImportReport report;
  v1::ImportOutcome outcome = v1::IMPORT_OUTCOME_UNSPECIFIED;
  RETURN_IF_ERROR(writer.KeepIf([&]() -> absl::StatusOr<bool> {
    RETURN_IF_ERROR(TakeAll(writer, report));
    ASSIGN_OR_RETURN(outcome, Decide(report.counts(), open_sites));
    return outcome == v1::IMPORT_OUTCOME_APPLIED;
  }));
  v1::ImportReport reply = ImportReply(job_.programme, outcome, report, job_.content_sha256);
  reply.set_open_sites(open_sites);
  reply.set_needs_force(!job_.config.force() && TooMany(report.counts().lost_sites, open_sites));
  return reply;
}

std::unique_ptr<FileImport> ImportRun::NewFile(absl::Status* kept) const {
  return MakeFileImport(
      {job_.programme,
       {SourceOf(job_.config.format()), job_.content_sha256},
       ParseDate(job_.config.effective_date()),
       call_.now,
       [this] { return NewUuid(call_.now); },
       job_.titles,
       [this, kept] { return std::make_unique<KeyFile>(job_.most_rows, job_.file.room(), kept); }});
}

absl::Status ImportRun::TakeAll(Writer& writer, ImportReport& report) const {
  absl::Status kept;
  const std::unique_ptr<FileImport> file = NewFile(&kept);
  // What was known before the file is all that such rows ask for.
  const std::optional<Known> before =
      file->RowsStandAlone() ? writer.FindAll(job_.programme, kFewOrganisations) : std::nullopt;
  bool touched = false;
  RowsAhead rows(kRowsAtOnce, [this](const RowsAhead::Take& take) { return ReadRows(take); });
  WritesBehind writes(&writer);
  for (;;) {
    ASSIGN_OR_RETURN(std::vector<FileLine> batch, rows.Next());
    if (batch.empty()) break;
    for (FileLine& line : batch) {
      RETURN_IF_ERROR(file->Take(static_cast<int>(line.number), line.fields));
    }
    if (Cancelled(call_)) return ImportCutOff();
    if (!before) writes.Pause();
    Known known = before ? *before : writer.Find(job_.programme, file->wanted());
    writes.Begin();
    ImportChanges changes;
    file->Plan(std::move(known), changes, report);
    if (changes.empty()) continue;
    // Nothing has been written before the first changes, so the writer is free.
    if (!std::exchange(touched, true)) RETURN_IF_ERROR(writer.Touch(job_.programme));
    writes.Put(changes);
    if (!file->RowsStandAlone()) writes.Begin();
  }
  writes.Begin();
  writes.Pause();
  RETURN_IF_ERROR(kept);
  return report.counts().rows == 0 ? EmptyImport() : absl::OkStatus();
}

absl::Status ImportRun::ReadRows(const RowsAhead::Take& take) const {
  int taken = 0;
  text::CsvReader reader({.delimiter = 0}, [&](int64_t line, std::vector<std::string> fields) {
    if (++taken > job_.most_rows) return ImportTooLarge(absl::StrCat(job_.most_rows, " rows"));
    return take(line, std::move(fields));
  });
  RETURN_IF_ERROR(job_.file.Read([&](absl::string_view bytes) { return reader.Push(bytes); }));
  return reader.Finish();
}

absl::StatusOr<v1::ImportOutcome> ImportRun::Decide(const ImportCounts& counts,
                                                    int open_sites) const {
  if (job_.config.validate_only()) return v1::IMPORT_OUTCOME_VALIDATED;
  if (counts.rejected > 0 && job_.config.mode() != v1::IMPORT_MODE_PARTIAL) {
    return v1::IMPORT_OUTCOME_REFUSED;
  }
  if (!job_.config.force() && TooMany(counts.lost_sites, open_sites)) {
    return ImportClosesTooMany(job_.programme, counts.lost_sites, open_sites);
  }
  return v1::IMPORT_OUTCOME_APPLIED;
}

}  // namespace pcsp::registry
