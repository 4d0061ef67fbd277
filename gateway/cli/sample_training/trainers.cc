#include "gateway/cli/sample_training/trainers.h"

#include <algorithm>
#include <set>
#include <utility>

#include "common/base/status_macros.h"
#include "gateway/cli/output.h"
#include "gateway/cli/sample_training/steps.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;
using gateway::sample::SampleProgramme;
using gateway::sample::SessionSample;

constexpr int kQualifiedDays = 5 * 365;  // from the start

absl::Status QualifyTrainer(Session& session, const std::string& trainer, absl::CivilDay start) {
  int months_before = 10;
  for (const auto& [stage, evidence] :
       {std::pair(pb::TRAINER_STAGE_CANDIDATE, "agreed with the steering group"),
        std::pair(pb::TRAINER_STAGE_TRAINED, "train the trainer, both days"),
        std::pair(pb::TRAINER_STAGE_CO_DELIVERING, "two core days beside a colleague"),
        std::pair(pb::TRAINER_STAGE_PEER_REVIEWED, "review form of a colleague"),
        std::pair(pb::TRAINER_STAGE_QUALITY_ASSURED, "certificate")}) {
    pb::RecordTrainerStepRequest request;
    request.set_name(SampleName("trainers", trainer));
    request.mutable_step()->set_stage(stage);
    request.mutable_step()->set_step_date(absl::FormatCivilTime(start - 30 * months_before));
    request.mutable_step()->set_evidence(evidence);
    if (stage == pb::TRAINER_STAGE_QUALITY_ASSURED) {
      request.mutable_step()->set_lapse_date(absl::FormatCivilTime(start + kQualifiedDays));
    }
    const absl::Status status =
        DoTraining(session, &TrainingStub::RecordTrainerStep, request,
                   absl::StrCat("step of ", trainer, ": ", pb::TrainerStage_Name(stage)));
    // Taken by an earlier run whose request is no longer remembered.
    if (!absl::IsFailedPrecondition(status) && !absl::IsInvalidArgument(status)) {
      RETURN_IF_ERROR(status);
    }
    months_before -= 2;
  }
  return absl::OkStatus();
}

class Diary {
 public:
  Diary(const SampleProgramme& programme, const Posts& posts) {
    for (const auto& organisation : programme.organisations) {
      if (organisation.kind != "steering_group") continue;
      std::vector<std::string>& known = trainers_[organisation.id];
      for (const auto& post :
           posts.Of(registry::v1::APPOINTMENT_ROLE_TRAINER, organisation.parent)) {
        known.push_back(IdOf(post.name()));
      }
    }
  }

  std::vector<std::string> For(const SessionSample& session, size_t trainers) {
    std::vector<std::string> free;
    for (const std::string& trainer : trainers_[session.group]) {
      if (!taken_.contains({trainer, session.date})) free.push_back(trainer);
    }
    std::ranges::stable_sort(free, {}, [this](const std::string& one) { return taught_[one]; });
    if (free.size() > trainers) free.resize(trainers);
    for (const std::string& trainer : free) {
      taken_.emplace(trainer, session.date);
      ++taught_[trainer];
    }
    return free;
  }

 private:
  std::map<std::string, std::vector<std::string>> trainers_;  // by steering group
  std::map<std::string, int> taught_;
  std::set<std::pair<std::string, std::string>> taken_;  // with the day
};

}  // namespace

TrainersOfSessions AssignTrainers(const SampleProgramme& programme,
                                  const gateway::sample::TrainingSample& sample,
                                  const Posts& posts) {
  Diary diary(programme, posts);
  TrainersOfSessions assigned;
  for (const auto& day : sample.team_days) assigned[day.session.id] = diary.For(day.session, 2);
  for (const auto& day : sample.core_days) assigned[day.id] = diary.For(day, 2);
  for (const auto& taster : sample.tasters) assigned[taster.id] = diary.For(taster, 1);
  return assigned;
}

absl::Status QualifyTrainers(Session& session, const SampleProgramme& programme, const Posts& posts,
                             absl::CivilDay start) {
  for (const auto& organisation : programme.organisations) {
    if (organisation.kind != "whole_system") continue;
    for (const auto& post : posts.Of(registry::v1::APPOINTMENT_ROLE_TRAINER, organisation.id)) {
      RETURN_IF_ERROR(QualifyTrainer(session, IdOf(post.name()), start));
    }
  }
  return absl::OkStatus();
}

}  // namespace pcsp::cli
