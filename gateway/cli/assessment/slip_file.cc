#include "gateway/cli/assessment/slip_file.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/text/csv_reader.h"

namespace pcsp::cli {
namespace {

constexpr char kBatches[] = "/invitationBatches/";
constexpr const char* kNeeded[] = {"site", "staff_group", "batch", "token"};

class SlipFile {
 public:
  void Row(int64_t row, const std::vector<std::string>& cells) {
    if (columns_.empty() || IsHeader(cells)) {
      TakeHeader(row, cells);
    } else {
      TakeSlip(row, cells);
    }
  }
  absl::Status Faults() const { return violations_.ToStatus("INVALID_FILE"); }
  std::vector<Slip> TakeSlips() { return std::move(slips_); }

 private:
  static bool IsHeader(const std::vector<std::string>& cells) {
    return std::ranges::all_of(
        kNeeded, [&](const char* name) { return std::ranges::count(cells, name) > 0; });
  }
  void TakeHeader(int64_t row, const std::vector<std::string>& cells) {
    columns_.clear();
    for (size_t i = 0; i < cells.size(); ++i) {
      if (!columns_.try_emplace(cells[i], i).second) Fault(row, cells[i], "a column named once");
    }
    for (const char* name : kNeeded) {
      if (columns_.contains(name)) continue;
      Fault(row, name, "a column that `pcspctl invitation issue -o csv` prints");
    }
  }
  void TakeSlip(int64_t row, const std::vector<std::string>& cells) {
    const auto cell = [&](const std::string& name) {
      const auto it = columns_.find(name);
      return it == columns_.end() || it->second >= cells.size() ? std::string() : cells[it->second];
    };
    Slip slip{cell("site"),  cell("staff_group"), cell("batch"),
              cell("token"), cell("link"),        cell("until")};
    if (slip.site.empty()) Fault(row, "site", "whose slip it is");
    if (slip.token.empty()) Fault(row, "token", "what its holder answers with");
    if (!absl::StrContains(slip.batch, kBatches)) Fault(row, "batch", "the name of a batch");
    slips_.push_back(std::move(slip));
  }
  // What was given may be a token in the wrong column, so it is not repeated.
  void Fault(int64_t row, const std::string& column, const std::string& expected) {
    violations_.Add(absl::StrCat("row ", row, ", ", column), "", expected);
  }

  std::map<std::string, size_t> columns_;
  std::vector<Slip> slips_;
  Violations violations_;
};

}  // namespace

std::string Slip::wave() const { return batch.substr(0, batch.find(kBatches)); }

absl::StatusOr<std::vector<Slip>> ReadSlips(absl::string_view csv) {
  SlipFile slips;
  text::CsvReader reader({.delimiter = 0}, [&](int64_t row, std::vector<std::string> cells) {
    slips.Row(row, cells);
    return absl::OkStatus();
  });
  RETURN_IF_ERROR(reader.Push(csv));
  RETURN_IF_ERROR(reader.Finish());
  RETURN_IF_ERROR(slips.Faults());
  return slips.TakeSlips();
}

}  // namespace pcsp::cli
