#include "gateway/cli/offline/response_file.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/text/csv_reader.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/fhir/coding_direction.h"
#include "services/assessments/domain/response_table.h"

namespace pcsp::offline {
namespace {

using assessments::Instrument;
using assessments::PackedRow;
using assessments::PairPlan;
using assessments::ResponseTable;
using assessments::SiteStatistics;
using assessments::StatisticsPlan;

constexpr size_t kMostFaults = 100;
constexpr size_t kChunk = 256 << 10;

bool Blank(absl::string_view cell) { return absl::StripAsciiWhitespace(cell).empty(); }

class ResponseReader {
 public:
  ResponseReader(const Instrument& instrument, const PairPlan& pairs)
      : instrument_(instrument), plan_(instrument), pairs_(pairs), direction_(instrument) {}

  absl::Status Row(int64_t number, std::vector<std::string> fields) {
    if (!table_) return Header(fields);
    if (faults_.list().size() >= kMostFaults) return absl::OkStatus();
    const auto packed = Pack(std::move(fields));
    if (packed.ok()) {
      Count(*packed);
    } else {
      AddFaults(number, packed.status());
    }
    return absl::OkStatus();
  }

  absl::StatusOr<CountedResponses> Finish() {
    if (!table_) faults_.Add("columns", "", "a first row that names the columns");
    if (faults_.empty() && counted_.respondents == 0) {
      faults_.Add("row 2", "", "a row for at least one respondent");
    }
    RETURN_IF_ERROR(faults_.ToStatus("INVALID_FILE"));
    if (const auto check = direction_.Check(); check.reversed) {
      return assessments::CodingReversed(instrument_.name(), check.respondents, check.correlation);
    }
    for (auto& [name, statistics] : sites_) {
      counted_.sites.push_back({.site = name, .statistics = std::move(statistics)});
    }
    return std::move(counted_);
  }

 private:
  absl::Status Header(const std::vector<std::string>& fields) {
    const Instrument* const only[] = {&instrument_};
    ASSIGN_OR_RETURN(table_, ResponseTable::Make(fields, only));
    for (size_t i = 0; i < fields.size(); ++i) {
      const std::string column = absl::AsciiStrToLower(absl::StripAsciiWhitespace(fields[i]));
      if (column == "staff_group") staff_group_ = i;
      if (column == "site") site_ = i;
    }
    return absl::OkStatus();
  }

  // What a file has that a wave has not: respondents of no staff group, or who skipped everything.
  absl::StatusOr<PackedRow> Pack(std::vector<std::string> fields) const {
    bool answered = false;
    for (size_t i = 0; i < fields.size(); ++i) {
      answered |= i != site_ && i != staff_group_ && !Blank(fields[i]);
    }
    const bool whole = fields.size() > std::max(site_, staff_group_);
    if (whole && Blank(fields[staff_group_])) fields[staff_group_] = "gp";
    Violations violations;
    if (whole && Blank(fields[site_])) violations.Add("site", "", "the name of a site");
    auto packed = table_->Pack(fields, [this](absl::string_view) { return &instrument_; });
    const ErrorDetail detail = ErrorDetailOf(packed.status()).value_or(ErrorDetail());
    for (const Violation& fault : detail.violations) {
      if (fault.field == "answers" && !answered) continue;
      violations.Add(fault.field, fault.given, fault.expected);
    }
    RETURN_IF_ERROR(violations.ToStatus());
    if (packed.ok()) return *packed;
    return PackedRow{.site = std::string(absl::StripAsciiWhitespace(fields[site_]))};
  }

  void AddFaults(int64_t number, const absl::Status& status) {
    const ErrorDetail detail = ErrorDetailOf(status).value_or(ErrorDetail());
    for (const Violation& fault : detail.violations) {
      const std::string row = absl::StrCat("row ", number);
      faults_.Add(fault.field.empty() ? row : absl::StrCat(row, ", column ", fault.field),
                  fault.given, fault.expected);
    }
  }

  void Count(const PackedRow& row) {
    plan_.Add(row.answers, sites_[row.site]);
    pairs_.Add(row.answers, counted_.pairs);
    direction_.Add(row.answers);
    ++counted_.respondents;
  }

  const Instrument& instrument_;
  const StatisticsPlan plan_;
  const PairPlan& pairs_;
  std::optional<ResponseTable> table_;
  size_t site_ = 0, staff_group_ = 0;
  std::map<std::string, SiteStatistics> sites_;
  assessments::DirectionCounter direction_;
  CountedResponses counted_;
  Violations faults_;
};

}  // namespace

absl::StatusOr<CountedResponses> ReadResponses(std::istream& in, const Instrument& instrument,
                                               const PairPlan& plan) {
  ResponseReader rows(instrument, plan);
  text::CsvReader reader({.delimiter = 0},
                         [&rows](int64_t number, std::vector<std::string> fields) {
                           return rows.Row(number, std::move(fields));
                         });
  std::string piece(kChunk, '\0');
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    RETURN_IF_ERROR(reader.Push(absl::string_view(piece.data(), in.gcount())));
  }
  RETURN_IF_ERROR(reader.Finish());
  return rows.Finish();
}

}  // namespace pcsp::offline
