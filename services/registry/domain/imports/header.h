// Finds the columns of a file by the names in its first row, whatever their order, spelling and
// number: publishers rename and move them from one year to the next.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace pcsp::registry {

// A column that a format knows.
struct KnownColumn {
  std::string title;               // what reports call it
  std::vector<std::string> names;  // as NormalName() gives them; the first that a file has counts
  bool required = true;
};

// Lower case, with one space for every run of anything but letters and digits, and none around:
// "Practice to PCN\nRelationship\nEnd Date" is "practice to pcn relationship end date".
std::string NormalName(absl::string_view name);

// Immutable.
class Header {
 public:
  // IMPORT_COLUMNS_MISSING with every required column that `fields` lack.
  static absl::StatusOr<Header> Read(absl::Span<const KnownColumn> columns,
                                     absl::Span<const std::string> fields);
  // The first columns of the file, in the order of `columns`: for a file without names.
  static Header InOrder(absl::Span<const int> places) {
    return Header({places.begin(), places.end()});
  }

  // Where in the file the known column number `column` is, from 1; 0 if it is not.
  int PlaceOf(size_t column) const { return places_.at(column); }

 private:
  explicit Header(std::vector<int> places) : places_(std::move(places)) {}

  std::vector<int> places_;
};

}  // namespace pcsp::registry
