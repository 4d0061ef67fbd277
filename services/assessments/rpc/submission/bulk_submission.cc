#include "services/assessments/rpc/submission/bulk_submission.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/fhir/coding_direction.h"

namespace pcsp::assessments {
namespace {

constexpr int64_t kMostBytes = 64 << 20;
constexpr int kMostReports = 10'000;
constexpr int kMostFaults = 20'000;

}  // namespace

BulkSubmission::BulkSubmission(Store* store, FrozenWaves* waves, const Catalogue* catalogue)
    : store_(store),
      waves_(waves),
      catalogue_(catalogue),
      reader_({.delimiter = 0}, [this](int64_t line, std::vector<std::string> fields) {
        return table_ ? Row(line, fields) : Header(fields);
      }) {}

absl::Status BulkSubmission::Message(const pb::BulkSubmitResponsesRequest& request) {
  if (!started_) {
    RETURN_IF_ERROR(Start(request));
  } else if (request.has_config()) {
    return InvalidField("config", "", "the configuration in the first message alone");
  }
  bytes_ += static_cast<int64_t>(request.data().size());
  if (bytes_ > kMostBytes) {
    return InvalidField("data", absl::StrCat(bytes_, " bytes"), "at most 64 MiB in all");
  }
  return reader_.Push(request.data());
}

absl::Status BulkSubmission::Start(const pb::BulkSubmitResponsesRequest& request) {
  Violations violations;
  if (!request.has_config()) violations.Add("config", "", "a configuration in the first message");
  const WaveName name = WaveNameFrom("config.parent", request.config().parent(), violations);
  claims_.SetRequestId(
      RequestIdFrom("config.request_id", request.config().request_id(), violations));
  size_bytes_ = request.config().size_bytes();
  if (size_bytes_ < 0 || size_bytes_ > kMostBytes) {
    violations.Add("config.size_bytes", absl::StrCat(size_bytes_), "0 to 64 MiB");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  validate_only_ = request.config().validate_only();
  all_or_nothing_ = request.config().all_or_nothing();
  ASSIGN_OR_RETURN(wave_, waves_->Load(name));
  // What is in memory may be of before it closed. Storing looks again.
  ASSIGN_OR_RETURN(const Wave now, store_->GetWave(name));
  RETURN_IF_ERROR(TakesAnswers(now.state, name));
  RETURN_IF_ERROR(TakesAnswersOfAnybody(now));
  started_ = true;
  return absl::OkStatus();
}

absl::Status BulkSubmission::Header(const std::vector<std::string>& fields) {
  std::vector<const Instrument*> instruments;
  for (const std::string& name : wave_->wave.instruments) {
    const Instrument* const instrument = catalogue_->Find(name);
    if (instrument == nullptr) return InstrumentNotFound(name);
    instruments.push_back(instrument);
  }
  ASSIGN_OR_RETURN(table_, ResponseTable::Make(fields, instruments));
  return absl::OkStatus();
}

// An organisation's id, in upper case too, as codes are often written, or its full name.
const WaveSite* BulkSubmission::SiteOf(absl::string_view text) const {
  const auto name = ParseOrganisationName(text);
  if (name && name->programme == wave_->wave.name.programme) return wave_->Find(name->organisation);
  return wave_->Find(absl::AsciiStrToLower(text));
}

const Instrument* BulkSubmission::InstrumentAt(int site) const {
  return InstrumentFor(wave_->wave, wave_->sites[site - 1].level, *catalogue_);
}

absl::StatusOr<PackedResponse> BulkSubmission::Read(const std::vector<std::string>& fields) const {
  const WaveSite* site = nullptr;
  ASSIGN_OR_RETURN(PackedRow row, table_->Pack(fields, [&](absl::string_view text) -> AskedAt {
    site = SiteOf(text);
    if (site == nullptr) return AskedAt(nullptr);
    return AskedAt(InstrumentFor(wave_->wave, site->level, *catalogue_), site->level,
                   site->milestone);
  }));
  return PackedResponse{.wave_key = wave_->wave.key,
                        .wave = wave_->wave.name,
                        .site = site->number,
                        .staff_group = row.staff_group,
                        .answers = std::move(row.answers),
                        .claim = "",
                        .words = std::move(row.words)};
}

absl::Status BulkSubmission::Row(int64_t line, const std::vector<std::string>& fields) {
  response_.set_rows(response_.rows() + 1);
  const Place row{response_.rows(), line};
  absl::StatusOr<PackedResponse> response = Read(fields);
  const absl::string_view response_id = table_->ResponseIdOf(fields);
  const absl::Status once = claims_.Note(row.row, response_id);
  if (!response.ok() || !once.ok()) {
    Violations violations;
    violations.Merge("", response.status());
    violations.Merge("", once);
    response_.set_rejected(response_.rejected() + 1);
    Report(row, pb::ROW_VERDICT_REJECTED, violations.ToStatus());
    return absl::OkStatus();
  }
  response->claim = claims_.ClaimFor(row.row, response_id, InstrumentAt(response->site)->name());
  responses_.push_back(*std::move(response));
  places_.push_back(row);
  return absl::OkStatus();
}

absl::Status BulkSubmission::CheckCoding() const {
  std::map<const Instrument*, std::vector<absl::string_view>> rows;
  for (const PackedResponse& response : responses_) {
    rows[InstrumentAt(response.site)].push_back(response.answers);
  }
  for (const auto& [instrument, answers] : rows) {
    const DirectionCheck check = CheckDirection(*instrument, answers);
    if (!check.reversed) continue;
    return CodingReversed(instrument->name(), check.respondents, check.correlation);
  }
  return absl::OkStatus();
}

std::optional<FileClaims> BulkSubmission::ClaimsOfFile() const {
  const std::string& id = claims_.request_id();
  if (id.empty() || table_->has_response_ids()) return std::nullopt;
  return FileClaims{wave_->wave.key, ClaimOf(id),
                    ClaimOf(absl::StrCat(id, "/rows/", response_.rows()))};
}

absl::Status BulkSubmission::StoreRows() {
  ASSIGN_OR_RETURN(const Store::AppendResults results,
                   store_->AppendFile(ClaimsOfFile(), responses_));
  // One transaction sees one state of the wave, so what it says of one row goes for all.
  for (const auto& result : results) RETURN_IF_ERROR(result.status());
  for (size_t i = 0; i < results.size(); ++i) {
    if (*results[i] == Appended::kStored) {
      response_.set_accepted(response_.accepted() + 1);
    } else {
      response_.set_duplicates(response_.duplicates() + 1);
      Report(places_[i], pb::ROW_VERDICT_DUPLICATE, absl::OkStatus());
    }
  }
  return absl::OkStatus();
}

void BulkSubmission::Report(Place row, pb::RowVerdict verdict, const absl::Status& faults) {
  if (response_.reports_size() >= kMostReports || faults_ >= kMostFaults) {
    response_.set_truncated(true);
    return;
  }
  auto* report = response_.add_reports();
  report->set_row(row.row);
  report->set_line(static_cast<int32_t>(row.line));
  report->set_verdict(verdict);
  const auto detail = ErrorDetailOf(faults);
  if (!detail) return;
  for (const Violation& violation : detail->violations) {
    ++faults_;
    auto* fault = report->add_faults();
    fault->set_column(violation.field);
    fault->set_given(violation.given);
    fault->set_expected(violation.expected);
  }
}

absl::StatusOr<pb::BulkSubmitResponsesResponse> BulkSubmission::Done(const rpc::Call& call) {
  if (!started_) return InvalidField("config", "", "a configuration in the first message");
  // A stream that breaks off may look like one that has ended.
  const bool short_of = size_bytes_ > 0 && size_bytes_ != bytes_;
  if (short_of || (call.cancelled && call.cancelled())) return UploadCutOff();
  RETURN_IF_ERROR(reader_.Finish());
  if (!table_) {
    Violations violations;
    violations.Add("columns", "", "a header row");
    return violations.ToStatus("INVALID_FILE");
  }
  RETURN_IF_ERROR(CheckCoding());
  const bool refused = all_or_nothing_ && response_.rejected() > 0;
  if (validate_only_ && !refused) {
    response_.set_accepted(static_cast<int>(responses_.size()));
  } else if (!refused) {
    RETURN_IF_ERROR(StoreRows());
  }
  std::sort(response_.mutable_reports()->begin(), response_.mutable_reports()->end(),
            [](const auto& a, const auto& b) { return a.row() < b.row(); });
  return std::move(response_);
}

}  // namespace pcsp::assessments
