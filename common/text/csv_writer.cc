#include "common/text/csv_writer.h"

#include <csv.h>

#include "absl/strings/str_cat.h"

namespace pcsp::text {
namespace {

constexpr absl::string_view kDigits = "0123456789";

// An optional sign, digits, an optional fraction and exponent; nothing that a formula needs.
bool IsPlainNumber(absl::string_view cell) {
  if (!cell.empty() && (cell[0] == '-' || cell[0] == '+')) cell.remove_prefix(1);
  if (cell.empty() || kDigits.find(cell[0]) == absl::string_view::npos) return false;
  size_t signs = 0;
  for (size_t i = 0; i < cell.size(); ++i) {
    const bool digit = kDigits.find(cell[i]) != absl::string_view::npos;
    const bool exponent_sign =
        i > 0 && (cell[i - 1] == 'e' || cell[i - 1] == 'E') && (cell[i] == '-' || cell[i] == '+');
    if (exponent_sign) ++signs;
    if (!digit && !exponent_sign && cell[i] != '.' && cell[i] != 'e' && cell[i] != 'E')
      return false;
  }
  return signs <= 1;
}

std::string Quoted(absl::string_view cell) {
  if (cell.find_first_of(",;\t\"\r\n") == absl::string_view::npos) return std::string(cell);
  std::string quoted(2 * cell.size() + 2, '\0');
  quoted.resize(csv_write(quoted.data(), quoted.size(), cell.data(), cell.size()));
  return quoted;
}

}  // namespace

std::string Harmless(absl::string_view cell) {
  const bool formula =
      !cell.empty() && absl::string_view("=+-@\t\r").find(cell[0]) != absl::string_view::npos;
  return formula && !IsPlainNumber(cell) ? absl::StrCat("'", cell) : std::string(cell);
}

std::string CsvLine(const std::vector<std::string>& cells) {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    absl::StrAppend(&line, i == 0 ? "" : ",", Quoted(Harmless(cells[i])));
  }
  return line + "\r\n";
}

}  // namespace pcsp::text
