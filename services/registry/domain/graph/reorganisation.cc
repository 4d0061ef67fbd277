#include "services/registry/domain/graph/reorganisation.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/graph/handover.h"
#include "services/registry/domain/names.h"

namespace pcsp::registry {
namespace {

std::string NameOf(const Organisation& organisation) {
  return OrganisationName(organisation.programme, organisation.id);
}

absl::Status CheckSameKind(const Reorganisation& reorganisation) {
  const OrganisationKind kind = reorganisation.sources.front().kind;
  Violations violations;
  const auto check = [&](const std::string& field, const Organisation& organisation) {
    if (organisation.kind == kind) return;
    violations.Add(field, absl::StrCat(NameOf(organisation), ", ", InWords(organisation.kind)),
                   absl::StrCat(InWords(kind), ", as ", NameOf(reorganisation.sources.front())));
  };
  for (size_t i = 1; i < reorganisation.sources.size(); ++i) {
    check(absl::StrCat("sources[", i, "]"), reorganisation.sources[i]);
  }
  for (const Successor& successor : reorganisation.successors) {
    check(reorganisation.successors.size() == 1 ? "target" : "parts", successor.organisation);
  }
  return violations.ToStatus();
}

// Sources end on the day before the date or earlier, and successors are there on it.
absl::Status CheckLives(const Reorganisation& reorganisation) {
  const Date date = reorganisation.date;
  std::vector<std::string> conflicts;
  for (const Organisation& source : reorganisation.sources) {
    const bool closes_later = source.life.last >= date && source.life.last != kUntilFurtherNotice;
    if (source.life.first >= date || closes_later) conflicts.push_back(NameOf(source));
  }
  for (const Successor& successor : reorganisation.successors) {
    if (!successor.organisation.life.Contains(date)) {
      conflicts.push_back(NameOf(successor.organisation));
    }
  }
  if (conflicts.empty()) return absl::OkStatus();
  return DatesConflict(
      conflicts, absl::StrCat("On ", FormatDate(date),
                              " sources must have been in business before "
                              "and have no later closing date, and what follows them must be in "
                              "business; that is not so for ",
                              conflicts.front(), conflicts.size() > 1 ? " and others" : ""));
}

absl::Status CheckNotSucceeded(const Reorganisation& reorganisation, const KnownProgramme& known) {
  std::vector<std::string> conflicts;
  for (const Relationship& relationship : known.relationships) {
    if (relationship.kind != RelationshipKind::kSucceededBy ||
        relationship.period.last < reorganisation.date) {
      continue;
    }
    for (const Organisation& source : reorganisation.sources) {
      if (source.id != relationship.subject) continue;
      conflicts.push_back(RelationshipName(relationship.programme, relationship.id));
    }
  }
  return conflicts.empty() ? absl::OkStatus() : OrganisationSucceeded(conflicts);
}

class Planner {
 public:
  Planner(const Reorganisation& reorganisation, const KnownProgramme& known, absl::Time now,
          absl::FunctionRef<std::string()> new_id)
      : reorganisation_(reorganisation), known_(known), now_(now), new_id_(new_id) {
    for (const Organisation& organisation : known.organisations) {
      by_id_[organisation.id] = &organisation;
    }
    for (const Successor& successor : reorganisation.successors) {
      by_id_[successor.organisation.id] = &successor.organisation;
    }
  }

  absl::StatusOr<ReorganisationPlan> Plan(Handover handover) {
    for (const Organisation& source : reorganisation_.sources) Close(source);
    for (const Successor& successor : reorganisation_.successors) {
      if (successor.is_new) plan_.created.push_back(successor.organisation);
    }
    for (Relationship& relationship : handover.ended) {
      Touch(relationship);
      plan_.ended.push_back(std::move(relationship));
    }
    plan_.removed = std::move(handover.removed);
    for (HandedOver& handed : handover.handed_over) {
      RETURN_IF_ERROR(CheckEnds(handed.relationship));
      (handed.in_place ? plan_.moved : plan_.related).push_back(std::move(handed.relationship));
    }
    Succeed();
    RETURN_IF_ERROR(CheckCycles());
    for (Relationship& relationship : plan_.moved) Touch(relationship);
    for (Relationship& relationship : plan_.related) MakeNew(relationship);
    return std::move(plan_);
  }

 private:
  void Close(Organisation source) {
    source.life.last = std::min(source.life.last, reorganisation_.date - 1);
    // One that is still to come leaves the status alone: lists go by the dates anyway.
    if (reorganisation_.date <= DayOf(now_)) source.status = OrganisationStatus::kClosed;
    ++source.revision;
    source.update_time = now_;
    plan_.closed.push_back(std::move(source));
  }

  absl::Status CheckEnds(const Relationship& relationship) const {
    for (const std::string* id : {&relationship.subject, &relationship.object}) {
      RETURN_IF_ERROR(CheckLife(relationship, *by_id_.at(*id)));
    }
    return absl::OkStatus();
  }

  void Succeed() {
    for (const Organisation& source : reorganisation_.sources) {
      for (const Successor& successor : reorganisation_.successors) {
        Relationship succession;
        succession.programme = known_.id;
        succession.subject = source.id;
        succession.object = successor.organisation.id;
        succession.kind = RelationshipKind::kSucceededBy;
        succession.period.first = reorganisation_.date;
        plan_.related.push_back(std::move(succession));
      }
    }
  }

  // Only where subject and object are of one kind can there be a cycle.
  absl::Status CheckCycles() const {
    std::vector<Relationship> all;
    for (const Relationship& relationship : known_.relationships) {
      if (!OfOneKind(relationship)) continue;
      const bool changed = HasId(plan_.ended, relationship) || HasId(plan_.moved, relationship) ||
                           HasId(plan_.removed, relationship);
      if (!changed) all.push_back(relationship);
    }
    for (const auto* changed : {&plan_.ended, &plan_.moved, &plan_.related}) {
      std::copy_if(changed->begin(), changed->end(), std::back_inserter(all),
                   [&](const Relationship& r) { return OfOneKind(r); });
    }
    for (const auto* added : {&plan_.moved, &plan_.related}) {
      for (const Relationship& relationship : *added) {
        if (!OfOneKind(relationship)) continue;
        const auto cycle = CycleThrough(relationship, all);
        if (!cycle.empty()) return RelationshipCycle(NamesOf(relationship, cycle));
      }
    }
    return absl::OkStatus();
  }

  bool OfOneKind(const Relationship& relationship) const {
    return by_id_.at(relationship.subject)->kind == by_id_.at(relationship.object)->kind;
  }

  static bool HasId(const std::vector<Relationship>& some, const Relationship& relationship) {
    return std::any_of(some.begin(), some.end(),
                       [&](const Relationship& r) { return r.id == relationship.id; });
  }

  // The known relationships of a cycle: those that are planned have no name of their own.
  std::vector<std::string> NamesOf(const Relationship& added,
                                   std::vector<const Relationship*> cycle) const {
    cycle.insert(cycle.begin(), &added);
    std::vector<std::string> names;
    for (const Relationship* r : cycle) {
      if (!r->id.empty()) names.push_back(RelationshipName(known_.id, r->id));
    }
    return names;
  }

  void Touch(Relationship& relationship) const {
    relationship.by = ByPerson();
    ++relationship.revision;
    relationship.update_time = now_;
  }

  void MakeNew(Relationship& relationship) const {
    relationship.id = new_id_();
    relationship.by = ByPerson();
    relationship.revision = 1;
    relationship.create_time = relationship.update_time = now_;
  }

  const Reorganisation& reorganisation_;
  const KnownProgramme& known_;
  const absl::Time now_;
  const absl::FunctionRef<std::string()> new_id_;
  absl::flat_hash_map<std::string, const Organisation*> by_id_;
  ReorganisationPlan plan_;
};

}  // namespace

absl::StatusOr<ReorganisationPlan> PlanReorganisation(const Reorganisation& reorganisation,
                                                      const KnownProgramme& known, absl::Time now,
                                                      absl::FunctionRef<std::string()> new_id) {
  RETURN_IF_ERROR(CheckSameKind(reorganisation));
  RETURN_IF_ERROR(CheckLives(reorganisation));
  RETURN_IF_ERROR(CheckNotSucceeded(reorganisation, known));
  ASSIGN_OR_RETURN(Handover handover, PlanHandover(reorganisation, known));
  return Planner(reorganisation, known, now, new_id).Plan(std::move(handover));
}

}  // namespace pcsp::registry
