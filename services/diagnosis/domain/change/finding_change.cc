#include "services/diagnosis/domain/change/finding_change.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "absl/strings/str_format.h"
#include "common/text/pages/percent.h"
#include "services/diagnosis/domain/reasoning/quoted.h"

namespace pcsp::diagnosis {
namespace {

constexpr size_t kMostCauses = 3;
constexpr double kSpeaks = 0.05;  // what would be shown as 0.0 explains nothing

ChangeKind KindOf(const FindingState& before, const FindingState& after) {
  const bool knew = before.band != Band::kInsufficientData;
  const bool knows = after.band != Band::kInsufficientData;
  if (knew != knows) return knows ? ChangeKind::kNowKnown : ChangeKind::kNowUnknown;
  const double moved = after.probability - before.probability;
  if (before.band == after.band && std::abs(moved) < kMoves) return ChangeKind::kSame;
  const bool up = before.band == after.band ? moved > 0 : after.band > before.band;
  return up ? ChangeKind::kLikelier : ChangeKind::kLessLikely;
}

// Of reasons that only one of the two gives, the other's weight is taken for 0.
std::vector<FindingState::Reason> Shifts(const FindingState& before, const FindingState& after,
                                         double direction) {
  std::map<std::string, FindingState::Reason> shifts;
  const auto add = [&](const FindingState::Reason& reason, double sign) {
    FindingState::Reason& shift = shifts[reason.indicator];
    shift.indicator = reason.indicator;
    shift.title = reason.title;
    shift.decibans += sign * reason.decibans;
  };
  for (const auto& reason : before.reasons) add(reason, -1);
  for (const auto& reason : after.reasons) add(reason, 1);
  std::vector<FindingState::Reason> because;
  for (const auto& [id, shift] : shifts) {
    if (shift.decibans * direction >= kSpeaks) because.push_back(shift);
  }
  std::sort(because.begin(), because.end(), [](const auto& a, const auto& b) {
    return std::pair(-std::abs(a.decibans), a.indicator) <
           std::pair(-std::abs(b.decibans), b.indicator);
  });
  if (because.size() > kMostCauses) because.resize(kMostCauses);
  return because;
}

std::string InWords(const FindingState& finding) {
  const std::string percent = text::PercentLikely(finding.probability);
  switch (finding.band) {
    case Band::kInsufficientData:
      return absl::StrFormat("too little known to say (%s)", percent);
    case Band::kUnlikely:
      return absl::StrFormat("unlikely (%s)", percent);
    case Band::kWatch:
      return absl::StrFormat("to be watched (%s)", percent);
    case Band::kPossible:
      return absl::StrFormat("possible (%s)", percent);
    case Band::kLikely:
      break;
  }
  return absl::StrFormat("likely (%s)", percent);
}

std::string Sentence(const FindingChange& change) {
  const std::string& title =
      change.kind == ChangeKind::kRemoved ? change.before.title : change.after.title;
  switch (change.kind) {
    case ChangeKind::kAdded:
      return absl::StrFormat("%s is new in the knowledge base: %s.", Quoted(title),
                             InWords(change.after));
    case ChangeKind::kRemoved:
      return absl::StrFormat("%s is no longer in the knowledge base; it was %s.", Quoted(title),
                             InWords(change.before));
    case ChangeKind::kSame:
      return absl::StrFormat("%s is still %s.", Quoted(title), InWords(change.after));
    default:
      break;
  }
  std::string sentence = absl::StrFormat("%s was %s and is %s", Quoted(title),
                                         InWords(change.before), InWords(change.after));
  if (!change.because.empty()) {
    const FindingState::Reason& most = change.because.front();
    absl::StrAppendFormat(&sentence, ", most of all because of %s (%+.1f decibans)",
                          Quoted(most.title), most.decibans);
  }
  return sentence + ".";
}

FindingChange Compare(const FindingState& before, const FindingState& after) {
  FindingChange change{KindOf(before, after), before, after};
  change.decibans = after.decibans - before.decibans;
  change.because = Shifts(before, after, change.decibans >= 0 ? 1 : -1);
  return change;
}

}  // namespace

std::vector<FindingChange> CompareFindings(const std::vector<FindingState>& before,
                                           const std::vector<FindingState>& after,
                                           bool unchanged_too) {
  std::map<std::string, const FindingState*> gone;
  for (const FindingState& finding : before) gone[finding.issue] = &finding;
  std::vector<FindingChange> changes;
  for (const FindingState& finding : after) {
    const auto found = gone.find(finding.issue);
    if (found == gone.end()) {
      changes.push_back({.kind = ChangeKind::kAdded, .after = finding});
    } else {
      changes.push_back(Compare(*found->second, finding));
      gone.erase(found);
    }
  }
  for (const auto& [id, finding] : gone) {
    changes.push_back({.kind = ChangeKind::kRemoved, .before = *finding});
  }
  if (!unchanged_too) {
    std::erase_if(changes, [](const auto& change) { return change.kind == ChangeKind::kSame; });
  }
  std::stable_sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) {
    return std::abs(a.decibans) > std::abs(b.decibans);
  });
  for (FindingChange& change : changes) change.sentence = Sentence(change);
  return changes;
}

}  // namespace pcsp::diagnosis
