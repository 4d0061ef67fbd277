// The tables of the registry, and their rows as text: what SOCI and the batch insert both take.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/period.h"
#include "services/registry/domain/programme.h"
#include "services/registry/domain/relationship.h"
#include "services/registry/domain/site_context.h"

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

// The table of a domain type, for example TableOf<Organisation>().
template <typename T>
const Table& TableOf();

Cells ToCells(const Programme& programme);
Cells ToCells(const Organisation& organisation);
Cells ToCells(const Relationship& relationship);
Cells ToCells(const SiteContext& context);

// The value that the cells of a row stand for, for example FromCells<Organisation>(cells).
template <typename T>
T FromCells(const Cells& cells);

// Always ten characters, the open ends too, so that days compare as text.
std::string DayText(Date day);
Date DayFromText(absl::string_view text);

}  // namespace pcsp::registry
