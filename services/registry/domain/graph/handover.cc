#include "services/registry/domain/graph/handover.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/names.h"

namespace pcsp::registry {
namespace {

std::string NameOf(const Relationship& relationship) {
  return RelationshipName(relationship.programme, relationship.id);
}

class Planner {
 public:
  Planner(const Reorganisation& reorganisation, const KnownProgramme& known)
      : reorganisation_(reorganisation), known_(known) {
    for (const Organisation& organisation : known.organisations) {
      kinds_[organisation.id] = organisation.kind;
    }
    for (const Organisation& source : reorganisation.sources) {
      last_days_[source.id] = std::min(source.life.last, reorganisation.date - 1);
    }
    for (const Successor& successor : reorganisation.successors) {
      successors_.insert(successor.organisation.id);
      kinds_[successor.organisation.id] = successor.organisation.kind;
    }
  }

  absl::StatusOr<Handover> Plan() {
    for (const Relationship& relationship : known_.relationships) {
      if (relationship.kind == RelationshipKind::kSucceededBy) continue;
      if (!IsSource(relationship.subject) && !IsSource(relationship.object)) {
        kept_[relationship.subject].push_back(&relationship);
      } else if (relationship.period.last >= reorganisation_.date) {
        Take(relationship);
      }
    }
    if (!left_over_.empty()) return RelationshipsLeftOver(left_over_);
    RETURN_IF_ERROR(CheckTaken());
    // By their beginnings, so that one that is joined to another reaches over no third.
    std::stable_sort(candidates_.begin(), candidates_.end(),
                     [](const HandedOver& a, const HandedOver& b) {
                       return a.relationship.period.first < b.relationship.period.first;
                     });
    for (HandedOver& candidate : candidates_) Give(std::move(candidate));
    if (!overlaps_.empty()) return RelationshipOverlap({overlaps_.begin(), overlaps_.end()});
    return std::move(plan_);
  }

 private:
  bool IsSource(const std::string& id) const { return last_days_.count(id) > 0; }
  bool IsParty(const std::string& id) const { return IsSource(id) || successors_.count(id) > 0; }

  // The relationship ends with its source, and successors go on with it.
  void Take(const Relationship& relationship) {
    const bool in_place = relationship.period.first >= reorganisation_.date;
    if (!in_place) End(relationship);
    // It would be one with oneself.
    if (IsParty(relationship.subject) && IsParty(relationship.object)) {
      if (in_place) plan_.removed.push_back(relationship);
      return;
    }
    HandedOver candidate = {relationship, {}, in_place};
    Period& period = candidate.relationship.period;
    period.first = std::max(period.first, reorganisation_.date);
    for (const std::string& heir : HeirsOf(relationship)) {
      const bool subject = IsSource(relationship.subject);
      (subject ? candidate.relationship.subject : candidate.relationship.object) = heir;
      candidate.subject_kind = kinds_[candidate.relationship.subject];
      candidates_.push_back(candidate);
      candidate.in_place = false;  // there is one known row, for the first heir
    }
  }

  void End(Relationship relationship) {
    for (const std::string* end : {&relationship.subject, &relationship.object}) {
      if (const auto last = last_days_.find(*end); last != last_days_.end()) {
        relationship.period.last = std::min(relationship.period.last, last->second);
      }
    }
    plan_.ended.push_back(std::move(relationship));
  }

  std::vector<std::string> HeirsOf(const Relationship& relationship) {
    if (successors_.size() == 1 || IsSource(relationship.subject)) {
      return {successors_.begin(), successors_.end()};
    }
    for (const Successor& successor : reorganisation_.successors) {
      if (successor.takes.count(relationship.subject) == 0) continue;
      taken_.insert(relationship.subject);
      return {successor.organisation.id};
    }
    left_over_.push_back(NameOf(relationship));
    return {};
  }

  // Whatever is to be taken is there.
  absl::Status CheckTaken() const {
    Violations violations;
    for (size_t i = 0; i < reorganisation_.successors.size(); ++i) {
      for (const std::string& id : reorganisation_.successors[i].takes) {
        if (successors_.size() == 1 || taken_.count(id) > 0) continue;
        violations.Add(absl::StrCat("parts[", i, "].takes"), OrganisationName(known_.id, id),
                       "an organisation that belongs to the source on the date or later");
      }
    }
    return violations.ToStatus();
  }

  // Hands `candidate` over for the days that what its subject has of its own leaves.
  void Give(HandedOver candidate) {
    const Relationship wanted = candidate.relationship;
    const bool one_at_a_time = OneAtATime(wanted.kind, candidate.subject_kind);
    std::vector<Period> left = {wanted.period};
    for (const Relationship* own : kept_[wanted.subject]) {
      if (Overlaps(wanted, one_at_a_time, absl::MakeConstSpan(own, 1)).empty()) continue;
      left = own->object == wanted.object ? Without(left, own->period) : std::vector<Period>();
    }
    if (left.empty() && candidate.in_place) Remove(wanted);
    for (const Period& period : left) {
      candidate.relationship.period = period;
      GiveAll(candidate, one_at_a_time);
      candidate.in_place = false;  // there is one known row
    }
  }

  // The known row that `planned` has the id of is never to be.
  void Remove(const Relationship& planned) {
    const auto known = std::find_if(known_.relationships.begin(), known_.relationships.end(),
                                    [&](const Relationship& r) { return r.id == planned.id; });
    plan_.removed.push_back(*known);
  }

  static std::vector<Period> Without(const std::vector<Period>& periods, const Period& hole) {
    std::vector<Period> left;
    for (const Period& period : periods) {
      const Period before = {period.first, std::min(period.last, hole.first - 1)};
      const Period behind = {std::max(period.first, hole.last + 1), period.last};
      if (Common(period, hole).empty()) {
        left.push_back(period);
        continue;
      }
      if (!before.empty()) left.push_back(before);
      if (hole.last != kUntilFurtherNotice && !behind.empty()) left.push_back(behind);
    }
    return left;
  }

  // All days of `candidate`, unless they are given already or there is something else on them.
  void GiveAll(const HandedOver& candidate, bool one_at_a_time) {
    const Relationship& wanted = candidate.relationship;
    for (size_t i : given_[wanted.subject]) {
      HandedOver& other = plan_.handed_over[i];
      Relationship& has = other.relationship;
      if (has.kind != wanted.kind || Common(has.period, wanted.period).empty()) continue;
      if (has.object == wanted.object) {
        // Several sources had it: it goes on from the first of theirs to the last.
        has.period.first = std::min(has.period.first, wanted.period.first);
        has.period.last = std::max(has.period.last, wanted.period.last);
        if (candidate.in_place) Remove(wanted);
        return;
      }
      if (one_at_a_time) return Clash(wanted, has);
    }
    given_[wanted.subject].push_back(plan_.handed_over.size());
    plan_.handed_over.push_back(candidate);
  }

  // Both carry the ids of known relationships.
  void Clash(const Relationship& a, const Relationship& b) {
    overlaps_.insert(NameOf(a));
    overlaps_.insert(NameOf(b));
  }

  const Reorganisation& reorganisation_;
  const KnownProgramme& known_;
  absl::flat_hash_map<std::string, OrganisationKind> kinds_;
  absl::flat_hash_map<std::string, Date> last_days_;  // of the sources
  std::set<std::string> successors_;
  // By subject: what stays as it is, and places in plan_.handed_over.
  absl::flat_hash_map<std::string, std::vector<const Relationship*>> kept_;
  absl::flat_hash_map<std::string, std::vector<size_t>> given_;
  std::vector<HandedOver> candidates_;
  std::set<std::string> taken_;
  std::vector<std::string> left_over_;
  std::set<std::string> overlaps_;
  Handover plan_;
};

}  // namespace

absl::StatusOr<Handover> PlanHandover(const Reorganisation& reorganisation,
                                      const KnownProgramme& known) {
  return Planner(reorganisation, known).Plan();
}

}  // namespace pcsp::registry
