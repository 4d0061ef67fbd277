#include "gateway/cli/output.h"

#include <algorithm>
#include <iostream>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "common/text/csv_writer.h"
#include "google/protobuf/util/json_util.h"

namespace pcsp::cli {
namespace {

// Characters, not bytes: every byte of UTF-8 that does not continue a character begins one.
size_t Width(const std::string& text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

bool IsNumber(const std::string& cell) {
  double value;
  return cell.empty() || cell == "-" || absl::SimpleAtod(cell, &value);
}

std::string Pad(const std::string& cell, size_t width, bool right) {
  const std::string spaces(width - Width(cell), ' ');
  return right ? spaces + cell : cell + spaces;
}

}  // namespace

std::string Table::AsText(size_t most) const {
  const absl::Span<const std::vector<std::string>> shown = absl::MakeSpan(rows_).subspan(0, most);
  std::vector<size_t> widths;
  std::vector<bool> right(headings_.size(), !rows_.empty());
  for (size_t i = 0; i < headings_.size(); ++i) {
    widths.push_back(Width(headings_[i]));
    for (const auto& row : shown) {
      widths[i] = std::max(widths[i], Width(row[i]));
      right[i] = right[i] && IsNumber(row[i]);
    }
  }
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (size_t i = 0; i < cells.size(); ++i) {
      absl::StrAppend(&text, i == 0 ? "" : "  ", Pad(cells[i], widths[i], right[i]));
    }
    return absl::StrCat(absl::StripTrailingAsciiWhitespace(text), "\n");
  };
  std::vector<std::string> rules;
  for (const size_t width : widths) rules.emplace_back(width, '-');
  std::string text = line(headings_) + line(rules);
  for (const auto& row : shown) text += line(row);
  if (rows_.empty()) text += "(none)\n";
  if (shown.size() < rows_.size()) {
    absl::StrAppend(&text, "These are the first ", most, " of ", rows_.size(),
                    "; -o csv has them all.\n");
  }
  return text;
}

std::string Table::AsCsv() const {
  std::string csv = text::CsvLine(headings_);
  for (std::vector<std::string> row : rows_) {
    for (std::string& cell : row) cell = text::Harmless(cell);
    csv += text::CsvLine(row);
  }
  return csv;
}

std::string AsJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) json = "{}\n";
  return json;
}

void Print(Format format, const Table& table, const google::protobuf::Message& message) {
  switch (format) {
    case Format::kTable:
      std::cout << table.AsText();
      break;
    case Format::kJson:
      std::cout << AsJson(message);
      break;
    case Format::kCsv:
      std::cout << table.AsCsv();
      break;
  }
}

std::string Fixed(double value, int digits) { return absl::StrFormat("%.*f", digits, value); }

std::string IdOf(const std::string& name) { return name.substr(name.rfind('/') + 1); }

std::string Word(const std::string& enum_name, const std::string& prefix) {
  return absl::AsciiStrToLower(
      absl::StrReplaceAll(absl::StripPrefix(enum_name, prefix), {{"_", " "}}));
}

}  // namespace pcsp::cli
