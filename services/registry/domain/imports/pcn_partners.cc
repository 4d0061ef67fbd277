#include "services/registry/domain/imports/pcn_partners.h"

#include "absl/strings/str_cat.h"
#include "services/registry/domain/imports/file_row.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {
namespace {

// Where the report without a header has the known columns, from 1.
constexpr int kPlaces[] = {1, 5, 6, 9, 10};

bool LooksLikeData(absl::Span<const std::string> fields) {
  return fields.size() >= 10 && HasForm(TidyCode(fields[0]), "@#####") &&
         HasForm(TidyCode(fields[4]), "U#####");
}

}  // namespace

absl::Span<const KnownColumn> PcnColumns() {
  static const auto& columns = *new std::vector<KnownColumn>{
      {"partner organisation code",
       {"partner organisation code", "practice code", "partner code", "organisation code"}},
      {"PCN code", {"pcn code", "pcn ods code"}},
      {"PCN name", {"pcn name"}, false},
      {"practice to PCN relationship start date",
       {"practice to pcn relationship start date", "relationship start date", "start date",
        "join date"},
       false},
      {"practice to PCN relationship end date",
       {"practice to pcn relationship end date", "relationship end date", "end date", "left date"}},
  };
  return columns;
}

absl::StatusOr<Header> ReadPcnHeader(absl::Span<const std::string> fields, bool* is_data) {
  *is_data = LooksLikeData(fields);
  if (*is_data) return Header::InOrder(kPlaces);
  return Header::Read(PcnColumns(), fields);
}

PcnPartnerRow ReadPcnPartnerRow(int line, const Header& header,
                                absl::Span<const std::string> fields) {
  PcnPartnerRow row;
  row.line = line;
  FileRow cells(PcnColumns(), header, fields, row.issues);
  row.given_code = Excerpt(cells.Text(kPcnPractice));
  row.practice = cells.Code(kPcnPractice);
  row.pcn = cells.Code(kPcnCode);
  row.pcn_name = cells.Text(kPcnName);
  if (!IsLine(row.pcn_name, 0, 200)) {
    cells.Fault(kPcnName, "at most 200 characters on one line");
  }
  row.period.first = cells.Day(kPcnStart, kSinceAlways).value_or(kSinceAlways);
  row.period.last = cells.Day(kPcnEnd, kUntilFurtherNotice).value_or(kUntilFurtherNotice);
  if (row.period.empty()) {
    cells.Fault(kPcnEnd, absl::StrCat("on or after the start date ", FormatDate(row.period.first)));
  }
  return row;
}

}  // namespace pcsp::registry
