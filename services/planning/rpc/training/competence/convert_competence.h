// Messages of competences, coverage and trainers as domain values.
#pragma once

#include <vector>

#include "pcsp/planning/v1/competence.pb.h"
#include "services/planning/domain/training/competence/competence.h"
#include "services/planning/domain/training/competence/coverage.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning::training {

namespace pb = ::pcsp::planning::v1;

template <>
struct Noun<Trainer> {
  using Proto = pb::Trainer;
  static constexpr absl::string_view kType = "trainer", kCollection = "trainers";
};

pb::Competence ToProto(const std::string& programme, const Competence& competence);

// As the trainer stands on `day`.
pb::Trainer ToProto(const Trainer& trainer, const std::vector<TrainerStep>& steps,
                    absl::CivilDay day);
TrainerStep FromProto(const pb::TrainerStep& proto, Violations& violations);

std::vector<PracticeStaff> FromProto(const std::string& programme,
                                     const pb::GetCoverageRequest& request, Violations& violations);
std::vector<StaffPost> PostsFromProto(const std::string& programme,
                                      const pb::GetCoverageRequest& request,
                                      Violations& violations);
pb::GetCoverageResponse ToProto(const std::string& programme, const Coverage& coverage);

}  // namespace pcsp::planning::training
