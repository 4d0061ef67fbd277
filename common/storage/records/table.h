// Rows as text: what SOCI and the batch insert both take, and how they stand for values.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace pcsp::sql {

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

// Always ten characters, so that days compare as text.
std::string DayText(absl::CivilDay day);
absl::CivilDay DayFromText(absl::string_view text);

// A cell of a text column with enough digits to read the same number back.
std::string RealText(double number);
// Ids or words without spaces in one text column.
std::string WordsText(const std::vector<std::string>& words);

// Takes the cells of a row one after another.
class CellReader {
 public:
  explicit CellReader(const Cells& cells) : cells_(cells) {}

  std::string Text() { return cells_.at(next_++); }
  absl::CivilDay Day() { return DayFromText(cells_.at(next_++)); }
  absl::Time Time() { return absl::FromUnixMicros(Number()); }
  int64_t Number();
  int Int() { return static_cast<int>(Number()); }
  bool Flag() { return Number() != 0; }
  double Real();
  std::vector<std::string> Words();

 private:
  const Cells& cells_;
  size_t next_ = 0;
};

}  // namespace pcsp::sql
