// Tables for people and their spreadsheets.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace pcsp::text {

// One line with CRLF at its end (RFC 4180). Cells are quoted where they must be.
std::string CsvLine(const std::vector<std::string>& cells);

// The cell, preceded by an apostrophe if a spreadsheet would run it: text that starts with = + - @
// TAB or CR. A plain number such as -0.5 stays as it is.
std::string Harmless(absl::string_view cell);

}  // namespace pcsp::text
