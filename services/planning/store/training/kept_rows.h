// The columns that the tables of all nouns share.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/storage/records/table.h"
#include "services/planning/domain/training/kept.h"

namespace pcsp::planning::training {

// `programme`, `id`, `texts`, `numbers`, `revision`, `create_time`, `update_time`; never destroyed.
inline const sql::Table& NewTable(std::string name, absl::string_view texts,
                                  absl::string_view numbers) {
  return *new sql::Table{std::move(name),
                         sql::Columns(absl::StrCat("programme id", texts.empty() ? "" : " ", texts),
                                      absl::StrCat(numbers, numbers.empty() ? "" : " ",
                                                   "revision create_time update_time")),
                         {"programme", "id"}};
}

// `own` between them.
inline sql::Cells KeptCells(const Kept& kept, std::vector<std::string> own) {
  own.insert(own.begin(), {kept.programme, kept.id});
  own.push_back(sql::NumberText(kept.revision));
  own.push_back(sql::TimeText(kept.create_time));
  own.push_back(sql::TimeText(kept.update_time));
  return own;
}

// Reads what is in front of a noun's own cells, and then what is behind.
inline void TakeIds(sql::CellReader& in, Kept& kept) {
  kept.programme = in.Text();
  kept.id = in.Text();
}
inline void TakeTimes(sql::CellReader& in, Kept& kept) {
  kept.revision = in.Number();
  kept.create_time = in.Time();
  kept.update_time = in.Time();
}

}  // namespace pcsp::planning::training
