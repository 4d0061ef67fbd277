#include "gateway/cli/training/attendance_file.h"

#include <map>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/text/csv_reader.h"

namespace pcsp::cli {
namespace {

using Words = std::set<std::string>;

const Words& Attendances() {
  static const Words& words = *new Words{"attended", "partly", "absent"};
  return words;
}
const Words& StaffGroups() {
  static const Words& words = *new Words{"gp", "nurse", "direct_patient_care", "admin"};
  return words;
}
const Words& Columns() {
  static const Words& words = *new Words{"participant", "attendance", "practice", "staff_group"};
  return words;
}

// "Staff group" as "staff_group".
std::string AsWord(absl::string_view text) {
  return absl::StrReplaceAll(absl::AsciiStrToLower(absl::StripAsciiWhitespace(text)),
                             {{" ", "_"}, {"-", "_"}});
}

class Table {
 public:
  explicit Table(Violations* violations) : violations_(violations) {}

  absl::Status Take(int64_t row, const std::vector<std::string>& fields) {
    if (columns_.empty()) return TakeHeader(row, fields);
    AttendanceRow taken;
    taken.participant = std::string(absl::StripAsciiWhitespace(Cell(fields, "participant")));
    taken.practice = std::string(absl::StripAsciiWhitespace(Cell(fields, "practice")));
    taken.attendance = WordIn(row, fields, "attendance", Attendances());
    taken.staff_group = WordIn(row, fields, "staff_group", StaffGroups());
    if (taken.attendance.empty()) taken.attendance = "attended";
    if (taken.participant.empty()) Fault(row, "participant", "", "who came");
    if (!taken.participant.empty() && !seen_.insert(taken.participant).second) {
      Fault(row, "participant", taken.participant, "each once");
    }
    rows_.push_back(std::move(taken));
    return absl::OkStatus();
  }
  std::vector<AttendanceRow> TakeRows() { return std::move(rows_); }

 private:
  absl::Status TakeHeader(int64_t row, const std::vector<std::string>& fields) {
    for (size_t i = 0; i < fields.size(); ++i) {
      const std::string name = AsWord(fields[i]);
      columns_.emplace(name, i);
      if (Columns().count(name) == 0) {
        Fault(row, name, fields[i], absl::StrJoin(Columns(), ", "));
      }
    }
    if (columns_.count("participant") == 0) Fault(row, "participant", "", "a column of this name");
    return absl::OkStatus();
  }
  std::string Cell(const std::vector<std::string>& fields, const std::string& column) const {
    const auto found = columns_.find(column);
    return found == columns_.end() || found->second >= fields.size() ? "" : fields[found->second];
  }
  std::string WordIn(int64_t row, const std::vector<std::string>& fields, const std::string& column,
                     const Words& words) {
    const std::string given = Cell(fields, column);
    std::string word = AsWord(given);
    if (!word.empty() && words.count(word) == 0) {
      Fault(row, column, given, absl::StrJoin(words, ", "));
    }
    return word;
  }
  void Fault(int64_t row, const std::string& column, absl::string_view given,
             absl::string_view expected) {
    violations_->Add(absl::StrCat("row ", row, ", ", column), given, expected);
  }

  Violations* const violations_;
  std::map<std::string, size_t> columns_;
  std::set<std::string> seen_;
  std::vector<AttendanceRow> rows_;
};

}  // namespace

absl::StatusOr<std::vector<AttendanceRow>> ReadAttendance(absl::string_view csv) {
  Violations violations;
  Table table(&violations);
  text::CsvReader reader({.delimiter = 0},
                         [&table](int64_t row, const std::vector<std::string>& fields) {
                           return table.Take(row, fields);
                         });
  RETURN_IF_ERROR(reader.Push(csv));
  RETURN_IF_ERROR(reader.Finish());
  RETURN_IF_ERROR(violations.ToStatus());
  return table.TakeRows();
}

}  // namespace pcsp::cli
