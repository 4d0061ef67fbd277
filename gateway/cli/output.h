// How results are shown: a table for people, JSON and CSV for programs.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "google/protobuf/message.h"

namespace pcsp::cli {

enum class Format { kTable, kJson, kCsv };

// Rows of text under headings. Columns whose cells are all numbers are aligned to the right.
class Table {
 public:
  explicit Table(std::vector<std::string> headings) : headings_(std::move(headings)) {}

  void Add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

  // For people: columns in line, headings underlined; "(none)" when there are no rows. Of more than
  // `most` rows the first, and how many there are.
  std::string AsText(size_t most = std::numeric_limits<size_t>::max()) const;
  // RFC 4180; cells that a spreadsheet would run as a formula are neutralised.
  std::string AsCsv() const;

 private:
  std::vector<std::string> headings_;
  std::vector<std::vector<std::string>> rows_;
};

// The message as indented JSON with lowerCamelCase names and every field without presence shown.
std::string AsJson(const google::protobuf::Message& message);

// Prints `table`, or `message` for JSON, on standard output.
void Print(Format format, const Table& table, const google::protobuf::Message& message);

// Numbers as people read them: "0.73", "41.2".
std::string Fixed(double value, int digits);

// The last segment of a resource name.
std::string IdOf(const std::string& name);

// The value of an enum without its prefix, in lower case with spaces: LEVEL_WHOLE_SYSTEM with the
// prefix "LEVEL_" gives "whole system".
std::string Word(const std::string& enum_name, const std::string& prefix);

}  // namespace pcsp::cli
