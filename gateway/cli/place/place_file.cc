#include "gateway/cli/place/place_file.h"

#include <cmath>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/place/postcode.h"

namespace pcsp::cli {
namespace {

constexpr double kMostMetres = 1e7;  // far off any grid

// What published files call a column; the earlier names are the better ones.
const std::vector<std::pair<std::string, std::vector<std::string>>>& Columns() {
  static const auto& columns = *new std::vector<std::pair<std::string, std::vector<std::string>>>{
      {"postcode", {"postcode", "pcds", "pcd8", "pcd7", "pcd"}},
      {"easting", {"easting", "eastings", "oseast1m", "east1m"}},
      {"northing", {"northing", "northings", "osnrth1m", "north1m"}}};
  return columns;
}

std::string InOneSentence(const Violations& violations) {
  return absl::StrJoin(violations.list(), "; ", [](std::string* out, const Violation& v) {
    absl::StrAppend(out, v.field, ": expected ", v.expected);
    if (!v.given.empty()) absl::StrAppend(out, ", given \"", v.given, "\"");
  });
}

// 0 for an empty cell, which is how files say that nobody has located a postcode.
int MetresFrom(const std::string& column, absl::string_view text, Violations& violations) {
  text = absl::StripAsciiWhitespace(text);
  if (text.empty()) return 0;
  double metres = 0;
  if (absl::SimpleAtod(text, &metres) && std::abs(metres) < kMostMetres) {
    return static_cast<int>(std::lround(metres));
  }
  violations.Add(column, text, "metres on the national grid");
  return 1;  // told once
}

}  // namespace

PlaceFile::PlaceFile(Take take)
    : take_(std::move(take)),
      reader_({.delimiter = 0}, [this](int64_t row, const std::vector<std::string>& fields) {
        return columns_.empty() ? TakeHeader(fields) : TakeRow(row, fields);
      }) {}

absl::Status PlaceFile::Finish() {
  RETURN_IF_ERROR(reader_.Finish());
  return columns_.empty() ? TakeHeader({}) : absl::OkStatus();
}

absl::Status PlaceFile::TakeHeader(const std::vector<std::string>& fields) {
  std::map<std::string, size_t> given;
  for (size_t i = 0; i < fields.size(); ++i) {
    given.emplace(absl::AsciiStrToLower(absl::StripAsciiWhitespace(fields[i])), i);
  }
  Violations violations;
  for (const auto& [column, names] : Columns()) {
    for (const std::string& name : names) {
      const auto found = given.find(name);
      if (found != given.end()) columns_.emplace(column, found->second);
    }
    if (columns_.count(column) > 0) continue;
    violations.Add("row 1", absl::StrJoin(fields, ","),
                   absl::StrCat("a column called ", absl::StrJoin(names, ", ")));
  }
  return violations.ToStatus();
}

absl::Status PlaceFile::TakeRow(int64_t row, const std::vector<std::string>& fields) {
  PlaceRow taken;
  taken.row = row;
  planning::training::Place& place = taken.place;
  Violations violations;
  place.postcode = planning::training::TidyPostcode(Cell(fields, "postcode"));
  place.id = planning::training::PlaceId(place.postcode);
  place.easting = MetresFrom("easting", Cell(fields, "easting"), violations);
  place.northing = MetresFrom("northing", Cell(fields, "northing"), violations);
  CheckPlace("", place, violations);
  taken.fault = InOneSentence(violations);
  return take_(std::move(taken));
}

std::string PlaceFile::Cell(const std::vector<std::string>& fields,
                            const std::string& column) const {
  const size_t at = columns_.at(column);
  return at < fields.size() ? fields[at] : "";
}

}  // namespace pcsp::cli
