#include "services/planning/store/plan_reader.h"

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/store/words.h"
#include "soci/soci.h"

namespace pcsp::planning {
namespace {

absl::CivilDay Day(const std::string& text) { return DayFromText(text).value_or(absl::CivilDay()); }

Level LevelOf(const std::string& word) { return MeaningOf(word, kLevelWords); }

std::optional<double> Budget(const std::string& text) {
  double budget = 0;
  if (text.empty() || !absl::SimpleAtod(text, &budget)) return std::nullopt;
  return budget;
}

std::vector<PinnedSolution> Pins(const std::string& text) {
  std::vector<PinnedSolution> pins;
  for (const std::string& word : SplitIds(text)) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(word, '@');
    PinnedSolution pin = {parts.first, std::nullopt};
    int quarter = 0;
    if (absl::SimpleAtoi(parts.second, &quarter)) pin.quarter = quarter;
    pins.push_back(std::move(pin));
  }
  return pins;
}

// A statement whose parameters are collected one by one.
class Query {
 public:
  Query(soci::session& session, std::string text) : statement_(session), text_(std::move(text)) {}

  template <typename T>
  Query& Use(const T& value) {
    statement_.exchange(soci::use(value));
    return *this;
  }
  template <typename... T>
  Query& Into(T&... variables) {
    (statement_.exchange(soci::into(variables)), ...);
    return *this;
  }
  // Calls `row` for each row, with the variables set.
  template <typename Row>
  void Each(Row row) {
    statement_.alloc();
    statement_.prepare(text_);
    statement_.define_and_bind();
    statement_.execute(false);
    while (statement_.fetch()) row();
  }

 private:
  soci::statement statement_;
  std::string text_;
};

// The plans of a page by uid, and a query for parts of any of them.
class Page {
 public:
  Page(soci::session& session, std::vector<Plan>& plans) : session_(session) {
    for (Plan& plan : plans) {
      plans_[plan.uid] = &plan;
      uids_.push_back(plan.uid);
      marks_.push_back(absl::StrCat(":u", marks_.size()));
    }
  }

  Query Parts(absl::string_view columns, absl::string_view table) const {
    Query query(session_,
                absl::StrCat("select plan_uid, ", columns, " from ", table, " where plan_uid in (",
                             absl::StrJoin(marks_, ", "), ") order by plan_uid, position"));
    for (const std::string& uid : uids_) query.Use(uid);
    return query;
  }
  Plan& Of(const std::string& uid) const { return *plans_.at(uid); }

 private:
  soci::session& session_;
  std::map<std::string, Plan*> plans_;
  std::vector<std::string> uids_;
  std::vector<std::string> marks_;
};

void ReadFindings(const Page& page) {
  std::string uid, level;
  Finding finding;
  page.Parts("issue, title, level, probability, severity, importance", "plan_findings")
      .Into(uid, finding.issue, finding.title, level, finding.probability, finding.severity,
            finding.importance)
      .Each([&] {
        finding.level = LevelOf(level);
        page.Of(uid).problem.findings.push_back(finding);
      });
}

void ReadActions(const Page& page) {
  std::string uid, issues, start, due, review, cost, state;
  int training = 0;
  Action action;
  page.Parts(
          "solution, title, issues, owner_role, quarter, start_day, due_day, review_day, hours, "
          "cost, expected_benefit, reason, training, repeat_weeks, state, revision",
          "plan_actions")
      .Into(uid, action.solution, action.title, issues, action.owner_role, action.quarter, start,
            due, review, action.hours, cost, action.expected_benefit, action.reason, training,
            action.repeat_weeks, state, action.revision)
      .Each([&] {
        action.issues = SplitIds(issues);
        action.start = Day(start);
        action.due = Day(due);
        action.review = Day(review);
        (void)absl::SimpleAtod(cost, &action.cost);
        action.training = training != 0;
        action.state = MeaningOf(state, kActionStateWords);
        page.Of(uid).draft.actions.push_back(action);
      });
}

void ReadCoreFunctions(const Page& page) {
  std::string uid, solution;
  CoreFunction function;
  page.Parts("solution, id, body", "action_core_functions")
      .Into(uid, solution, function.id, function.text)
      .Each([&] {
        for (Action& action : page.Of(uid).draft.actions) {
          if (action.solution == solution) action.core_functions.push_back(function);
        }
      });
}

void ReadWarnings(const Page& page) {
  std::string uid, code, issues;
  Warning warning;
  page.Parts("code, message, issues", "plan_warnings")
      .Into(uid, code, warning.message, issues)
      .Each([&] {
        warning.code = MeaningOf(code, kWarningWords);
        warning.issues = SplitIds(issues);
        page.Of(uid).draft.warnings.push_back(warning);
      });
}

// What was measured belongs to the problem, what authors expect to the draft.
void ReadEffects(const Page& page) {
  std::string uid, verdict;
  PlannedEffect effect;
  page.Parts("solution, issue, points, low, high, sites, comparison_sites, verdict", "plan_effects")
      .Into(uid, effect.solution, effect.issue, effect.points, effect.low, effect.high,
            effect.sites, effect.comparison_sites, verdict)
      .Each([&] {
        effect.verdict = MeaningOf(verdict, kVerdictWords);
        Plan& plan = page.Of(uid);
        (effect.measured() ? plan.problem.measured : plan.draft.expected).push_back(effect);
      });
}

void ReadParts(soci::session& session, std::vector<Plan>& plans) {
  if (plans.empty()) return;
  const Page page(session, plans);
  ReadFindings(page);
  ReadActions(page);
  ReadCoreFunctions(page);
  ReadWarnings(page);
  ReadEffects(page);
}

// `head` selects these columns.
constexpr absl::string_view kHeads =
    "select uid, programme, organisation, plan, diagnosis, catalogue_version, level, state, "
    "start_day, end_day, hours_per_quarter, quarters, expected_benefit, revision, create_time, "
    "update_time, value, bound, proven, budget, most_new, pinned, forbidden, "
    "own_solutions, agreed_by, close_note, outcome_count from plans where programme = :programme";

std::vector<Plan> ReadHeads(Query& head) {
  std::vector<Plan> plans;
  Plan plan;
  OrganisationName& owner = plan.name.organisation;
  std::string level, state, start, end, budget, pinned, forbidden, own;
  int64_t created = 0, updated = 0;
  int proven = 0;
  head.Into(plan.uid, owner.programme, owner.organisation, plan.name.plan, plan.diagnosis,
            plan.catalogue_version, level, state, start, end, plan.problem.hours_per_quarter,
            plan.problem.quarters, plan.draft.expected_benefit, plan.revision, created, updated,
            plan.draft.value, plan.draft.bound, proven, budget, plan.problem.most_new_actions,
            pinned, forbidden, own, plan.agreed_by, plan.close_note, plan.problem.outcomes);
  head.Each([&] {
    plan.problem.level = LevelOf(level);
    plan.state = MeaningOf(state, kPlanStateWords);
    plan.problem.start = Day(start);
    plan.draft.end = Day(end);
    plan.draft.proven = proven != 0;
    plan.problem.budget = Budget(budget);
    plan.problem.pinned = Pins(pinned);
    plan.problem.forbidden = SplitIds(forbidden);
    plan.own = SplitIds(own);
    plan.create_time = absl::FromUnixMicros(created);
    plan.update_time = absl::FromUnixMicros(updated);
    plans.push_back(plan);
  });
  return plans;
}

}  // namespace

std::vector<Plan> ReadPlan(soci::session& session, const PlanName& name) {
  Query head(session, absl::StrCat(kHeads, " and organisation = :organisation and plan = :plan"));
  head.Use(name.organisation.programme).Use(name.organisation.organisation).Use(name.plan);
  std::vector<Plan> plans = ReadHeads(head);
  ReadParts(session, plans);
  return plans;
}

std::vector<Plan> ReadPlans(soci::session& session, const PlanQuery& query) {
  std::string text(kHeads);
  if (!query.parent.all()) text += " and organisation = :organisation";
  if (!query.diagnosis.empty()) text += " and diagnosis = :diagnosis";
  if (query.after) text += " and (create_time < :at or (create_time = :same and uid < :uid))";
  Query head(session, text + " order by create_time desc, uid desc limit :most");
  head.Use(query.parent.programme);
  if (!query.parent.all()) head.Use(query.parent.organisation);
  if (!query.diagnosis.empty()) head.Use(query.diagnosis);
  if (query.after) {
    head.Use(query.after->create_micros).Use(query.after->create_micros).Use(query.after->uid);
  }
  head.Use(query.limit);
  std::vector<Plan> plans = ReadHeads(head);
  ReadParts(session, plans);
  return plans;
}

}  // namespace pcsp::planning
