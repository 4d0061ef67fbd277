// pcspctl trainer ...
#include <iostream>
#include <set>

#include "absl/strings/str_join.h"
#include "gateway/cli/training/called.h"
#include "gateway/cli/training/commands.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

struct TrainerFlags {
  std::string id, day, evidence, lapse, etag, as_of;
  pb::TrainerStage stage = pb::TRAINER_STAGE_UNSPECIFIED;
};

std::string NextInWords(const pb::Trainer& trainer) {
  std::vector<std::string> next;
  for (const int stage : trainer.next_stages()) {
    next.push_back(StageInWords(static_cast<pb::TrainerStage>(stage)));
  }
  return absl::StrJoin(next, ", ");
}

Table AsTable(Session& session, const google::protobuf::RepeatedPtrField<pb::Trainer>& trainers) {
  std::set<std::string> names;
  for (const auto& t : trainers) names.insert(t.appointment());
  const Called called(session, names);
  Table table({"TRAINER", "STAGE", "SINCE", "UNTIL", "MAY BECOME"});
  for (const auto& t : trainers) {
    table.Add({called(t.appointment()), StageInWords(t.stage()), t.stage_date(), t.lapse_date(),
               NextInWords(t)});
  }
  return table;
}

absl::Status Show(Session& session, const absl::StatusOr<pb::Trainer>& trainer) {
  RETURN_IF_ERROR(trainer.status());
  pb::ListTrainersResponse one;
  *one.add_trainers() = *trainer;
  Print(session.format, AsTable(session, one.trainers()), *trainer);
  if (session.format != Format::kTable) return absl::OkStatus();
  Table steps({"DAY", "STAGE", "LAPSES", "EVIDENCE"});
  for (const auto& step : trainer->steps()) {
    steps.Add({step.step_date(), StageInWords(step.stage()), step.lapse_date(), step.evidence()});
  }
  std::cout << "\n" << steps.AsText();
  return absl::OkStatus();
}

absl::Status Step(Session& session, const TrainerFlags& flags) {
  pb::RecordTrainerStepRequest request;
  request.set_name(session.NameOf("trainers", flags.id));
  request.set_etag(flags.etag);
  request.mutable_step()->set_stage(flags.stage);
  request.mutable_step()->set_step_date(flags.day);
  request.mutable_step()->set_evidence(flags.evidence);
  request.mutable_step()->set_lapse_date(flags.lapse);
  return Show(session, Call(session, &TrainingStub::RecordTrainerStep, request));
}

absl::Status Get(Session& session, const TrainerFlags& flags) {
  pb::GetTrainerRequest request;
  request.set_name(session.NameOf("trainers", flags.id));
  request.set_as_of_date(flags.as_of);
  return Show(session, Call(session, &TrainingStub::GetTrainer, request));
}

absl::Status List(Session& session, const TrainerFlags& flags) {
  pb::ListTrainersRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_as_of_date(flags.as_of);
  request.set_stage(flags.stage);
  ASSIGN_OR_RETURN(const auto all, CallForAll(session, &TrainingStub::ListTrainers, request,
                                              [](auto& page, auto& out) {
                                                out.mutable_trainers()->MergeFrom(page.trainers());
                                              }));
  Print(session.format, AsTable(session, all.trainers()), all);
  return absl::OkStatus();
}

void SetUpId(Command command, TrainerFlags& flags) {
  command.AddOption("id", flags.id, "Id of the trainer's appointment").Required();
}

void SetUpStep(Command command, TrainerFlags& flags) {
  SetUpId(command, flags);
  AddWord(command, "stage", flags.stage, TrainerStages(), "Where the step leads").Required();
  command.AddOption("day", flags.day, "When, yyyy-mm-dd").Required();
  command.AddOption("evidence", flags.evidence, "What shows it").Required();
  command.AddOption("--until", flags.lapse, "First day without the quality assurance");
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpGet(Command command, TrainerFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("--as-of", flags.as_of, "As of this day, yyyy-mm-dd; today if not given");
}

void SetUpList(Command command, TrainerFlags& flags) {
  command.AddOption("--as-of", flags.as_of, "As of this day, yyyy-mm-dd; today if not given");
  AddWord(command, "--stage", flags.stage, TrainerStages(), "Only those who stand here");
}

}  // namespace

void AddTrainers(Command app, Session& session) {
  const Command noun = AddNoun(app, "trainer", "The path to quality assurance");
  AddCommand(noun, session, "step", "Record a step, with what shows it", SetUpStep, Step);
  AddCommand(noun, session, "list", "List trainers", SetUpList, List);
  AddCommand(noun, session, "show", "Show one trainer's path", SetUpGet, Get);
}

}  // namespace pcsp::cli
