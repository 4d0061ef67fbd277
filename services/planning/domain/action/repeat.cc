#include "services/planning/domain/action/repeat.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "services/planning/domain/calendar.h"

namespace pcsp::planning {
namespace {

constexpr absl::string_view kMark = "-again-";  // and the number

// "reflect" -> "reflect-again-2" -> "reflect-again-3".
std::string NextId(const std::string& id) {
  const size_t mark = absl::string_view(id).rfind(kMark);
  int number = 1;
  if (mark != std::string::npos && absl::SimpleAtoi(id.substr(mark + kMark.size()), &number) &&
      number > 0) {
    return absl::StrCat(id.substr(0, mark), kMark, number + 1);
  }
  const std::string next = absl::StrCat(id, kMark, 2);
  return IsResourceId(next) ? next : absl::StrCat("a-", Sha256Hex(id).substr(0, 16), kMark, 2);
}

}  // namespace

std::optional<TrackedAction> NextOccurrence(const TrackedAction& done, absl::CivilDay completed,
                                            absl::Time now) {
  if (done.step.repeat_weeks <= 0) return std::nullopt;
  const absl::civil_diff_t period = done.step.repeat_weeks * kDaysPerWeek;
  absl::civil_diff_t later = period;
  if (done.step.start + later <= completed) {
    later += ((completed - done.step.start - later) / period + 1) * period;
  }
  TrackedAction next = done;
  next.id = NextId(done.id);
  next.previous = done.id;
  next.step.start += later;
  next.step.due += later;
  next.step.review += later;
  next.step.state = ActionState::kPlanned;
  next.step.revision = 1;
  next.started.reset();
  next.ended.reset();
  next.reviewed.reset();
  next.outcome = ReviewOutcome::kNone;
  next.events = 0;
  next.create_time = next.update_time = now;
  return next;
}

}  // namespace pcsp::planning
