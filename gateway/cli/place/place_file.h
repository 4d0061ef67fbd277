// Where postcodes are, as published files say it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/text/csv_reader.h"
#include "services/planning/domain/place/place.h"

namespace pcsp::cli {

struct PlaceRow {
  int64_t row = 0;  // as a spreadsheet shows it
  planning::training::Place place;
  std::string fault;  // what is wrong with it, as a sentence; empty for a row that can be recorded
};

// Reads a CSV in pieces, in constant memory, and gives each row to `take`, whose error ends the
// reading. A header names the columns, in any order and case: `postcode`, `pcds`, `pcd8`, `pcd7` or
// `pcd`; `easting`, `eastings`, `oseast1m` or `east1m`; `northing`, `northings`, `osnrth1m` or
// `north1m`. Other columns are passed over. Without one of the three: INVALID_FIELDS on `row 1`.
// What is no CSV: INVALID_CSV.
class PlaceFile {
 public:
  using Take = std::function<absl::Status(PlaceRow)>;

  explicit PlaceFile(Take take);

  absl::Status Push(absl::string_view bytes) { return reader_.Push(bytes); }
  absl::Status Finish();

 private:
  absl::Status TakeRow(int64_t row, const std::vector<std::string>& fields);
  absl::Status TakeHeader(const std::vector<std::string>& fields);
  std::string Cell(const std::vector<std::string>& fields, const std::string& column) const;

  const Take take_;
  std::map<std::string, size_t> columns_;  // by the plain word: postcode, easting, northing
  text::CsvReader reader_;
};

}  // namespace pcsp::cli
