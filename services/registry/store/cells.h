// The registry's rows as text (common/storage/records).
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "common/storage/records/table.h"
#include "services/registry/domain/source.h"

namespace pcsp::registry {

using sql::CellReader;
using sql::Cells;
using sql::Columns;
using sql::DayFromText;
using sql::DayText;
using sql::NumberText;
using sql::Table;
using sql::TimeText;

// Who stated which fields, one line each, such as "workforce/<sha256>=list_size,gp".
std::string StatedByText(const StatedBy& stated_by);
StatedBy StatedByFromText(absl::string_view text);

}  // namespace pcsp::registry
