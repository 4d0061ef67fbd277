#include "services/registry/domain/imports/practice_import.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/registry/domain/imports/relationship_planner.h"
#include "services/registry/domain/names.h"

namespace pcsp::registry {
namespace {

constexpr int kCodeColumn = 1;
constexpr int kOpenDateColumn = 11;

bool SameContent(const Organisation& a, const Organisation& b) {
  return a.display_name == b.display_name && a.postcode == b.postcode &&
         a.address_lines == b.address_lines && a.life == b.life && a.status == b.status;
}

ImportIssue CodeFault(const EpraccurRow& row, absl::string_view expected, absl::string_view hint) {
  return {true,           kCodeColumn,           EpraccurColumnTitle(kCodeColumn),
          row.given_code, std::string(expected), std::string(hint)};
}

ImportIssue UnknownCommissioner(const EpraccurRow& row) {
  return {false,
          row.commissioner_column,
          EpraccurColumnTitle(row.commissioner_column),
          row.commissioner,
          "the code of a whole system in the programme",
          "the commissioner is not recorded; create a whole system with this code of the code "
          "system ods and import the file again",
          ""};
}

// Somebody has decided that it does not belong here; the file knows nothing of that.
ImportIssue DeletedPractice(const EpraccurRow& row) {
  return {false,
          kCodeColumn,
          EpraccurColumnTitle(kCodeColumn),
          row.given_code,
          "the code of a practice that is not deleted",
          "the row is passed over; undelete the practice and import the file again",
          ""};
}

// A site that is open today and will not be, or that the file says is closed.
bool LosesSite(const Organisation& before, const Organisation& after, Date today) {
  if (!IsSiteOn(before, today)) return false;
  return after.status == OrganisationStatus::kClosed || !IsSiteOn(after, today);
}

// Decides about one row after another, against what is known before them.
class Planner {
 public:
  Planner(PlanState& state, FirstLines& codes, FirstLines& commissioning)
      : state_(state),
        setting_(state.setting),
        codes_(codes),
        commissioning_(state, commissioning) {}

  void Take(EpraccurRow& row) {
    ImportRow report = {row.line, ImportVerdict::kRejected, "", row.given_code,
                        std::move(row.issues)};
    if (!HasError(report.issues)) report.verdict = Decide(row, report);
    state_.report.Add(std::move(report));
  }

 private:
  ImportVerdict Decide(const EpraccurRow& row, ImportRow& report) {
    if (!row.is_practice) return ImportVerdict::kSkipped;
    const Organisation* before = nullptr;
    if (!CheckCode(row, report, before) || !CheckLives(row, report, before)) {
      return ImportVerdict::kRejected;
    }
    if (before != nullptr && before->delete_time) {
      report.issues.push_back(DeletedPractice(row));
      return ImportVerdict::kSkipped;
    }
    Organisation after = before == nullptr ? Created(row) : Updated(row, *before);
    report.organisation = after.id;
    const bool related = Relate(row, report, after);
    if (before == nullptr) {
      state_.changes.created.push_back(std::move(after));
      return ImportVerdict::kCreated;
    }
    if (LosesSite(*before, after, DayOf(setting_.now))) state_.report.CountLostSite();
    const bool closes =
        before->status != after.status && after.status == OrganisationStatus::kClosed;
    const bool changed = !SameContent(*before, after);
    if (changed) state_.changes.updated.push_back(std::move(after));
    if (closes) return ImportVerdict::kClosed;
    return changed || related ? ImportVerdict::kUpdated : ImportVerdict::kUnchanged;
  }

  // Finds the organisation with the row's code; false if the code cannot be used.
  bool CheckCode(const EpraccurRow& row, ImportRow& report, const Organisation*& before) {
    const std::string& code = row.practice.code;
    if (const int line = codes_.Before(code, row.line); line != 0) {
      report.issues.push_back(CodeFault(row, "a code that is not in the file twice",
                                        absl::StrCat("line ", line, " has it too")));
      return false;
    }
    before = state_.known.ByCode(code);
    if (before != nullptr && before->kind != OrganisationKind::kPractice) {
      report.issues.push_back(
          CodeFault(row, "the code of a practice",
                    absl::StrCat(OrganisationName(setting_.programme, before->id), " has it, ",
                                 InWords(before->kind))));
      return false;
    }
    if (before != nullptr) return true;
    const Organisation* holder = state_.known.ById(DefaultId(row.practice, ""));
    if (holder == nullptr) return true;
    report.issues.push_back(
        CodeFault(row, "a code whose organisation does not exist yet",
                  absl::StrCat(OrganisationName(setting_.programme, holder->id),
                               " exists without this code; give it the code system ods and the "
                               "code first")));
    return false;
  }

  // False if the row's open and close dates contradict a relationship of the known practice.
  bool CheckLives(const EpraccurRow& row, ImportRow& report, const Organisation* before) {
    if (before == nullptr || before->life == row.practice.life) return true;
    for (const Relationship* relationship : state_.known.RelationshipsOf(before->id)) {
      if (FitsLife(*relationship, before->id, row.practice.life)) continue;
      report.issues.push_back(
          {true, kOpenDateColumn, "open and close date", InWords(row.practice.life),
           absl::StrCat("dates around those of ",
                        RelationshipName(setting_.programme, relationship->id)),
           absl::StrCat("it holds ", InWords(relationship->period), "; end it first")});
      return false;
    }
    return true;
  }

  Organisation Created(const EpraccurRow& row) {
    Organisation organisation = row.practice;
    organisation.programme = setting_.programme;
    organisation.uid = setting_.new_uid();
    organisation.id = DefaultId(organisation, organisation.uid);
    organisation.revision = 1;
    organisation.create_time = organisation.update_time = setting_.now;
    return organisation;
  }

  Organisation Updated(const EpraccurRow& row, const Organisation& before) {
    Organisation organisation = row.practice;
    organisation.programme = setting_.programme;
    organisation.uid = before.uid;
    organisation.id = before.id;
    organisation.revision = before.revision + 1;
    organisation.create_time = before.create_time;
    organisation.update_time = setting_.now;
    return organisation;
  }

  // Records who commissions the practice; true if that changes anything.
  bool Relate(const EpraccurRow& row, ImportRow& report, const Organisation& practice) {
    if (row.commissioner.empty()) return false;
    const Organisation* commissioner = state_.known.ByCode(row.commissioner);
    if (commissioner == nullptr || commissioner->kind != OrganisationKind::kWholeSystem ||
        commissioner->delete_time) {
      // Those who commissioned practices that closed long ago are gone themselves.
      if (practice.status != OrganisationStatus::kClosed) {
        report.issues.push_back(UnknownCommissioner(row));
      }
      return false;
    }
    Relationship claim;
    claim.kind = RelationshipKind::kCommissionedBy;
    claim.period = row.commissioned;
    const ClaimCell cell = {row.commissioner_column, EpraccurColumnTitle(row.commissioner_column),
                            row.commissioner};
    return commissioning_.Take(std::move(claim), practice, *commissioner, cell, report).changes();
  }

  PlanState& state_;
  const ImportSetting& setting_;
  FirstLines& codes_;
  RelationshipPlanner commissioning_;
};

}  // namespace

PracticeImport::PracticeImport(ImportSetting setting) : setting_(std::move(setting)) {}

absl::Status PracticeImport::Take(int line, absl::Span<const std::string> fields) {
  rows_.push_back(ReadEpraccurRow(line, fields));
  return absl::OkStatus();
}

Wanted PracticeImport::wanted() const {
  Wanted wanted;
  std::set<std::string> commissioners;  // few, and each of many practices
  for (const EpraccurRow& row : rows_) {
    if (!row.is_practice || HasError(row.issues)) continue;
    wanted.codes.push_back(row.practice.code);
    wanted.ids.push_back(DefaultId(row.practice, ""));
    if (!row.commissioner.empty()) commissioners.insert(row.commissioner);
  }
  wanted.other_codes.assign(commissioners.begin(), commissioners.end());
  return wanted;
}

void PracticeImport::Plan(Known known, ImportChanges& changes, ImportReport& report) {
  PlanState state(setting_, std::move(known), changes, report);
  Planner planner(state, codes_, commissioning_);
  for (EpraccurRow& row : rows_) planner.Take(row);
  rows_.clear();
}

}  // namespace pcsp::registry
