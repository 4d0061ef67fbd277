#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/planning/domain/training/words.h"
#include "services/planning/store/programme_plan/store.h"
#include "services/planning/store/training/kept_rows.h"

namespace pcsp::planning {
namespace {

using training::MeaningOf;
using training::WordOf;

constexpr absl::string_view kKindWords[] = {"problem", "result"};

std::string OptionalText(const std::optional<double>& number) {
  return number ? sql::RealText(*number) : "";
}

std::optional<double> OptionalFrom(const std::string& text) {
  double number = 0;
  if (!absl::SimpleAtod(text, &number)) return std::nullopt;
  return number;
}

std::string CostText(const CohortCost& cost) {
  return sql::WordsText({sql::RealText(cost.sessions), sql::RealText(cost.travel),
                         sql::RealText(cost.lateness), sql::RealText(cost.unmet)});
}

CohortCost CostFrom(const std::vector<std::string>& words) {
  CohortCost cost;
  if (words.size() != 4) return cost;
  cost.sessions = OptionalFrom(words[0]).value_or(0);
  cost.travel = OptionalFrom(words[1]).value_or(0);
  cost.lateness = OptionalFrom(words[2]).value_or(0);
  cost.unmet = OptionalFrom(words[3]).value_or(0);
  return cost;
}

std::string FlagText(bool flag) { return sql::NumberText(flag ? 1 : 0); }

void TakeNotes(const std::string& text, ProgrammePlan& plan) {
  if (!text.empty()) plan.notes = absl::StrSplit(text, '\n');
}

void TakeSeed(const std::string& text, ProgrammePlan& plan) {
  // The column holds nothing but what ToCells() wrote.
  (void)absl::SimpleAtoi(text, &plan.seed);
}

}  // namespace

const sql::Table& TableOf(sql::Of<ProgrammePlan>) {
  static const sql::Table& table = training::NewTable(
      "programme_plan",
      "uid display_name seconds seed notes input_hash state step percent best bound owner error "
      "cost approved_by approval_note applied_by",
      "moves regions planned_regions progress_time lease_until attempt cancelling ended_early "
      "unmet_people moved_people approve_time apply_time");
  return table;
}

sql::Cells ToCells(const ProgrammePlan& p) {
  return training::KeptCells(p, {p.uid,
                                 p.display_name,
                                 sql::RealText(p.seconds),
                                 absl::StrCat(p.seed),
                                 absl::StrJoin(p.notes, "\n"),
                                 p.input_hash,
                                 WordOf(p.state, kProgrammePlanStateWords),
                                 p.progress.step,
                                 sql::RealText(p.progress.percent),
                                 OptionalText(p.progress.best),
                                 OptionalText(p.progress.bound),
                                 p.lease.owner,
                                 p.error,
                                 CostText(p.outcome.cost),
                                 p.approved.by,
                                 p.approval_note,
                                 p.applied.by,
                                 sql::NumberText(p.moves),
                                 sql::NumberText(p.progress.regions),
                                 sql::NumberText(p.progress.planned_regions),
                                 sql::TimeText(p.progress.time),
                                 sql::TimeText(p.lease.until),
                                 sql::NumberText(p.lease.attempt),
                                 FlagText(p.cancelling),
                                 FlagText(p.ended_early),
                                 sql::NumberText(p.outcome.unmet_people),
                                 sql::NumberText(p.outcome.moved_people),
                                 sql::TimeText(p.approved.time),
                                 sql::TimeText(p.applied.time)});
}

ProgrammePlan FromCells(sql::Of<ProgrammePlan>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  ProgrammePlan plan;
  training::TakeIds(in, plan);
  plan.uid = in.Text();
  plan.display_name = in.Text();
  plan.seconds = in.Real();
  TakeSeed(in.Text(), plan);
  TakeNotes(in.Text(), plan);
  plan.input_hash = in.Text();
  plan.state = MeaningOf<ProgrammePlanState>(in.Text(), kProgrammePlanStateWords);
  plan.progress.step = in.Text();
  plan.progress.percent = in.Real();
  plan.progress.best = OptionalFrom(in.Text());
  plan.progress.bound = OptionalFrom(in.Text());
  plan.lease.owner = in.Text();
  plan.error = in.Text();
  plan.outcome.cost = CostFrom(in.Words());
  plan.approved.by = in.Text();
  plan.approval_note = in.Text();
  plan.applied.by = in.Text();
  plan.moves = in.Number();
  plan.progress.regions = in.Int();
  plan.progress.planned_regions = in.Int();
  plan.progress.time = in.Time();
  plan.lease.until = in.Time();
  plan.lease.attempt = in.Int();
  plan.cancelling = in.Flag();
  plan.ended_early = in.Flag();
  plan.outcome.unmet_people = in.Int();
  plan.outcome.moved_people = in.Int();
  plan.approved.time = in.Time();
  plan.applied.time = in.Time();
  training::TakeTimes(in, plan);
  return plan;
}

const sql::Table& TableOf(sql::Of<PlanDocument>) {
  static const sql::Table& table =
      *new sql::Table{"plan_document",
                      {{"programme", "text"}, {"plan", "text"}, {"kind", "text"}, {"body", "text"}},
                      {"programme", "plan", "kind"}};
  return table;
}

std::string KindWord(PlanDocument::Kind kind) {
  return std::string(kKindWords[static_cast<int>(kind)]);
}

sql::Cells ToCells(const PlanDocument& document) {
  return {document.programme, document.plan, KindWord(document.kind), document.body};
}

PlanDocument FromCells(sql::Of<PlanDocument>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  PlanDocument document;
  document.programme = in.Text();
  document.plan = in.Text();
  document.kind = MeaningOf<PlanDocument::Kind>(in.Text(), kKindWords);
  document.body = in.Text();
  return document;
}

}  // namespace pcsp::planning
