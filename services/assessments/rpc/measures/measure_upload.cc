#include "services/assessments/rpc/measures/measure_upload.h"

#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/measures/convert_measure.h"
#include "services/assessments/rpc/measures/requests.h"
#include "services/assessments/rpc/measures/value_methods.h"

namespace pcsp::assessments {
namespace {

constexpr size_t kMostBytes = 16 << 20;
constexpr int kMostRows = 200'000;

}  // namespace

MeasureUpload::MeasureUpload(const EvidenceTools& tools, absl::Time now)
    : tools_(tools),
      now_(now),
      reader_({.delimiter = 0}, [this](int64_t line, std::vector<std::string> fields) {
        if (table_) return Row(line, fields);
        absl::StatusOr<MeasureTable> table = MeasureTable::Make(fields);
        if (table.ok()) table_ = *std::move(table);
        return table.status();
      }) {}

absl::Status MeasureUpload::Message(const pb::ImportMeasuresRequest& request) {
  if (!started_) {
    RETURN_IF_ERROR(Start(request));
  } else if (request.has_config()) {
    return InvalidField("config", "", "the configuration in the first message alone");
  }
  content_ += request.data();
  if (content_.size() > kMostBytes) {
    return InvalidField("data", absl::StrCat(content_.size(), " bytes"), "at most 16 MiB in all");
  }
  return reader_.Push(request.data());
}

absl::Status MeasureUpload::Start(const pb::ImportMeasuresRequest& request) {
  Violations violations;
  if (!request.has_config()) violations.Add("config", "", "a configuration in the first message");
  config_ = request.config();
  programme_ = ProgrammeFrom("config.parent", config_.parent(), violations);
  RequestIdFrom("config.request_id", config_.request_id(), violations);
  if (config_.size_bytes() < 0 || config_.size_bytes() > static_cast<int64_t>(kMostBytes)) {
    violations.Add("config.size_bytes", absl::StrCat(config_.size_bytes()), "0 to 16 MiB");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(book_, BookOf(tools_, programme_));
  started_ = true;
  return absl::OkStatus();
}

absl::Status MeasureUpload::Row(int64_t line, const std::vector<std::string>& fields) {
  if (++count_ > kMostRows) {
    return InvalidField("data", absl::StrCat(count_, " rows"), "at most 200000 rows");
  }
  const Place place{count_, line};
  absl::StatusOr<MeasureRow> row = table_->Read(fields, programme_, book_, MonthOf(now_));
  if (row.ok()) {
    const auto [first, is_first] =
        seen_.try_emplace({row->organisation, row->measure, row->month}, count_);
    if (is_first) {
      rows_.push_back(*std::move(row));
      places_.push_back(place);
      return absl::OkStatus();
    }
    row = InvalidField("month", spc::FormatMonth(row->month),
                       absl::StrCat("each site, measure and month once; it is in row ",
                                    first->second, " already"));
  }
  faulty_.emplace_back(place, row.status());
  return absl::OkStatus();
}

absl::StatusOr<std::string> MeasureUpload::Record(const rpc::Call&) {
  pb::ImportMeasuresConfig asked = config_;
  asked.clear_size_bytes();
  sql::RequestKey key = ChangeKey("ImportMeasures", asked);
  key.payload_hash = Sha256Hex(absl::StrCat(key.payload_hash, Sha256Hex(content_)));
  const auto encode = [this](const std::vector<Recording>& recordings) {
    RowReports reports(true);
    for (const auto& [place, faults] : faulty_) {
      reports.Add(place.row, place.line, MeasureVerdict::kRejected, faults);
    }
    for (size_t i = 0; i < recordings.size(); ++i) {
      reports.Add(places_[i].row, places_[i].line, recordings[i].verdict, recordings[i].faults);
    }
    return reports.Take().SerializeAsString();
  };
  return tools_.store->RecordValues(key, programme_, now_, config_.validate_only(), rows_, encode);
}

absl::StatusOr<pb::RecordMeasuresResponse> MeasureUpload::Done(const rpc::Call& call) {
  if (!started_) return InvalidField("config", "", "a configuration in the first message");
  // A stream that breaks off may look like one that has ended.
  const auto size = static_cast<int64_t>(content_.size());
  const bool short_of = config_.size_bytes() > 0 && config_.size_bytes() != size;
  if (short_of || (call.cancelled && call.cancelled())) return UploadCutOff();
  RETURN_IF_ERROR(reader_.Finish());
  if (!table_) {
    Violations violations;
    violations.Add("columns", "", "a header row");
    return violations.ToStatus("INVALID_FILE");
  }
  auto reply = ReplyFrom<pb::RecordMeasuresResponse>(Record(call));
  if (reply.ok()) tools_.Ring(absl::StrCat(config_.parent(), "/measureValues"));
  return reply;
}

}  // namespace pcsp::assessments
