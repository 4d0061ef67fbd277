#include "services/planning/domain/cohorts/explain/substitutes.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/planning/domain/cohorts/explain/session_words.h"

namespace pcsp::planning {
namespace {

constexpr size_t kMostNamed = 10;

bool IsAway(const Trainer& trainer, int fortnight) {
  return std::ranges::any_of(trainer.leave, [fortnight](const Trainer::Leave& leave) {
    return leave.from <= fortnight && fortnight <= leave.until;
  });
}

// Who leads anything in a fortnight.
std::set<int> BusyIn(const CohortProblem& problem, const CohortPlan& plan,
                     absl::Span<const SessionLeaders> leaders, int fortnight) {
  std::set<int> busy;
  for (size_t i = 0; i < plan.held.size(); ++i) {
    if (problem.sessions[plan.held[i]].fortnight != fortnight) continue;
    busy.insert(leaders[i].named.begin(), leaders[i].named.end());
  }
  return busy;
}

// Nobody of the region is free, or they would lead it.
std::vector<int> WhoCould(const CohortProblem& problem, const CohortPlan& plan,
                          absl::Span<const SessionLeaders> leaders, size_t held) {
  const CohortSession& s = problem.sessions[plan.held[held]];
  const int region = problem.venues[s.venue].region;
  const std::set<int> busy = BusyIn(problem, plan, leaders, s.fortnight);
  std::vector<int> could, instead;
  for (int i = 0; i < static_cast<int>(problem.trainers.size()); ++i) {
    if (IsAway(problem.trainers[i], s.fortnight)) continue;
    const bool here = problem.trainers[i].region == region;
    if (!here && !busy.contains(i)) could.push_back(i);
    if (here && std::ranges::count(leaders[held].named, i) == 0) instead.push_back(i);
  }
  could.insert(could.end(), instead.begin(), instead.end());
  could.resize(std::min(could.size(), kMostNamed));
  return could;
}

std::string Names(const CohortProblem& problem, const std::vector<int>& trainers) {
  return absl::StrJoin(trainers, ", ", [&problem](std::string* out, int trainer) {
    out->append(problem.trainers[trainer].id);
  });
}

}  // namespace

std::vector<SubstituteNeed> SubstitutesOf(const CohortProblem& problem, const CohortPlan& plan,
                                          absl::Span<const SessionLeaders> leaders) {
  std::vector<SubstituteNeed> needs;
  for (size_t i = 0; i < plan.held.size(); ++i) {
    const CohortSession& s = problem.sessions[plan.held[i]];
    if (s.fortnight >= problem.current.frozen_until) continue;
    if (leaders[i].missing == 0 && s.away.empty()) continue;
    SubstituteNeed& need = needs.emplace_back();
    need.held = static_cast<int>(i);
    need.missing = leaders[i].missing;
    if (need.missing > 0) need.could = WhoCould(problem, plan, leaders, i);
  }
  std::ranges::stable_sort(needs, {}, [&](const SubstituteNeed& need) {
    return problem.sessions[plan.held[need.held]].fortnight;
  });
  return needs;
}

std::string WordsFor(const CohortProblem& problem, const CohortPlan& plan,
                     absl::Span<const SessionLeaders> leaders, const SubstituteNeed& need) {
  const int session = plan.held[need.held];
  const std::vector<std::string>& away = problem.sessions[session].away;
  std::vector<std::string> parts;
  if (!away.empty()) {
    parts.push_back(
        absl::StrCat(absl::StrJoin(away, ", "), away.size() == 1 ? " is" : " are", " away"));
  }
  const std::vector<int>& leading = leaders[need.held].named;
  if (!leading.empty()) parts.push_back(absl::StrCat("led by ", Names(problem, leading)));
  if (need.missing > 0) {
    parts.push_back(absl::StrCat(need.missing, need.missing == 1 ? " trainer is" : " trainers are",
                                 " missing"));
    parts.push_back(need.could.empty()
                        ? std::string("nobody known could lead it: find somebody or move it")
                        : absl::StrCat(Names(problem, need.could), " could lead it"));
  }
  return absl::StrCat(TextOf(InWords(problem, session)), ": ", absl::StrJoin(parts, "; "));
}

}  // namespace pcsp::planning
