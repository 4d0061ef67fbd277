// Rows as text: what SOCI and the batch insert both take.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/registry/domain/period.h"
#include "services/registry/domain/source.h"

namespace pcsp::registry {

// One value a column, in the order of the table's columns.
using Cells = std::vector<std::string>;

struct Table {
  std::string name;
  // Name and PostgreSQL type.
  std::vector<std::pair<std::string, std::string>> columns;
  std::vector<std::string> key;

  // "a, b, c".
  std::string ColumnList() const;
  // What makes an insert replace the row with the same key.
  std::string Upsert() const;
};

// Columns by their names, parted by spaces: first those of type text, then those of type bigint.
std::vector<std::pair<std::string, std::string>> Columns(absl::string_view text,
                                                         absl::string_view bigint);

// A cell of a bigint column. Times are microseconds.
std::string NumberText(int64_t number);
std::string TimeText(absl::Time time);

// Always ten characters, the open ends too, so that days compare as text.
std::string DayText(Date day);
Date DayFromText(absl::string_view text);

// Who stated which fields, one line each, such as "workforce/<sha256>=list_size,gp".
std::string StatedByText(const StatedBy& stated_by);
StatedBy StatedByFromText(absl::string_view text);

// Takes the cells of a row one after another.
class CellReader {
 public:
  explicit CellReader(const Cells& cells) : cells_(cells) {}

  std::string Text() { return cells_.at(next_++); }
  Date Day() { return DayFromText(cells_.at(next_++)); }
  absl::Time Time() { return absl::FromUnixMicros(Number()); }
  int64_t Number();

 private:
  const Cells& cells_;
  size_t next_ = 0;
};

}  // namespace pcsp::registry
