// pcspctl measure ...
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/evidence/commands.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using assessments::v1::MeasureDefinition;
using Stub = assessments::v1::AssessmentService::Stub;

const std::map<std::string, assessments::v1::MeasureKind> kKinds = {
    {"count", assessments::v1::MEASURE_KIND_COUNT},
    {"proportion", assessments::v1::MEASURE_KIND_PROPORTION},
    {"ratio", assessments::v1::MEASURE_KIND_RATIO}};
const std::map<std::string, assessments::v1::MeasureDirection> kDirections = {
    {"higher", assessments::v1::MEASURE_DIRECTION_HIGHER},
    {"lower", assessments::v1::MEASURE_DIRECTION_LOWER},
    {"neither", assessments::v1::MEASURE_DIRECTION_NEITHER}};

struct DefineFlags {
  std::string id, title, description, unit, denominator;
  assessments::v1::MeasureKind kind = assessments::v1::MEASURE_KIND_UNSPECIFIED;
  assessments::v1::MeasureDirection better = assessments::v1::MEASURE_DIRECTION_UNSPECIFIED;
  int per = 0;
  bool patients = false;
};

struct MeasureFlags {
  std::string id, etag, month, reason, site;
  bool retired = false;
  int threshold = 0;
};

void Show(Session& session, const MeasureDefinition& measure) {
  Table table({"MEASURE", "NAME", "KIND", "OUT OF", "BETTER", "PATIENTS", "CHANGES", "STATE"});
  table.Add(
      {IdOf(measure.name()), measure.display_name(),
       Word(assessments::v1::MeasureKind_Name(measure.kind()), "MEASURE_KIND_"),
       measure.denominator(),
       Word(assessments::v1::MeasureDirection_Name(measure.direction()), "MEASURE_DIRECTION_"),
       measure.about_patients() ? "yes" : "no", absl::StrCat(measure.phases_size()),
       measure.has_retire_time() ? "retired" : "in use"});
  Print(session.format, table, measure);
}

absl::Status Define(Session& session, const DefineFlags& flags) {
  assessments::v1::CreateMeasureDefinitionRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_measure_id(flags.id);
  auto* measure = request.mutable_measure();
  measure->set_display_name(flags.title);
  measure->set_description(flags.description);
  measure->set_unit(flags.unit);
  measure->set_kind(flags.kind);
  measure->set_denominator(flags.denominator);
  measure->set_per(flags.per);
  measure->set_direction(flags.better);
  measure->set_about_patients(flags.patients);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto made,
                   gateway::Ask(*session.clients().assessments, &Stub::CreateMeasureDefinition,
                                request, session.deadline()));
  Show(session, made);
  return absl::OkStatus();
}

absl::Status List(Session& session, const MeasureFlags& flags) {
  assessments::v1::ListMeasureDefinitionsRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_show_retired(flags.retired);
  assessments::v1::ListMeasureDefinitionsResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().assessments, &Stub::ListMeasureDefinitions, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_measures()->MergeFrom(page.measures()); }));
  Table table({"MEASURE", "NAME", "UNIT", "OUT OF", "STATE"});
  for (const auto& measure : all.measures()) {
    table.Add({IdOf(measure.name()), measure.display_name(), measure.unit(), measure.denominator(),
               measure.has_retire_time() ? "retired" : "in use"});
  }
  Print(session.format, table, all);
  return absl::OkStatus();
}

absl::Status Retire(Session& session, const MeasureFlags& flags) {
  assessments::v1::RetireMeasureDefinitionRequest request;
  request.set_name(session.NameOf("measures", flags.id));
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto retired,
                   gateway::Ask(*session.clients().assessments, &Stub::RetireMeasureDefinition,
                                request, session.deadline()));
  Show(session, retired);
  return absl::OkStatus();
}

// Reads the measure and adds a change to it; the etag makes sure that nobody else did meanwhile.
absl::Status Rebase(Session& session, const MeasureFlags& flags) {
  assessments::v1::GetMeasureDefinitionRequest get;
  get.set_name(session.NameOf("measures", flags.id));
  ASSIGN_OR_RETURN(auto measure,
                   gateway::Ask(*session.clients().assessments, &Stub::GetMeasureDefinition, get,
                                session.deadline()));
  auto* phase = measure.add_phases();
  phase->set_month(flags.month);
  phase->set_reason(flags.reason);
  if (!flags.site.empty()) {
    phase->set_organisation(session.NameOf("organisations", flags.site));
  }
  assessments::v1::UpdateMeasureDefinitionRequest request;
  *request.mutable_measure() = measure;
  request.mutable_update_mask()->add_paths("phases");
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto updated,
                   gateway::Ask(*session.clients().assessments, &Stub::UpdateMeasureDefinition,
                                request, session.deadline()));
  Show(session, updated);
  return absl::OkStatus();
}

absl::Status Threshold(Session& session, const MeasureFlags& flags) {
  const std::string name = session.ProgrammeName() + "/measurePolicy";
  assessments::v1::GetMeasurePolicyRequest get;
  get.set_name(name);
  assessments::v1::UpdateMeasurePolicyRequest update;
  update.mutable_policy()->set_name(name);
  update.mutable_policy()->set_disclosure_threshold(flags.threshold);
  update.set_request_id(NewUuid(SystemClock().Now()));
  auto& assessments = *session.clients().assessments;
  const auto policy =
      flags.threshold == 0
          ? gateway::Ask(assessments, &Stub::GetMeasurePolicy, get, session.deadline())
          : gateway::Ask(assessments, &Stub::UpdateMeasurePolicy, update, session.deadline());
  RETURN_IF_ERROR(policy.status());
  Table table({"COUNTS WITHHELD BELOW"});
  table.Add({absl::StrCat(policy->disclosure_threshold())});
  Print(session.format, table, *policy);
  return absl::OkStatus();
}

void SetUpDefine(Command command, DefineFlags& flags) {
  command.AddOption("id", flags.id, "Id: lower-case letters, digits, hyphens").Required();
  command.AddOption("name", flags.title, "What people call it").Required();
  AddWord(command, "--kind", flags.kind, kKinds, "What sort of figure it is").Required();
  command.AddOption("--unit", flags.unit, "What one is, in the plural").Required();
  AddWord(command, "--better", flags.better, kDirections, "Which way is better").Required();
  command.AddOption("--out-of", flags.denominator, "What the denominator counts, for rates");
  command.AddOption("--per", flags.per, "For ratios: for how many, such as 1000");
  command.AddOption("--what-counts", flags.description, "What counts and what does not");
  command.AddFlag("--about-patients", flags.patients, "It counts patients: withhold small counts");
}

void SetUpList(Command command, MeasureFlags& flags) {
  command.AddFlag("--retired", flags.retired, "Retired ones as well");
}

void SetUpId(Command command, MeasureFlags& flags) {
  command.AddOption("id", flags.id, "Id or full name of the measure").Required();
}

void SetUpRetire(Command command, MeasureFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpRebase(Command command, MeasureFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("month", flags.month, "First month after the change, yyyy-mm").Required();
  command.AddOption("--reason", flags.reason, "What was changed").Required();
  command.AddOption("--site", flags.site, "Where; everywhere when not given");
}

void SetUpThreshold(Command command, MeasureFlags& flags) {
  command.AddOption("count", flags.threshold, "The new one, 3 to 100; shows it when not given");
}

}  // namespace

void AddMeasures(Command app, Session& session) {
  const Command noun = AddNoun(app, "measure", "What sites count each month, and how it runs");
  AddCommand(noun, session, "define", "Define a measure of the programme", SetUpDefine, Define);
  AddCommand(noun, session, "list", "List measures, built-in ones too", SetUpList, List);
  AddCommand(noun, session, "retire", "Stop recording a measure", SetUpRetire, Retire);
  AddCommand(noun, session, "rebase", "Document a change, from which charts begin anew",
             SetUpRebase, Rebase);
  AddCommand(noun, session, "threshold", "From what count patients' counts are shown to all",
             SetUpThreshold, Threshold);
  AddMeasureValues(noun, session);
  AddMeasureChart(noun, session);
}

}  // namespace pcsp::cli
