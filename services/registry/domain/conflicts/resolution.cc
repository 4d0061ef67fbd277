#include "services/registry/domain/conflicts/resolution.h"

#include <algorithm>
#include <utility>

#include "common/base/status_macros.h"
#include "services/registry/domain/conflicts/people_resolution.h"
#include "services/registry/domain/context_fields.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/names.h"

namespace pcsp::registry {
namespace {

std::string NameOf(const ImportConflict& conflict) {
  return ImportConflictName(conflict.programme, conflict.id);
}

// The days of `period` that are not in `taken`.
std::vector<Period> Without(const Period& period, const Period& taken) {
  std::vector<Period> left;
  if (period.first < taken.first) left.push_back({period.first, taken.first - 1});
  if (taken.last < period.last) left.push_back({taken.last + 1, period.last});
  return left;
}

class RelationshipResolution {
 public:
  RelationshipResolution(const ImportConflict& conflict, const Decision& decision,
                         const DisputedFacts& disputed, ImportChanges& changes)
      : conflict_(conflict), decision_(decision), disputed_(disputed), changes_(changes) {}

  absl::Status Apply() {
    const auto claimed = ParseRelationshipValue(conflict_.claimed.value);
    const auto known = std::find_if(disputed_.relationships.begin(), disputed_.relationships.end(),
                                    [&](const auto& r) { return r.id == conflict_.relationship; });
    if (!claimed || !disputed_.subject || !disputed_.object ||
        known == disputed_.relationships.end() ||
        ValueText({known->object, known->period}) != conflict_.known.value) {
      return ImportConflictOutdated(NameOf(conflict_));
    }
    Relationship wanted;
    wanted.programme = conflict_.programme;
    wanted.subject = conflict_.organisation;
    wanted.object = claimed->object;
    wanted.kind = known->kind;
    wanted.period = claimed->period;
    RETURN_IF_ERROR(CheckLife(wanted, *disputed_.subject));
    RETURN_IF_ERROR(CheckLife(wanted, *disputed_.object));
    MakeRoom(std::move(wanted));
    return absl::OkStatus();
  }

 private:
  // One relationship with the same object takes the claimed dates and keeps its name.
  void MakeRoom(Relationship wanted) {
    bool placed = false;
    for (const Relationship& other : disputed_.relationships) {
      if (other.subject != wanted.subject || other.kind != wanted.kind) continue;
      if (Common(other.period, wanted.period).empty()) continue;
      if (!placed && other.object == wanted.object) {
        placed = true;
        Redate(other, wanted.period, conflict_.claimed.by);
      } else {
        Cut(other, wanted.period);
      }
    }
    if (!placed) Add(std::move(wanted), conflict_.claimed.by);
  }

  void Cut(const Relationship& other, const Period& taken) {
    const std::vector<Period> left = Without(other.period, taken);
    if (left.empty()) {
      changes_.undone.push_back(other);
      return;
    }
    Redate(other, left.front(), other.by);
    if (left.size() == 1) return;
    Relationship rest = other;
    rest.period = left.back();
    Add(std::move(rest), other.by);
  }

  void Redate(Relationship relationship, const Period& period, const Claimant& by) {
    relationship.period = period;
    relationship.by = by;
    ++relationship.revision;
    relationship.update_time = decision_.now;
    changes_.redated.push_back(std::move(relationship));
  }

  void Add(Relationship relationship, const Claimant& by) {
    relationship.id = decision_.new_uid();
    relationship.by = by;
    relationship.revision = 1;
    relationship.create_time = relationship.update_time = decision_.now;
    changes_.related.push_back(std::move(relationship));
  }

  const ImportConflict& conflict_;
  const Decision& decision_;
  const DisputedFacts& disputed_;
  ImportChanges& changes_;
};

absl::Status ApplyToContext(const ImportConflict& conflict, const Decision& decision,
                            const DisputedFacts& disputed, ImportChanges& changes) {
  if (!disputed.context || ValueOf(*disputed.context, conflict.field) != conflict.known.value) {
    return ImportConflictOutdated(NameOf(conflict));
  }
  SiteContext context = *disputed.context;
  SetValue(conflict.field, conflict.claimed.value, context);
  context.stated_by[conflict.field] = conflict.claimed.by;
  ++context.revision;
  context.update_time = decision.now;
  changes.contexts.push_back(std::move(context));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ImportChanges> Resolve(ImportConflict conflict, const Decision& decision,
                                      const DisputedFacts& disputed) {
  if (conflict.state != ConflictState::kOpen) return ImportConflictResolved(NameOf(conflict));
  ImportChanges changes;
  if (decision.choice == ConflictChoice::kClaimed) {
    if (IsAboutPerson(conflict.kind)) {
      RETURN_IF_ERROR(ApplyPeopleClaim(conflict, decision, disputed, changes));
    } else if (conflict.kind == ConflictKind::kSiteContext) {
      RETURN_IF_ERROR(ApplyToContext(conflict, decision, disputed, changes));
    } else {
      RETURN_IF_ERROR(RelationshipResolution(conflict, decision, disputed, changes).Apply());
    }
  }
  conflict.state = ConflictState::kResolved;
  conflict.choice = decision.choice;
  conflict.note = decision.note;
  ++conflict.revision;
  conflict.update_time = decision.now;
  changes.conflicts.push_back(std::move(conflict));
  return changes;
}

}  // namespace pcsp::registry
