#include "services/registry/domain/imports/pcn_import.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/imports/file_row.h"
#include "services/registry/domain/imports/relationship_planner.h"
#include "services/registry/domain/names.h"

namespace pcsp::registry {
namespace {

constexpr char kUndelete[] = "undelete it and import the file again";

// Decides about one row after another.
class Planner {
 public:
  Planner(PlanState& state, const Header& header, FirstLines& rows, FirstLines& named,
          FirstLines& memberships)
      : state_(state),
        header_(header),
        rows_(rows),
        named_(named),
        memberships_(state, memberships) {}

  void Take(PcnPartnerRow& row) {
    ImportRow report = {row.line, ImportVerdict::kRejected, "", row.given_code,
                        std::move(row.issues)};
    if (!HasError(report.issues)) report.verdict = Decide(row, report);
    state_.report.Add(std::move(report));
  }

 private:
  ImportVerdict Decide(const PcnPartnerRow& row, ImportRow& report) {
    const Organisation* practice = Practice(row, report);
    if (practice == nullptr || !CheckPcn(row, report) || Repeats(row, report)) {
      return ImportVerdict::kRejected;
    }
    report.organisation = practice->id;
    ImportVerdict of_pcn = ImportVerdict::kUnchanged;
    const Organisation& pcn = Pcn(row, of_pcn);
    Relationship claim;
    claim.kind = RelationshipKind::kPartnerOf;
    claim.period = row.period;
    const ClaimCell cell = {header_.PlaceOf(kPcnCode), PcnColumns()[kPcnCode].title, row.pcn};
    const ClaimOutcome outcome = memberships_.Take(std::move(claim), *practice, pcn, cell, report);
    if (outcome.created) return ImportVerdict::kCreated;
    if (outcome.ends) return ImportVerdict::kClosed;
    return outcome.changed ? ImportVerdict::kUpdated : of_pcn;
  }

  void Fault(ImportRow& report, PcnColumn column, absl::string_view given,
             absl::string_view expected, absl::string_view hint) {
    report.issues.push_back({true, header_.PlaceOf(column), PcnColumns()[column].title,
                             Excerpt(given), std::string(expected), std::string(hint), ""});
  }

  const Organisation* Practice(const PcnPartnerRow& row, ImportRow& report) {
    const Organisation* practice = state_.known.ByCode(row.practice);
    if (practice != nullptr && practice->delete_time) {
      Fault(report, kPcnPractice, row.practice, "the code of a practice that is not deleted",
            kUndelete);
      return nullptr;
    }
    if (practice != nullptr && practice->kind == OrganisationKind::kPractice) return practice;
    Fault(report, kPcnPractice, row.practice, "the code of a practice in the programme",
          practice == nullptr
              ? std::string("import epraccur first; if the practice is not part of the programme, "
                            "import in partial mode and leave it")
              : absl::StrCat(OrganisationName(practice->programme, practice->id), " has it, ",
                             InWords(practice->kind)));
    return nullptr;
  }

  // False if the code of the PCN is another organisation's.
  bool CheckPcn(const PcnPartnerRow& row, ImportRow& report) {
    const Organisation* holder = state_.known.ByCode(row.pcn);
    if (holder == nullptr) holder = state_.known.ById(absl::AsciiStrToLower(row.pcn));
    if (holder != nullptr && holder->delete_time) {
      Fault(report, kPcnCode, row.pcn, "the code of a PCN that is not deleted", kUndelete);
      return false;
    }
    const bool fits =
        holder == nullptr || (holder->kind == OrganisationKind::kPcn && holder->code == row.pcn);
    if (fits) return true;
    Fault(report, kPcnCode, row.pcn, "the code of a PCN, or of nothing yet",
          absl::StrCat(OrganisationName(holder->programme, holder->id), " has it, ",
                       InWords(holder->kind)));
    return false;
  }

  bool Repeats(const PcnPartnerRow& row, ImportRow& report) {
    const std::string key =
        absl::StrCat(row.practice, " ", row.pcn, " ", FormatDate(row.period.first));
    const int line = rows_.Before(key, row.line);
    if (line == 0) return false;
    Fault(report, kPcnPractice, row.practice,
          "a practice that is not in the file twice with the same PCN and start date",
          absl::StrCat("line ", line, " has it too"));
    return true;
  }

  // The PCN of the row, created or renamed if need be, which `verdict` then says.
  const Organisation& Pcn(const PcnPartnerRow& row, ImportVerdict& verdict) {
    const bool names = named_.Before(row.pcn, row.line) == 0;
    const Organisation* known = state_.known.ByCode(row.pcn);
    if (known != nullptr) {
      if (names && !row.pcn_name.empty() && row.pcn_name != known->display_name) {
        Rename(*known, row.pcn_name);
        verdict = ImportVerdict::kUpdated;
      }
      return *known;
    }
    verdict = ImportVerdict::kCreated;
    Organisation pcn;
    pcn.programme = state_.setting.programme;
    pcn.uid = state_.setting.new_uid();
    pcn.kind = OrganisationKind::kPcn;
    pcn.code_system = std::string(kOds);
    pcn.code = row.pcn;
    pcn.display_name = row.pcn_name.empty() ? row.pcn : row.pcn_name;
    pcn.status = OrganisationStatus::kActive;
    pcn.id = DefaultId(pcn, pcn.uid);
    pcn.revision = 1;
    pcn.create_time = pcn.update_time = state_.setting.now;
    state_.changes.created.push_back(pcn);
    state_.known.Put(std::move(pcn));
    return *state_.known.ByCode(row.pcn);
  }

  void Rename(const Organisation& known, const std::string& name) {
    Organisation pcn = known;
    pcn.display_name = name;
    ++pcn.revision;
    pcn.update_time = state_.setting.now;
    state_.changes.updated.push_back(pcn);
    state_.known.Put(std::move(pcn));
  }

  PlanState& state_;
  const Header& header_;
  FirstLines& rows_;
  FirstLines& named_;
  RelationshipPlanner memberships_;
};

}  // namespace

PcnImport::PcnImport(ImportSetting setting) : setting_(std::move(setting)) {}

absl::Status PcnImport::Take(int line, absl::Span<const std::string> fields) {
  if (IsBlank(fields)) return absl::OkStatus();
  if (!header_) {
    bool is_data = false;
    ASSIGN_OR_RETURN(header_, ReadPcnHeader(fields, &is_data));
    if (!is_data) return absl::OkStatus();
  }
  rows_.push_back(ReadPcnPartnerRow(line, *header_, fields));
  return absl::OkStatus();
}

Wanted PcnImport::wanted() const {
  Wanted wanted;
  for (const PcnPartnerRow& row : rows_) {
    if (HasError(row.issues)) continue;
    wanted.codes.push_back(row.practice);
    wanted.other_codes.push_back(row.pcn);
    wanted.ids.push_back(absl::AsciiStrToLower(row.pcn));
  }
  return wanted;
}

void PcnImport::Plan(Known known, ImportChanges& changes, ImportReport& report) {
  if (rows_.empty()) return;
  PlanState state(setting_, std::move(known), changes, report);
  Planner planner(state, *header_, rows_before_, named_, memberships_);
  for (PcnPartnerRow& row : rows_) planner.Take(row);
  rows_.clear();
}

}  // namespace pcsp::registry
