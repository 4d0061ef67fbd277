#include "services/registry/domain/imports/relationship_planner.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/registry/domain/names.h"

namespace pcsp::registry {
namespace {

// The question that a claim is an answer to, without what is known.
ImportConflict QuestionOf(const Relationship& claim) {
  ImportConflict question;
  question.programme = claim.programme;
  const bool pcn = claim.kind == RelationshipKind::kPartnerOf;
  question.kind = pcn ? ConflictKind::kPcnMembership : ConflictKind::kCommissioner;
  question.organisation = claim.subject;
  if (pcn) question.field = claim.object;
  question.claimed.by = claim.by;
  return question;
}

std::string ValueOf(const Relationship& relationship) {
  return ValueText({relationship.object, relationship.period});
}

}  // namespace

PlanState::PlanState(const ImportSetting& setting, Known known, ImportChanges& changes,
                     ImportReport& report)
    : setting(setting),
      conflicts(std::move(known.conflicts), setting.new_uid, setting.now, &changes.conflicts),
      known(std::move(known)),
      changes(changes),
      report(report) {}

ClaimOutcome RelationshipPlanner::Take(Relationship claim, const Organisation& subject,
                                       const Organisation& object, const ClaimCell& cell,
                                       ImportRow& row) {
  claim.programme = state_.setting.programme;
  claim.subject = subject.id;
  claim.object = object.id;
  claim.by = state_.setting.claimant;
  ClaimOutcome outcome =
      Weigh(std::move(claim), subject, object, state_.known.RelationshipsOf(subject.id),
            [this](const Relationship& other) { return said_.Has(other.id); });
  if (outcome.outside_life) {
    row.issues.push_back({false, cell.column, cell.title, cell.given,
                          "dates within the lives of both organisations",
                          "the relationship is not recorded", ""});
  } else if (outcome.contradicted != nullptr) {
    Dispute(outcome, cell, row);
  } else {
    Record(outcome, row.line);
    state_.conflicts.Settle(QuestionOf(outcome.wanted));
  }
  return outcome;
}

void RelationshipPlanner::Record(ClaimOutcome& outcome, int line) {
  if (outcome.confirmed != nullptr) said_.Before(outcome.confirmed->id, line);
  if (outcome.changed) {
    ++outcome.changed->revision;
    outcome.changed->update_time = state_.setting.now;
    if (outcome.changed->object == outcome.wanted.object) said_.Before(outcome.changed->id, line);
    state_.known.Put(*outcome.changed);
    Redate(*outcome.changed);
  }
  if (outcome.created) {
    outcome.created->id = state_.setting.new_uid();
    outcome.created->revision = 1;
    outcome.created->create_time = outcome.created->update_time = state_.setting.now;
    said_.Before(outcome.created->id, line);
    state_.known.Put(*outcome.created);
    state_.changes.related.push_back(*outcome.created);
  }
}

// What changes twice among the same rows is written once, as it is in the end.
void RelationshipPlanner::Redate(const Relationship& relationship) {
  for (std::vector<Relationship>* written : {&state_.changes.related, &state_.changes.redated}) {
    const auto same = std::find_if(written->begin(), written->end(),
                                   [&](const auto& other) { return other.id == relationship.id; });
    if (same == written->end()) continue;
    *same = relationship;
    return;
  }
  state_.changes.redated.push_back(relationship);
}

void RelationshipPlanner::Dispute(const ClaimOutcome& outcome, const ClaimCell& cell,
                                  ImportRow& row) {
  const Relationship& known = *outcome.contradicted;
  ImportConflict conflict = QuestionOf(outcome.wanted);
  conflict.relationship = known.id;
  conflict.known = {known.by, known.update_time, ValueOf(known)};
  conflict.claimed = {state_.setting.claimant, state_.setting.now, ValueOf(outcome.wanted)};
  const std::string id = state_.conflicts.Add(std::move(conflict));
  if (id.empty()) return;
  state_.report.CountConflict();
  row.issues.push_back(Disputed(
      known.programme, id, cell,
      absl::StrCat(OrganisationName(known.programme, known.object), " ", InWords(known.period)),
      known.by));
}

ImportIssue Disputed(const std::string& programme, const std::string& id, const ClaimCell& cell,
                     const std::string& known, const Claimant& by) {
  return {
      false,
      cell.column,
      cell.title,
      cell.given,
      absl::StrCat(known, ", as ", InWords(by.source), " says"),
      absl::StrCat("not recorded; it waits for a decision as ", ImportConflictName(programme, id)),
      id};
}

}  // namespace pcsp::registry
