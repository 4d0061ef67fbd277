#include "services/registry/domain/relationship.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/names.h"

namespace pcsp::registry {
namespace {

using Kind = OrganisationKind;

constexpr absl::string_view kWords[] = {"",           "commissioned_by", "supported_by",
                                        "partner_of", "part_of",         "succeeded_by"};

// What may stand to what. Succession is not here: it joins two of any one kind.
struct Fit {
  RelationshipKind kind;
  Kind subject;
  Kind object;
};
constexpr Fit kFits[] = {
    {RelationshipKind::kCommissionedBy, Kind::kPractice, Kind::kWholeSystem},
    {RelationshipKind::kCommissionedBy, Kind::kPcn, Kind::kWholeSystem},
    {RelationshipKind::kCommissionedBy, Kind::kSteeringGroup, Kind::kWholeSystem},
    {RelationshipKind::kSupportedBy, Kind::kPractice, Kind::kSteeringGroup},
    {RelationshipKind::kSupportedBy, Kind::kTeam, Kind::kSteeringGroup},
    {RelationshipKind::kSupportedBy, Kind::kPcn, Kind::kSteeringGroup},
    {RelationshipKind::kPartnerOf, Kind::kPractice, Kind::kPcn},
    {RelationshipKind::kPartOf, Kind::kTeam, Kind::kPractice},
    {RelationshipKind::kPartOf, Kind::kSteeringGroup, Kind::kWholeSystem},
    {RelationshipKind::kPartOf, Kind::kPcn, Kind::kWholeSystem},
    {RelationshipKind::kPartOf, Kind::kWholeSystem, Kind::kWholeSystem},
    {RelationshipKind::kPartOf, Kind::kWholeSystem, Kind::kRegion},
};

std::string Sentence(RelationshipKind kind) {
  return absl::StrReplaceAll(Word(kind), {{"_", " "}});
}

// "a whole system, or a region": the objects that `subject` may have; "" if none.
std::string ObjectsFor(RelationshipKind kind, Kind subject) {
  std::vector<std::string> objects;
  for (const Fit& fit : kFits) {
    if (fit.kind == kind && fit.subject == subject) objects.push_back(InWords(fit.object));
  }
  return absl::StrJoin(objects, " or ");
}

std::vector<std::string> Names(const std::vector<const Relationship*>& relationships) {
  std::vector<std::string> names;
  for (const Relationship* r : relationships)
    names.push_back(RelationshipName(r->programme, r->id));
  return names;
}

// Depth first from `at` towards `goal`, keeping to the days that every step has in common. `seen`
// keeps a dense graph from being walked along every path.
struct CycleSearch {
  const std::string& goal;
  RelationshipKind kind;
  absl::Span<const Relationship> existing;
  std::set<std::tuple<std::string, Date, Date>> seen;
  std::vector<const Relationship*> path;

  bool Reaches(const std::string& at, const Period& days) {
    if (at == goal) return true;
    if (!seen.emplace(at, days.first, days.last).second) return false;
    for (const Relationship& step : existing) {
      if (step.subject != at || step.kind != kind) continue;
      const Period common =
          kind == RelationshipKind::kSucceededBy ? days : Common(days, step.period);
      if (common.empty()) continue;
      path.push_back(&step);
      if (Reaches(step.object, common)) return true;
      path.pop_back();
    }
    return false;
  }
};

}  // namespace

absl::string_view Word(RelationshipKind kind) { return kWords[static_cast<int>(kind)]; }

RelationshipKind RelationshipKindOf(absl::string_view word) {
  const auto found = std::find(std::begin(kWords), std::end(kWords), word);
  return found == std::end(kWords) ? RelationshipKind::kUnspecified
                                   : static_cast<RelationshipKind>(found - std::begin(kWords));
}

void Validate(const Relationship& relationship, Violations& violations) {
  if (relationship.kind == RelationshipKind::kUnspecified) {
    violations.Add("relationship.kind", "",
                   "COMMISSIONED_BY, SUPPORTED_BY, PARTNER_OF, PART_OF or SUCCEEDED_BY");
  }
  if (!relationship.subject.empty() && relationship.subject == relationship.object) {
    violations.Add("relationship.object",
                   OrganisationName(relationship.programme, relationship.object),
                   "another organisation than the subject");
  }
  if (relationship.period.empty()) {
    violations.Add(
        "relationship.end_date", FormatDate(relationship.period.last),
        absl::StrCat("on or after the start date ", FormatDate(relationship.period.first)));
  }
}

absl::Status CheckKinds(const Relationship& relationship, Kind subject, Kind object) {
  if (relationship.kind == RelationshipKind::kSucceededBy) {
    if (subject == object) return absl::OkStatus();
    return InvalidField("relationship.object", InWords(object),
                        absl::StrCat(InWords(subject), ", as the subject is"));
  }
  for (const Fit& fit : kFits) {
    if (fit.kind == relationship.kind && fit.subject == subject && fit.object == object) {
      return absl::OkStatus();
    }
  }
  const std::string objects = ObjectsFor(relationship.kind, subject);
  if (objects.empty()) {
    return InvalidField(
        "relationship.kind", Sentence(relationship.kind),
        absl::StrCat("a kind of relationship that ", InWords(subject), " can be the subject of"));
  }
  return InvalidField("relationship.object", InWords(object),
                      absl::StrCat(objects, ", since ", InWords(subject), " is the subject and ",
                                   Sentence(relationship.kind), " the kind"));
}

bool FitsLife(const Relationship& relationship, absl::string_view organisation,
              const Period& life) {
  if (relationship.kind == RelationshipKind::kSucceededBy && relationship.subject == organisation) {
    return life.first == kSinceAlways || life.first < relationship.period.first;
  }
  return FitsInto(relationship.period, life);
}

absl::Status CheckLife(const Relationship& relationship, const Organisation& organisation) {
  if (FitsLife(relationship, organisation.id, organisation.life)) return absl::OkStatus();
  std::vector<std::string> conflicts = {OrganisationName(organisation.programme, organisation.id)};
  // A relationship that is being created has no name yet.
  if (!relationship.id.empty()) {
    conflicts.insert(conflicts.begin(), RelationshipName(relationship.programme, relationship.id));
  }
  return DatesConflict(
      conflicts, absl::StrCat("The relationship would hold ", InWords(relationship.period),
                              ", but ", OrganisationName(organisation.programme, organisation.id),
                              " is in business ", InWords(organisation.life)));
}

bool OneAtATime(RelationshipKind kind, Kind subject) {
  return kind == RelationshipKind::kCommissionedBy || kind == RelationshipKind::kSupportedBy ||
         (kind == RelationshipKind::kPartOf && subject != Kind::kPcn);
}

std::vector<const Relationship*> Overlaps(const Relationship& candidate, bool one_at_a_time,
                                          absl::Span<const Relationship> existing) {
  std::vector<const Relationship*> overlaps;
  for (const Relationship& other : existing) {
    if (other.id == candidate.id || other.kind != candidate.kind) continue;
    if (other.subject != candidate.subject) continue;
    if (!one_at_a_time && other.object != candidate.object) continue;
    if (!Common(other.period, candidate.period).empty()) overlaps.push_back(&other);
  }
  return overlaps;
}

std::vector<const Relationship*> CycleThrough(const Relationship& candidate,
                                              absl::Span<const Relationship> existing) {
  CycleSearch search{candidate.subject, candidate.kind, existing, {}, {}};
  if (!search.Reaches(candidate.object, candidate.period)) return {};
  return search.path;
}

absl::Status CheckConflicts(const Relationship& candidate, Kind subject,
                            absl::Span<const Relationship> existing) {
  const bool one_at_a_time = OneAtATime(candidate.kind, subject);
  if (const auto overlaps = Overlaps(candidate, one_at_a_time, existing); !overlaps.empty()) {
    return RelationshipOverlap(Names(overlaps));
  }
  if (const auto cycle = CycleThrough(candidate, existing); !cycle.empty()) {
    return RelationshipCycle(Names(cycle));
  }
  return absl::OkStatus();
}

absl::StatusOr<Relationship> Ended(Relationship relationship, Date last) {
  if (last < relationship.period.first) {
    return InvalidField("end_date", FormatDate(last),
                        absl::StrCat("on or after the relationship's first day ",
                                     FormatDate(relationship.period.first)));
  }
  if (relationship.period.last < last) {
    return RelationshipEnded(RelationshipName(relationship.programme, relationship.id),
                             relationship.period.last);
  }
  relationship.period.last = last;
  return relationship;
}

}  // namespace pcsp::registry
