// Relationships that rows claim: recorded, or put before a person.
#pragma once

#include <string>

#include "services/registry/domain/conflicts/conflict_queue.h"
#include "services/registry/domain/imports/file_import.h"
#include "services/registry/domain/imports/first_lines.h"
#include "services/registry/domain/imports/relationship_claim.h"

namespace pcsp::registry {

// Where in its row a claim stands.
struct ClaimCell {
  int column = 0;
  std::string title;
  std::string given;
};

// The plan of some rows under way: what is known before the next, and what is to be written.
struct PlanState {
  PlanState(const ImportSetting& setting, Known known, ImportChanges& changes,
            ImportReport& report);

  const ImportSetting& setting;
  ConflictQueue conflicts;
  KnownIndex known;
  ImportChanges& changes;
  ImportReport& report;
};

// `said` collects the relationships that the file says.
class RelationshipPlanner {
 public:
  RelationshipPlanner(PlanState& state, FirstLines& said) : state_(state), said_(said) {}

  // `claim` has its kind and period. What came of it, after it has been recorded or queued; a
  // warning is added to `row` where it was not recorded.
  ClaimOutcome Take(Relationship claim, const Organisation& subject, const Organisation& object,
                    const ClaimCell& cell, ImportRow& row);

 private:
  void Record(ClaimOutcome& outcome, int line);
  void Redate(const Relationship& relationship);
  void Dispute(const ClaimOutcome& outcome, const ClaimCell& cell, ImportRow& row);

  PlanState& state_;
  FirstLines& said_;
};

// The issue of a row whose claim waits for a person as the conflict `id`.
ImportIssue Disputed(const std::string& programme, const std::string& id, const ClaimCell& cell,
                     const std::string& known, const Claimant& by);

}  // namespace pcsp::registry
