#include "services/registry/domain/commissioning.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/registry/domain/names.h"

namespace pcsp::registry {
namespace {

ImportIssue Warning(const EpraccurRow& row, absl::string_view expected, absl::string_view hint) {
  return {false,
          row.commissioner_column,
          EpraccurColumnTitle(row.commissioner_column),
          row.commissioner,
          std::string(expected),
          std::string(hint)};
}

// `period`, its closed ends moved into `life`; open ends stay open.
Period CutTo(Period period, const Period& life) {
  if (period.first != kSinceAlways) period.first = std::max(period.first, life.first);
  if (period.last != kUntilFurtherNotice) period.last = std::min(period.last, life.last);
  return period;
}

}  // namespace

CommissioningChange Commission(const Organisation& practice, const Organisation& commissioner,
                               const EpraccurRow& row,
                               absl::Span<const Relationship* const> known) {
  CommissioningChange change;
  Relationship wanted;
  wanted.programme = practice.programme;
  wanted.subject = practice.id;
  wanted.object = commissioner.id;
  wanted.kind = RelationshipKind::kCommissionedBy;
  wanted.period = CutTo(CutTo(row.commissioned, practice.life), commissioner.life);
  if (wanted.period.empty() || !FitsInto(wanted.period, practice.life) ||
      !FitsInto(wanted.period, commissioner.life)) {
    change.warning = Warning(row, "dates within the life of practice and commissioner",
                             "the commissioner is not recorded");
    return change;
  }

  std::vector<const Relationship*> overlaps;
  for (const Relationship* other : known) {
    if (other->kind != wanted.kind || Common(other->period, wanted.period).empty()) continue;
    overlaps.push_back(other);
  }
  if (overlaps.empty()) {
    change.created = std::move(wanted);
    return change;
  }
  const Relationship& other = *overlaps.front();
  if (overlaps.size() == 1 && other.object == wanted.object) {
    if (other.period == wanted.period) return change;
    change.changed = other;
    change.changed->period = wanted.period;
  } else if (overlaps.size() == 1 && other.period.first < wanted.period.first) {
    change.changed = other;
    change.changed->period.last = wanted.period.first - 1;
    change.created = std::move(wanted);
  } else {
    change.warning = Warning(row, "no other commissioner at the same time",
                             absl::StrCat("the commissioner is not recorded; end ",
                                          RelationshipName(other.programme, other.id), " first"));
  }
  return change;
}

ImportIssue UnknownCommissioner(const EpraccurRow& row) {
  return Warning(row, "the code of a whole system in the programme",
                 "the commissioner is not recorded; create a whole system with this code of the "
                 "code system ods and import the file again");
}

}  // namespace pcsp::registry
