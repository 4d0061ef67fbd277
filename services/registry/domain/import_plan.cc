#include "services/registry/domain/import_plan.h"

#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "services/registry/domain/commissioning.h"
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

class Planner {
 public:
  Planner(const KnownProgramme& known, absl::Time now, absl::FunctionRef<std::string()> new_uid)
      : known_(known), now_(now), new_uid_(new_uid) {
    for (const Organisation& organisation : known.organisations) {
      by_id_[organisation.id] = &organisation;
      if (organisation.code_system == kOds) by_code_[organisation.code] = &organisation;
    }
    for (const Relationship& relationship : known.relationships) {
      relationships_[relationship.subject].push_back(&relationship);
      relationships_[relationship.object].push_back(&relationship);
    }
  }

  void Take(const EpraccurRow& row) {
    ImportRow report = {row.line, ImportVerdict::kRejected, "", row.given_code, row.issues};
    if (!HasError(row.issues)) report.verdict = Decide(row, report);
    plan_.report.Add(std::move(report));
  }

  ImportPlan Plan() && { return std::move(plan_); }

 private:
  ImportVerdict Decide(const EpraccurRow& row, ImportRow& report) {
    if (!row.is_practice) return ImportVerdict::kSkipped;
    const Organisation* before = nullptr;
    if (!CheckCode(row, report, before) || !CheckLives(row, report, before)) {
      return ImportVerdict::kRejected;
    }

    const Organisation after = before == nullptr ? Created(row) : Updated(row, *before);
    report.organisation = after.id;
    const bool related = Relate(row, report, after);
    if (before == nullptr) {
      plan_.created.push_back(after);
      return ImportVerdict::kCreated;
    }
    const bool changed = !SameContent(*before, after);
    if (changed) plan_.updated.push_back(after);
    if (before->status != after.status && after.status == OrganisationStatus::kClosed) {
      return ImportVerdict::kClosed;
    }
    return changed || related ? ImportVerdict::kUpdated : ImportVerdict::kUnchanged;
  }

  // Finds the organisation with the row's code; false if the code cannot be used.
  bool CheckCode(const EpraccurRow& row, ImportRow& report, const Organisation*& before) {
    const std::string& code = row.practice.code;
    const auto [line, first] = lines_.emplace(code, row.line);
    if (!first) {
      report.issues.push_back(CodeFault(row, "a code that is not in the file twice",
                                        absl::StrCat("line ", line->second, " has it too")));
      return false;
    }
    if (const auto found = by_code_.find(code); found != by_code_.end()) before = found->second;
    if (before != nullptr && before->kind != OrganisationKind::kPractice) {
      report.issues.push_back(CodeFault(row, "the code of a practice",
                                        absl::StrCat(OrganisationName(known_.id, before->id),
                                                     " has it, ", InWords(before->kind))));
      return false;
    }
    if (before != nullptr) return true;
    const auto holder = by_id_.find(DefaultId(row.practice, ""));
    if (holder == by_id_.end()) return true;
    report.issues.push_back(
        CodeFault(row, "a code whose organisation does not exist yet",
                  absl::StrCat(OrganisationName(known_.id, holder->second->id),
                               " exists without this code; give it the code system ods and the "
                               "code first")));
    return false;
  }

  // False if the row's open and close dates contradict a relationship of the known practice.
  bool CheckLives(const EpraccurRow& row, ImportRow& report, const Organisation* before) {
    if (before == nullptr || before->life == row.practice.life) return true;
    const auto known = relationships_.find(before->id);
    if (known == relationships_.end()) return true;
    for (const Relationship* relationship : known->second) {
      if (FitsLife(*relationship, before->id, row.practice.life)) continue;
      report.issues.push_back(
          {true, kOpenDateColumn, "open and close date", InWords(row.practice.life),
           absl::StrCat("dates around those of ", RelationshipName(known_.id, relationship->id)),
           absl::StrCat("it holds ", InWords(relationship->period), "; end it first")});
      return false;
    }
    return true;
  }

  Organisation Created(const EpraccurRow& row) {
    Organisation organisation = row.practice;
    organisation.programme = known_.id;
    organisation.uid = new_uid_();
    organisation.id = DefaultId(organisation, organisation.uid);
    organisation.revision = 1;
    organisation.create_time = organisation.update_time = now_;
    return organisation;
  }

  Organisation Updated(const EpraccurRow& row, const Organisation& before) {
    Organisation organisation = row.practice;
    organisation.programme = known_.id;
    organisation.uid = before.uid;
    organisation.id = before.id;
    organisation.revision = before.revision + 1;
    organisation.create_time = before.create_time;
    organisation.update_time = now_;
    return organisation;
  }

  // Records who commissions the practice; true if that changes anything.
  bool Relate(const EpraccurRow& row, ImportRow& report, const Organisation& practice) {
    if (row.commissioner.empty()) return false;
    const auto commissioner = by_code_.find(row.commissioner);
    if (commissioner == by_code_.end() ||
        commissioner->second->kind != OrganisationKind::kWholeSystem) {
      // Those who commissioned practices that closed long ago are gone themselves.
      if (practice.status != OrganisationStatus::kClosed) {
        report.issues.push_back(UnknownCommissioner(row));
      }
      return false;
    }
    CommissioningChange change =
        Commission(practice, *commissioner->second, row, relationships_[practice.id]);
    if (change.warning) report.issues.push_back(*std::move(change.warning));
    if (change.changed) {
      ++change.changed->revision;
      change.changed->update_time = now_;
      plan_.redated.push_back(*change.changed);
    }
    if (change.created) {
      change.created->id = new_uid_();
      change.created->revision = 1;
      change.created->create_time = change.created->update_time = now_;
      plan_.related.push_back(*change.created);
    }
    return !change.empty();
  }

  const KnownProgramme& known_;
  const absl::Time now_;
  const absl::FunctionRef<std::string()> new_uid_;
  absl::flat_hash_map<std::string, const Organisation*> by_id_;
  absl::flat_hash_map<std::string, const Organisation*> by_code_;
  absl::flat_hash_map<std::string, std::vector<const Relationship*>> relationships_;
  absl::flat_hash_map<std::string, int> lines_;
  ImportPlan plan_;
};

}  // namespace

ImportPlan PlanImport(absl::Span<const EpraccurRow> rows, const KnownProgramme& known,
                      absl::Time now, absl::FunctionRef<std::string()> new_uid) {
  Planner planner(known, now, new_uid);
  for (const EpraccurRow& row : rows) planner.Take(row);
  return std::move(planner).Plan();
}

}  // namespace pcsp::registry
