#include "services/planning/store/plan_writer.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "common/storage/batch.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/store/words.h"
#include "soci/soci.h"

namespace pcsp::planning {
namespace {

// Enough digits to read the same number back.
std::string Number(double value) { return absl::StrFormat("%.17g", value); }

std::string PinsText(const std::vector<PinnedSolution>& pins) {
  return absl::StrJoin(pins, " ", [](std::string* out, const PinnedSolution& pin) {
    absl::StrAppend(out, pin.solution);
    if (pin.quarter) absl::StrAppend(out, "@", *pin.quarter);
  });
}

// Empty: no limit.
std::string BudgetText(const Plan& plan) {
  return plan.problem.budget ? Number(*plan.problem.budget) : "";
}

// Rows of one table, column by column.
class Rows {
 public:
  explicit Rows(const std::vector<std::pair<std::string, std::string>>& names_and_types) {
    for (const auto& [name, type] : names_and_types) columns_.push_back({name, type, {}});
  }
  void Add(std::vector<std::string> values) {
    for (size_t i = 0; i < columns_.size(); ++i) {
      columns_[i].values.push_back(std::move(values.at(i)));
    }
  }
  void Insert(soci::session& session, sql::Engine engine, absl::string_view table) const {
    sql::InsertRows(session, engine, table, columns_);
  }

 private:
  std::vector<sql::BatchColumn> columns_;
};

void InsertHead(soci::session& session, const Plan& plan) {
  const OrganisationName& owner = plan.name.organisation;
  const std::string level(LevelWord(plan.problem.level));
  const std::string state = WordOf(plan.state, kPlanStateWords);
  const std::string start = DayText(plan.problem.start), end = DayText(plan.draft.end);
  const int64_t created = absl::ToUnixMicros(plan.create_time);
  const int64_t updated = absl::ToUnixMicros(plan.update_time);
  const std::string budget = BudgetText(plan);
  const std::string pinned = PinsText(plan.problem.pinned);
  const std::string forbidden = JoinIds(plan.problem.forbidden), own = JoinIds(plan.own);
  const int proven = plan.draft.proven ? 1 : 0;
  session
      << "insert into plans (uid, programme, organisation, plan, diagnosis, catalogue_version, "
         "level, state, start_day, end_day, hours_per_quarter, quarters, expected_benefit, "
         "revision, create_time, update_time, value, bound, proven, budget, most_new, pinned, "
         "forbidden, own_solutions, outcome_count) values (:uid, :programme, :organisation, :plan, "
         ":diagnosis, :catalogue, "
         ":level, :state, :start, :end, :hours, :quarters, :benefit, :revision, :created, "
         ":updated, :value, :bound, :proven, :budget, :most_new, :pinned, :forbidden, :own, "
         ":outcomes)",
      soci::use(plan.uid), soci::use(owner.programme), soci::use(owner.organisation),
      soci::use(plan.name.plan), soci::use(plan.diagnosis), soci::use(plan.catalogue_version),
      soci::use(level), soci::use(state), soci::use(start), soci::use(end),
      soci::use(plan.problem.hours_per_quarter), soci::use(plan.problem.quarters),
      soci::use(plan.draft.expected_benefit), soci::use(plan.revision), soci::use(created),
      soci::use(updated), soci::use(plan.draft.value), soci::use(plan.draft.bound),
      soci::use(proven), soci::use(budget), soci::use(plan.problem.most_new_actions),
      soci::use(pinned), soci::use(forbidden), soci::use(own), soci::use(plan.problem.outcomes);
}

void UpdateHead(soci::session& session, const Plan& plan) {
  const std::string state = WordOf(plan.state, kPlanStateWords);
  const int64_t updated = absl::ToUnixMicros(plan.update_time);
  const int proven = plan.draft.proven ? 1 : 0;
  const std::string budget = BudgetText(plan), own = JoinIds(plan.own);
  session << "update plans set state = :state, catalogue_version = :catalogue, "
             "own_solutions = :own, hours_per_quarter = :hours, budget = :budget, "
             "expected_benefit = :benefit, value = :value, "
             "bound = :bound, proven = :proven, agreed_by = :agreed_by, close_note = :close_note, "
             "revision = :revision, update_time = :updated where uid = :uid",
      soci::use(state), soci::use(plan.catalogue_version), soci::use(own),
      soci::use(plan.problem.hours_per_quarter), soci::use(budget),
      soci::use(plan.draft.expected_benefit), soci::use(plan.draft.value),
      soci::use(plan.draft.bound), soci::use(proven), soci::use(plan.agreed_by),
      soci::use(plan.close_note), soci::use(plan.revision), soci::use(updated), soci::use(plan.uid);
}

void InsertFindings(soci::session& session, sql::Engine engine, const Plan& plan) {
  Rows rows({{"plan_uid", "text"},
             {"position", "integer"},
             {"issue", "text"},
             {"title", "text"},
             {"level", "text"},
             {"probability", "double precision"},
             {"severity", "double precision"},
             {"importance", "double precision"}});
  int position = 0;
  for (const Finding& finding : plan.problem.findings) {
    rows.Add({plan.uid, absl::StrCat(position++), finding.issue, finding.title,
              std::string(LevelWord(finding.level)), Number(finding.probability),
              Number(finding.severity), Number(finding.importance)});
  }
  rows.Insert(session, engine, "plan_findings");
}

void InsertActions(soci::session& session, sql::Engine engine, const Plan& plan) {
  Rows rows({{"plan_uid", "text"},
             {"solution", "text"},
             {"position", "integer"},
             {"title", "text"},
             {"issues", "text"},
             {"owner_role", "text"},
             {"quarter", "integer"},
             {"start_day", "text"},
             {"due_day", "text"},
             {"review_day", "text"},
             {"hours", "double precision"},
             {"cost", "text"},
             {"expected_benefit", "double precision"},
             {"reason", "text"},
             {"training", "integer"},
             {"repeat_weeks", "integer"},
             {"state", "text"},
             {"revision", "bigint"}});
  int position = 0;
  for (const Action& action : plan.draft.actions) {
    rows.Add({plan.uid, action.solution, absl::StrCat(position++), action.title,
              JoinIds(action.issues), action.owner_role, absl::StrCat(action.quarter),
              DayText(action.start), DayText(action.due), DayText(action.review),
              Number(action.hours), Number(action.cost), Number(action.expected_benefit),
              action.reason, action.training ? "1" : "0", absl::StrCat(action.repeat_weeks),
              WordOf(action.state, kActionStateWords), absl::StrCat(action.revision)});
  }
  rows.Insert(session, engine, "plan_actions");
}

void InsertCoreFunctions(soci::session& session, sql::Engine engine, const Plan& plan) {
  Rows rows({{"plan_uid", "text"},
             {"solution", "text"},
             {"position", "integer"},
             {"id", "text"},
             {"body", "text"}});
  for (const Action& action : plan.draft.actions) {
    int position = 0;
    for (const CoreFunction& function : action.core_functions) {
      rows.Add({plan.uid, action.solution, absl::StrCat(position++), function.id, function.text});
    }
  }
  rows.Insert(session, engine, "action_core_functions");
}

void InsertWarnings(soci::session& session, sql::Engine engine, const Plan& plan) {
  Rows rows({{"plan_uid", "text"},
             {"position", "integer"},
             {"code", "text"},
             {"message", "text"},
             {"issues", "text"}});
  int position = 0;
  for (const Warning& warning : plan.draft.warnings) {
    rows.Add({plan.uid, absl::StrCat(position++), WordOf(warning.code, kWarningWords),
              warning.message, JoinIds(warning.issues)});
  }
  rows.Insert(session, engine, "plan_warnings");
}

void InsertEffects(soci::session& session, sql::Engine engine, const Plan& plan) {
  Rows rows({{"plan_uid", "text"},
             {"solution", "text"},
             {"issue", "text"},
             {"position", "integer"},
             {"points", "double precision"},
             {"low", "double precision"},
             {"high", "double precision"},
             {"sites", "integer"},
             {"comparison_sites", "integer"},
             {"verdict", "text"}});
  int position = 0;
  for (const std::vector<PlannedEffect>* effects : {&plan.problem.measured, &plan.draft.expected}) {
    for (const PlannedEffect& one : *effects) {
      rows.Add({plan.uid, one.solution, one.issue, absl::StrCat(position++), Number(one.points),
                Number(one.low), Number(one.high), absl::StrCat(one.sites),
                absl::StrCat(one.comparison_sites), WordOf(one.verdict, kVerdictWords)});
    }
  }
  rows.Insert(session, engine, "plan_effects");
}

}  // namespace

void InsertPlan(soci::session& session, sql::Engine engine, const Plan& plan) {
  InsertHead(session, plan);
  InsertFindings(session, engine, plan);
  InsertActions(session, engine, plan);
  InsertCoreFunctions(session, engine, plan);
  InsertWarnings(session, engine, plan);
  InsertEffects(session, engine, plan);
}

void UpdatePlan(soci::session& session, sql::Engine engine, const Plan& plan) {
  UpdateHead(session, plan);
  // Core functions go with their actions.
  session << "delete from plan_actions where plan_uid = :uid", soci::use(plan.uid);
  session << "delete from plan_warnings where plan_uid = :uid", soci::use(plan.uid);
  session << "delete from plan_effects where plan_uid = :uid", soci::use(plan.uid);
  InsertActions(session, engine, plan);
  InsertCoreFunctions(session, engine, plan);
  InsertWarnings(session, engine, plan);
  InsertEffects(session, engine, plan);
}

void ErasePlan(soci::session& session, const Plan& plan) {
  // Its parts go with it.
  session << "delete from plans where uid = :uid", soci::use(plan.uid);
}

bool HasPlan(soci::session& session, const PlanName& name) {
  int found = 0;
  session << "select count(*) from plans where programme = :programme and "
             "organisation = :organisation and plan = :plan",
      soci::use(name.organisation.programme), soci::use(name.organisation.organisation),
      soci::use(name.plan), soci::into(found);
  return found > 0;
}

}  // namespace pcsp::planning
