#include "services/planning/domain/cohorts/explain/conflicts.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "services/planning/domain/cohorts/bound/master.h"
#include "services/planning/domain/cohorts/plan_check.h"

namespace pcsp::planning {
namespace {

using Kind = PolicyRule::Kind;
using Running = CohortSession::Running;
using Rules = std::vector<PolicyRule>;

constexpr size_t kMostConflicts = 10;
constexpr int kManyRounds = 100'000;

Rules RulesOf(const CohortProblem& problem) {
  Rules rules;
  const auto add = [&rules](Kind kind, size_t i, std::string path, size_t need = 0) {
    rules.push_back({kind, static_cast<int>(i), static_cast<int>(need), std::move(path)});
  };
  for (size_t i = 0; i < problem.pins.size(); ++i)
    add(Kind::kPin, i, absl::StrCat("pins[", i, "]"));
  for (size_t i = 0; i < problem.bans.size(); ++i)
    add(Kind::kBan, i, absl::StrCat("bans[", i, "]"));
  if (problem.current.frozen_until > 0) add(Kind::kFreeze, 0, "current.frozen_until");
  for (size_t i = 0; i < problem.sessions.size(); ++i) {
    if (problem.sessions[i].running == Running::kMay) continue;
    add(Kind::kRunning, i, absl::StrCat("sessions[", i, "].running"));
  }
  for (size_t i = 0; i < problem.practices.size(); ++i) {
    for (size_t j = 0; j < problem.practices[i].needs.size(); ++j) {
      if (!problem.practices[i].needs[j].must) continue;
      add(Kind::kMust, i, absl::StrCat("practices[", i, "].needs[", j, "].must"), j);
    }
  }
  return rules;
}

// The problem with these rules and no others.
CohortProblem With(const CohortProblem& problem, const Rules& rules) {
  CohortProblem kept = problem;
  kept.pins.clear();
  kept.bans.clear();
  kept.current.frozen_until = 0;
  for (CohortSession& s : kept.sessions) s.running = Running::kMay;
  for (CohortPractice& practice : kept.practices) {
    for (CourseNeed& need : practice.needs) need.must = false;
  }
  for (const PolicyRule& rule : rules) {
    switch (rule.kind) {
      case Kind::kPin:
        kept.pins.push_back(problem.pins[rule.index]);
        break;
      case Kind::kBan:
        kept.bans.push_back(problem.bans[rule.index]);
        break;
      case Kind::kFreeze:
        kept.current.frozen_until = problem.current.frozen_until;
        break;
      case Kind::kRunning:
        kept.sessions[rule.index].running = problem.sessions[rule.index].running;
        break;
      case Kind::kMust:
        kept.practices[rule.index].needs[rule.need].must = true;
        break;
    }
  }
  return kept;
}

// What is fixed, as a plan: whatever it breaks, more people and sessions cannot mend.
CohortPlan FixedPlan(const CohortProblem& problem) {
  std::map<std::pair<int, int>, int> people;
  const auto fix = [&people](const CohortBooking& b) {
    int& count = people[{b.practice, b.session}];
    count = std::max(count, b.people);
  };
  for (const CohortBooking& pin : problem.pins) fix(pin);
  for (const CohortBooking& b : problem.current.bookings) {
    if (problem.sessions[b.session].fortnight < problem.current.frozen_until) fix(b);
  }
  std::set<int> held;
  for (size_t i = 0; i < problem.sessions.size(); ++i) {
    if (problem.sessions[i].running == Running::kMust) held.insert(static_cast<int>(i));
  }
  CohortPlan plan;
  for (const auto& [where, count] : people) {
    plan.bookings.push_back({where.first, where.second, count});
    held.insert(where.second);
  }
  plan.held.assign(held.begin(), held.end());
  return plan;
}

std::vector<std::string> BrokenFacts(const CohortProblem& problem) {
  std::vector<std::string> facts;
  for (const BrokenRule& broken : CheckPlan(problem, FixedPlan(problem)).broken) {
    // More people may yet come.
    if (broken.rule == BrokenRule::Rule::kLeast || broken.rule == BrokenRule::Rule::kMust) continue;
    facts.push_back(broken.words);
  }
  return facts;
}

// Nobody costs anything but those who must not be left out: how many must be, at the least, in the
// relaxation. Nothing when stopped.
std::optional<double> LeftOut(const CohortProblem& problem, const std::function<bool()>& stop) {
  CohortProblem counted = problem;
  counted.km_rate = counted.late_rate = counted.unmet_cost = counted.current.keep = 0;
  for (CohortSession& s : counted.sessions) s.fixed_cost = 0;
  for (CohortPractice& practice : counted.practices) {
    for (CourseNeed& need : practice.needs) {
      for (RoleNeed& role : need.roles) role.unmet_cost = need.must ? 1 : 0;
      need.must = false;
    }
  }
  double left_out = 0;
  for (size_t r = 0; r < counted.regions.size(); ++r) {
    const RegionModel model = MakeRegion(counted, static_cast<int>(r));
    Master master(model, stop);
    if (!master.Solve(kManyRounds)) return std::nullopt;
    left_out += std::max(0.0, master.bound());
  }
  return left_out;
}

// Takes rules out, many at a time and then one by one, as long as the rest still conflicts.
Rules Minimal(Rules rules, const std::function<bool(const Rules&)>& conflicts) {
  for (size_t chunk = (rules.size() + 1) / 2; chunk > 0; chunk = chunk == 1 ? 0 : (chunk + 1) / 2) {
    for (size_t i = 0; i < rules.size();) {
      Rules fewer(rules.begin(), rules.begin() + static_cast<ptrdiff_t>(i));
      fewer.insert(fewer.end(),
                   rules.begin() + static_cast<ptrdiff_t>(std::min(rules.size(), i + chunk)),
                   rules.end());
      if (conflicts(fewer)) {
        rules = std::move(fewer);
      } else {
        i += chunk;
      }
    }
  }
  return rules;
}

int PeopleUnder(const CohortProblem& problem, const PolicyRule& rule) {
  int people = 0;
  const auto frozen = [&](const CohortBooking& b) {
    return problem.sessions[b.session].fortnight < problem.current.frozen_until;
  };
  switch (rule.kind) {
    case Kind::kPin:
      return problem.pins[rule.index].people;
    case Kind::kBan:
      for (const CourseNeed& need : problem.practices[problem.bans[rule.index].practice].needs) {
        if (need.course == problem.sessions[problem.bans[rule.index].session].course) {
          people += PeopleOf(need);
        }
      }
      return people;
    case Kind::kFreeze:
      for (const CohortBooking& b : problem.current.bookings) people += frozen(b) ? b.people : 0;
      return people;
    case Kind::kRunning:
      return problem.sessions[rule.index].seats;
    case Kind::kMust:
      return PeopleOf(problem.practices[rule.index].needs[rule.need]);
  }
  return people;
}

RuleConflict ConflictOf(const CohortProblem& problem, Rules rules, std::vector<std::string> facts) {
  RuleConflict conflict = {.rules = std::move(rules), .facts = std::move(facts)};
  conflict.cheapest = *std::ranges::min_element(
      conflict.rules, {}, [&](const PolicyRule& rule) { return PeopleUnder(problem, rule); });
  conflict.people = PeopleUnder(problem, conflict.cheapest);
  return conflict;
}

// One conflict after another, each without the rules of those before.
std::vector<RuleConflict> Disjoint(
    const CohortProblem& problem, const std::function<bool(const Rules&)>& conflicts,
    const std::function<std::vector<std::string>(const CohortProblem&)>& facts) {
  std::vector<RuleConflict> found;
  Rules left = RulesOf(problem);
  while (found.size() < kMostConflicts && conflicts(left)) {
    const Rules rules = Minimal(left, conflicts);
    if (rules.empty()) break;
    found.push_back(ConflictOf(problem, rules, facts(With(problem, rules))));
    std::erase_if(left, [&rules](const PolicyRule& rule) {
      return std::ranges::find(rules, rule) != rules.end();
    });
  }
  return found;
}

}  // namespace

std::vector<RuleConflict> FixedConflicts(const CohortProblem& problem) {
  if (BrokenFacts(problem).empty()) return {};
  return Disjoint(
      problem,
      [&problem](const Rules& rules) { return !BrokenFacts(With(problem, rules)).empty(); },
      BrokenFacts);
}

std::vector<RuleConflict> MustConflicts(const CohortProblem& problem,
                                        const std::function<bool()>& stop) {
  const auto left_out = [&problem, &stop](const Rules& rules) {
    return LeftOut(With(problem, rules), stop).value_or(0) > 1e-4;
  };
  const auto facts = [&stop](const CohortProblem& kept) -> std::vector<std::string> {
    const std::optional<double> people = LeftOut(kept, stop);
    if (!people) return {};
    return {absl::StrCat("seats, trainers, backfill and fortnights leave room for all but ",
                         static_cast<int>(*people + .999), " of the people")};
  };
  return Disjoint(problem, left_out, facts);
}

absl::Status RulesConflict(const std::vector<RuleConflict>& conflicts) {
  if (conflicts.empty()) return absl::OkStatus();
  Violations violations;
  for (const RuleConflict& conflict : conflicts) {
    const std::string paths =
        absl::StrJoin(conflict.rules, ", ",
                      [](std::string* out, const PolicyRule& rule) { out->append(rule.path); });
    violations.Add(paths, absl::StrJoin(conflict.facts, "; "),
                   absl::StrCat("rules that can be kept together: without ", conflict.cheapest.path,
                                ", which concerns ", conflict.people,
                                conflict.people == 1 ? " person" : " people", ", the others can"));
  }
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat(conflicts.size(), conflicts.size() == 1 ? " set" : " sets",
                                " of rules cannot be kept together."),
                   {.reason = "COHORT_RULES_CONFLICT",
                    .violations = violations.list(),
                    .precondition = "give up one rule of each set"});
}

}  // namespace pcsp::planning
