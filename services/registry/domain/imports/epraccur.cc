#include "services/registry/domain/imports/epraccur.h"

#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {
namespace {

enum Column {
  kCode = 1,
  kName = 2,
  kAddress = 5,  // the first of five
  kPostcode = 10,
  kOpenDate = 11,
  kCloseDate = 12,
  kStatus = 13,
  kParent = 15,
  kJoinDate = 16,
  kLeftDate = 17,
  kProvider = 24,
  kSetting = 26,
};

constexpr absl::string_view kTitles[kEpraccurColumns + 1] = {
    "row",
    "organisation code",
    "name",
    "national grouping",
    "high-level health geography",
    "address line 1",
    "address line 2",
    "address line 3",
    "address line 4",
    "address line 5",
    "postcode",
    "open date",
    "close date",
    "status",
    "organisation sub-type",
    "commissioner",
    "join parent date",
    "left parent date",
    "telephone",
    "column 19",
    "column 20",
    "column 21",
    "amended record flag",
    "column 23",
    "provider/purchaser",
    "column 25",
    "prescribing setting",
    "column 27",
};

constexpr int kPracticeSetting = 4;
constexpr int kLastSetting = 25;

std::string DateHint(absl::string_view given) {
  if (ParseDate(given)) {
    return "write it without hyphens";
  }
  if (absl::StrContains(given, '/') || absl::StrContains(given, '.')) {
    return "a spreadsheet seems to have rewritten the date; import the file as it was published";
  }
  return "";
}

// Reads one row, noting everything that is wrong on the way.
class Reader {
 public:
  Reader(int line, absl::Span<const std::string> fields) : fields_(fields) {
    row_.line = line;
    if (!fields.empty()) row_.given_code = Excerpt(absl::StripAsciiWhitespace(fields[0]));
  }

  EpraccurRow Read() {
    if (!CheckColumns() || !CheckSetting() || !row_.is_practice) return std::move(row_);
    ReadCode();
    ReadName();
    ReadAddress();
    ReadLife();
    ReadStatus();
    ReadCommissioner();
    for (const Violation& warning : Warnings(row_.practice)) {
      const int column = warning.field == "organisation.postcode" ? kPostcode : kCode;
      Note(false, column, warning.expected, "");
    }
    return std::move(row_);
  }

 private:
  std::string Field(int column) const {
    return column == 0 ? "" : TidyLine(fields_[static_cast<size_t>(column) - 1]);
  }

  void Note(bool error, int column, absl::string_view expected, absl::string_view hint) {
    row_.issues.push_back({error, column, EpraccurColumnTitle(column), Excerpt(Field(column)),
                           std::string(expected), std::string(hint)});
  }

  // Spreadsheets add empty columns at the end; they say nothing and are not held against the row.
  bool CheckColumns() {
    size_t count = fields_.size();
    while (count > kEpraccurColumns && absl::StripAsciiWhitespace(fields_[count - 1]).empty()) {
      --count;
    }
    if (count == kEpraccurColumns) return true;
    row_.issues.push_back({true, 0, EpraccurColumnTitle(0), absl::StrCat(count, " columns"),
                           absl::StrCat(kEpraccurColumns, " columns"),
                           count == 1 ? "columns are separated by commas or semicolons"
                                      : "check the row for missing or unpaired quotes"});
    return false;
  }

  bool CheckSetting() {
    const std::string setting = Field(kSetting);
    int number = 0;
    if (absl::SimpleAtoi(setting, &number) && number >= 0 && number <= kLastSetting) {
      row_.is_practice = number == kPracticeSetting;
      return true;
    }
    const bool header = absl::StrContains(absl::AsciiStrToLower(row_.given_code), "code");
    Note(true, kSetting, absl::StrCat("0 to ", kLastSetting, "; 4 is a general practice"),
         header ? "the row looks like a header, which this format does not have" : "");
    return false;
  }

  void ReadCode() {
    row_.practice.kind = OrganisationKind::kPractice;
    row_.practice.code_system = std::string(kOds);
    row_.practice.code = TidyCode(Field(kCode));
    if (!IsCode(row_.practice.code)) Note(true, kCode, kCodeRule, "");
  }

  void ReadName() {
    row_.practice.display_name = Field(kName);
    if (IsLine(row_.practice.display_name, 1, 200)) return;
    Note(true, kName, "1 to 200 characters on one line", "");
  }

  void ReadAddress() {
    for (int column = kAddress; column < kPostcode; ++column) {
      std::string line = Field(column);
      if (!IsLine(line, 0, 200)) {
        Note(true, column, "at most 200 characters on one line", "");
      } else if (!line.empty()) {
        row_.practice.address_lines.push_back(std::move(line));
      }
    }
    row_.practice.postcode = TidyCode(Field(kPostcode));
    if (row_.practice.postcode.size() > 10) Note(true, kPostcode, "at most 10 characters", "");
  }

  // The day in `column`; `open` if there is none.
  Date ReadDate(int column, Date open) {
    const std::string given = Field(column);
    if (given.empty()) return open;
    if (const auto day = ParseCompactDate(given)) return *day;
    Note(true, column, "a day that exists, from 1700 to 2199, written yyyymmdd", DateHint(given));
    return open;
  }

  Period ReadPeriod(int first_column, int last_column) {
    const Period period = {ReadDate(first_column, kSinceAlways),
                           ReadDate(last_column, kUntilFurtherNotice)};
    if (!period.empty()) return period;
    Note(true, last_column,
         absl::StrCat("on or after the ", EpraccurColumnTitle(first_column), " ",
                      Field(first_column)),
         "");
    return {};
  }

  void ReadLife() { row_.practice.life = ReadPeriod(kOpenDate, kCloseDate); }

  void ReadStatus() {
    const std::string given = Field(kStatus);
    const bool has_closed = row_.practice.life.last != kUntilFurtherNotice;
    if (given == "A") {
      row_.practice.status = OrganisationStatus::kActive;
    } else if (given == "B" || given == "C") {
      row_.practice.status = OrganisationStatus::kClosed;
    } else if (given == "D") {
      row_.practice.status = OrganisationStatus::kDormant;
    } else if (given == "P") {
      row_.practice.status = OrganisationStatus::kProposed;
    } else if (given == "U") {
      row_.practice.status = has_closed ? OrganisationStatus::kClosed : OrganisationStatus::kActive;
      Note(false, kStatus, "a known status",
           has_closed ? "taken as closed, since there is a close date"
                      : "taken as active, since there is no close date");
    } else {
      Note(true, kStatus,
           "A (active), B (retired), C (closed), D (dormant), P (proposed) or U (unknown)", "");
    }
  }

  void ReadCommissioner() {
    const std::string parent = TidyCode(Field(kParent));
    const std::string provider = TidyCode(Field(kProvider));
    const Period joined = ReadPeriod(kJoinDate, kLeftDate);
    row_.commissioner = provider.empty() ? parent : provider;
    row_.commissioner_column = provider.empty() ? kParent : kProvider;
    // The dates are those of the parent; they say nothing of another provider.
    if (row_.commissioner == parent) row_.commissioned = joined;
    if (!row_.commissioner.empty() && !IsCode(row_.commissioner)) {
      Note(true, row_.commissioner_column, kCodeRule, "");
    }
  }

  const absl::Span<const std::string> fields_;
  EpraccurRow row_;
};

}  // namespace

EpraccurRow ReadEpraccurRow(int line, absl::Span<const std::string> fields) {
  return Reader(line, fields).Read();
}

std::string EpraccurColumnTitle(int column) { return std::string(kTitles[column]); }

}  // namespace pcsp::registry
