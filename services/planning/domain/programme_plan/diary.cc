#include "services/planning/domain/programme_plan/diary.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/ids.h"

namespace pcsp::planning {
namespace {

std::string InWords(const std::map<std::string, int>& enrolled) {
  if (enrolled.empty()) return "nobody enrolled";
  return absl::StrCat("enrolled: ", absl::StrJoin(enrolled, ", ", absl::PairFormatter(" ")));
}

void CompareSession(const SeenSession& then, const SeenSession& now, Violations& differences) {
  const std::string field = absl::StrCat("sessions/", then.id);
  if (then.etag != now.etag) {
    differences.Add(field, "has changed", "as it was when the plan was made");
  }
  if (then.enrolled != now.enrolled) {
    differences.Add(field, InWords(now.enrolled), InWords(then.enrolled));
  }
}

}  // namespace

Violations DiaryDifferences(absl::Span<const SeenSession> then, absl::Span<const SeenSession> now) {
  std::map<std::string, const SeenSession*> left;
  for (const SeenSession& session : now) left[session.id] = &session;
  Violations differences;
  for (const SeenSession& session : then) {
    const auto found = left.find(session.id);
    if (found == left.end()) {
      differences.Add(absl::StrCat("sessions/", session.id), "is not in the diary any more",
                      "in the diary, as when the plan was made");
      continue;
    }
    CompareSession(session, *found->second, differences);
    left.erase(found);
  }
  for (const auto& [id, session] : left) {
    differences.Add(absl::StrCat("sessions/", id), "is new in the diary",
                    "not in the diary, as when the plan was made");
  }
  return differences;
}

absl::Status DiaryChanged(absl::string_view plan, const Violations& differences) {
  if (differences.empty()) return absl::OkStatus();
  return MakeError(
      absl::StatusCode::kFailedPrecondition,
      absl::StrCat("The diary has changed since the plan was made, in ", differences.list().size(),
                   " respects. Nothing was applied; plan again from the diary as it "
                   "is."),
      {.reason = "DIARY_CHANGED",
       .violations = differences.list(),
       .resource = ResourceRef{"programme_plan", std::string(plan)},
       .precondition = "a plan that was made for the diary as it is"});
}

std::string DiaryId(absl::string_view plan, absl::string_view session, bool in_diary) {
  return in_diary ? std::string(session) : NamedUuid(absl::StrCat(plan, "/sessions/", session));
}

}  // namespace pcsp::planning
