// What people can do and until when, how much of the staff that is, and how trainers become
// trainers.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/competence.pb.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning::training {

// The methods of TrainingService of the same names. Thread-safe.
class CompetenceMethods {
 public:
  explicit CompetenceMethods(const Desk& desk) : desk_(desk) {}

  absl::StatusOr<v1::ListCompetencesResponse> ListCompetences(
      const rpc::Call& call, const v1::ListCompetencesRequest& request) const;
  absl::StatusOr<v1::GetCoverageResponse> GetCoverage(const rpc::Call& call,
                                                      const v1::GetCoverageRequest& request) const;
  absl::StatusOr<v1::Trainer> RecordTrainerStep(const rpc::Call& call,
                                                const v1::RecordTrainerStepRequest& request) const;
  absl::StatusOr<v1::Trainer> GetTrainer(const rpc::Call& call,
                                         const v1::GetTrainerRequest& request) const;
  absl::StatusOr<v1::ListTrainersResponse> ListTrainers(
      const rpc::Call& call, const v1::ListTrainersRequest& request) const;

 private:
  const Desk desk_;
};

}  // namespace pcsp::planning::training
