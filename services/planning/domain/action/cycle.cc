#include "services/planning/domain/action/cycle.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"
#include "services/planning/domain/action/tracked_action.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/errors.h"

namespace pcsp::planning {
namespace {

void CheckText(absl::string_view field, const std::string& text, absl::string_view what,
               Violations& violations) {
  if (!absl::StripAsciiWhitespace(text).empty() && text::CharactersIn(text) <= kLongestNote) return;
  violations.Add(std::string(field), text,
                 absl::StrCat(what, ", at most ", kLongestNote, " characters"));
}

absl::CivilDay DayBefore(const Cycle& cycle) {
  if (cycle.studied) return cycle.studied->day;
  if (cycle.did) return cycle.did->day;
  return cycle.planned.day;
}

absl::CivilDay WrittenOn(const Cycle& cycle) {
  return absl::ToCivilDay(cycle.create_time, absl::UTCTimeZone());
}

}  // namespace

std::string Cycle::Name() const {
  return absl::StrCat(plan.Text(), "/actions/", action, "/cycles/", id);
}

CycleStage Cycle::stage() const {
  if (acted) return CycleStage::kAct;
  if (studied) return CycleStage::kStudy;
  return did ? CycleStage::kDo : CycleStage::kPlan;
}

void CheckNewCycle(const Cycle& cycle, absl::CivilDay today, Violations& violations) {
  CheckText("cycle.question", cycle.question, "what the test is to answer", violations);
  CheckText("cycle.prediction", cycle.prediction, "what will happen, written before anybody knows",
            violations);
  if (text::CharactersIn(cycle.measure) > kLongestNote) {
    violations.Add("cycle.measure", cycle.measure,
                   absl::StrCat("at most ", kLongestNote, " characters"));
  }
  if (text::CharactersIn(cycle.planned.note) > kLongestNote) {
    violations.Add("cycle.plan.note", cycle.planned.note,
                   absl::StrCat("at most ", kLongestNote, " characters"));
  }
  if (cycle.planned.day > today) {
    violations.Add("cycle.plan.date", DayText(cycle.planned.day),
                   absl::StrCat("a day that has come; today is ", DayText(today)));
  }
}

absl::Status CheckStage(const Cycle& cycle, CycleStage stage) {
  if (cycle.stage() == CycleStage::kAct) {
    return CycleStateForbids(cycle.Name(), "The cycle is complete.",
                             "another cycle of the same action");
  }
  const auto next = static_cast<CycleStage>(static_cast<int>(cycle.stage()) + 1);
  if (stage == next) return absl::OkStatus();
  const auto word = [](CycleStage one) { return kCycleStageWords[static_cast<int>(one)].first; };
  return CycleStateForbids(
      cycle.Name(),
      absl::StrCat("After \"", word(cycle.stage()), "\" does not come \"", word(stage), "\"."),
      absl::StrCat("\"", word(next), "\" next"));
}

void CheckStageRecord(const Cycle& cycle, CycleStage stage, const StageRecord& record,
                      CycleDecision decision, absl::CivilDay today, Violations& violations) {
  if (record.day > today) {
    violations.Add("date", DayText(record.day),
                   absl::StrCat("a day that has come; today is ", DayText(today)));
  }
  if (record.day < DayBefore(cycle)) {
    violations.Add("date", DayText(record.day),
                   absl::StrCat("on or after the stage before it, ", DayText(DayBefore(cycle))));
  } else if (stage == CycleStage::kDo && record.day < WrittenOn(cycle)) {
    violations.Add("date", DayText(record.day),
                   absl::StrCat("on or after ", DayText(WrittenOn(cycle)),
                                ", when the prediction was written"));
  }
  CheckText("note", record.note, "what was done, seen or decided", violations);
  if (stage == CycleStage::kAct && decision == CycleDecision::kNone) {
    violations.Add("decision", "", "adopt, adapt or abandon the change");
  }
  if (stage != CycleStage::kAct && decision != CycleDecision::kNone) {
    violations.Add("decision", kCycleDecisionWords[static_cast<int>(decision)].first,
                   "nothing before the stage \"act\"");
  }
}

Cycle With(Cycle cycle, CycleStage stage, const StageRecord& record, CycleDecision decision,
           absl::Time now) {
  if (stage == CycleStage::kDo) cycle.did = record;
  if (stage == CycleStage::kStudy) cycle.studied = record;
  if (stage == CycleStage::kAct) {
    cycle.acted = record;
    cycle.decision = decision;
  }
  ++cycle.revision;
  cycle.update_time = now;
  return cycle;
}

}  // namespace pcsp::planning
