// Rows of the epraccur format for tests; names and addresses are made up.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace pcsp::registry {

// The 27 fields of a sound row; `changes` replaces fields by column, from 1.
inline std::vector<std::string> Fields(const std::map<int, std::string>& changes = {}) {
  std::vector<std::string> fields(27);
  const std::map<int, std::string> sound = {{1, "A81044"},
                                            {2, "HARBOUR SURGERY"},
                                            {3, "Y54"},
                                            {4, "QHM"},
                                            {5, "17 KENDAL ROAD"},
                                            {7, "HARTLEPOOL"},
                                            {10, "TS25 1QU"},
                                            {11, "19740401"},
                                            {13, "A"},
                                            {14, "B"},
                                            {15, "00K"},
                                            {16, "20130401"},
                                            {18, "01429 000000"},
                                            {22, "0"},
                                            {24, "00K"},
                                            {26, "4"}};
  for (const auto& [column, text] : sound) fields[column - 1] = text;
  for (const auto& [column, text] : changes) fields[column - 1] = text;
  return fields;
}

// One line of a file, quoted, without its end.
inline std::string Line(const std::vector<std::string>& fields, const char* separator = ",") {
  return absl::StrJoin(fields, separator, [](std::string* out, const std::string& field) {
    absl::StrAppend(out, "\"", field, "\"");
  });
}

inline std::string Line(const std::map<int, std::string>& changes = {}) {
  return Line(Fields(changes));
}

}  // namespace pcsp::registry
