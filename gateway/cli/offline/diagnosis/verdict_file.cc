#include "gateway/cli/offline/diagnosis/verdict_file.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/text/csv_reader.h"

namespace pcsp::offline {
namespace {

using diagnosis::Construct;
using diagnosis::Forecast;

constexpr size_t kMostFaults = 100;
constexpr size_t kChunk = 256 << 10;

enum Column { kP, kVerdict, kSite, kLevel, kConstruct, kShow, kColumns };
constexpr std::array<absl::string_view, kColumns> kNames = {
    "p", "verdict", "site", "level", "construct", "show_probability"};

constexpr std::pair<absl::string_view, bool> kVerdicts[] = {
    {"1", true},  {"true", true},   {"yes", true}, {"confirmed", true},
    {"0", false}, {"false", false}, {"no", false}, {"rejected", false}};
constexpr std::pair<absl::string_view, Construct> kConstructs[] = {
    {"", Construct::kNone},
    {"coherence", Construct::kCoherence},
    {"cognitive_participation", Construct::kCognitiveParticipation},
    {"collective_action", Construct::kCollectiveAction},
    {"reflexive_monitoring", Construct::kReflexiveMonitoring}};

class VerdictReader {
 public:
  absl::Status Row(int64_t number, const std::vector<std::string>& fields) {
    if (number_of_columns_ == 0) return Header(fields);
    if (faults_.list().size() >= kMostFaults) return absl::OkStatus();
    row_ = absl::StrCat("row ", number);
    if (fields.size() != number_of_columns_) {
      faults_.Add(row_, absl::StrCat(fields.size(), " cells"),
                  absl::StrCat(number_of_columns_, " cells, as in the first row"));
      return absl::OkStatus();
    }
    forecasts_.push_back(Read(fields));
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<Forecast>> Finish() {
    if (number_of_columns_ == 0) faults_.Add("columns", "", "a first row that names the columns");
    if (faults_.empty() && forecasts_.empty()) faults_.Add("row 2", "", "at least one verdict");
    RETURN_IF_ERROR(faults_.ToStatus("INVALID_FILE"));
    return std::move(forecasts_);
  }

 private:
  absl::Status Header(const std::vector<std::string>& fields) {
    number_of_columns_ = fields.size();
    for (size_t i = 0; i < fields.size(); ++i) {
      const std::string name = absl::AsciiStrToLower(absl::StripAsciiWhitespace(fields[i]));
      const auto* const found = std::find(kNames.begin(), kNames.end(), name);
      if (found == kNames.end() || place_[found - kNames.begin()]) {
        faults_.Add("columns", name, absl::StrCat("each once: ", absl::StrJoin(kNames, ", ")));
      } else {
        place_[found - kNames.begin()] = i;
      }
    }
    for (Column needed : {kP, kVerdict}) {
      if (!place_[needed]) faults_.Add("columns", "", absl::StrCat("a column ", kNames[needed]));
    }
    // Rows cannot be read without their columns.
    return faults_.ToStatus("INVALID_FILE");
  }

  Forecast Read(const std::vector<std::string>& fields) {
    Forecast forecast;
    forecast.probability = Number(fields, kP, 0);
    forecast.holds = Word(fields, kVerdict, kVerdicts);
    forecast.site = Cell(fields, kSite);
    if (forecast.site.empty()) forecast.site = row_;
    if (place_[kLevel]) forecast.level = Word(fields, kLevel, diagnosis::kLevelWords);
    if (place_[kConstruct]) forecast.construct = Word(fields, kConstruct, kConstructs);
    if (place_[kShow]) forecast.weight = 1 / Number(fields, kShow, 1e-6);
    return forecast;
  }

  std::string Cell(const std::vector<std::string>& fields, Column column) const {
    if (!place_[column]) return "";
    return std::string(absl::StripAsciiWhitespace(fields[*place_[column]]));
  }

  void Fault(Column column, absl::string_view given, absl::string_view expected) {
    faults_.Add(absl::StrCat(row_, ", column ", kNames[column]), given, expected);
  }

  double Number(const std::vector<std::string>& fields, Column column, double low) {
    const std::string cell = Cell(fields, column);
    double value = 0;
    if (absl::SimpleAtod(cell, &value) && value >= low && value <= 1) return value;
    Fault(column, cell,
          low > 0 ? "a number above 0, at most 1: of a finding that nobody was asked about there "
                    "is no verdict to learn from"
                  : "a number from 0 to 1");
    return 1;
  }

  template <typename E, size_t N>
  E Word(const std::vector<std::string>& fields, Column column,
         const std::pair<absl::string_view, E> (&words)[N]) {
    const std::string cell = absl::AsciiStrToLower(Cell(fields, column));
    std::vector<absl::string_view> names;
    for (const auto& [name, value] : words) {
      if (cell == name) return value;
      if (!name.empty()) names.push_back(name);
    }
    Fault(column, cell, absl::StrCat("one of ", absl::StrJoin(names, ", ")));
    return words[0].second;
  }

  size_t number_of_columns_ = 0;
  std::array<std::optional<size_t>, kColumns> place_;
  std::string row_;
  std::vector<Forecast> forecasts_;
  Violations faults_;
};

}  // namespace

absl::StatusOr<std::vector<Forecast>> ReadVerdicts(std::istream& in) {
  VerdictReader rows;
  text::CsvReader reader({.delimiter = 0},
                         [&](int64_t number, const std::vector<std::string>& fields) {
                           return rows.Row(number, fields);
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
