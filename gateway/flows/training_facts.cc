#include "gateway/flows/training_facts.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/flows/training_cover.h"

namespace pcsp::gateway {
namespace {

constexpr absl::Duration kStep = absl::Seconds(10);
constexpr char kTrainedShareFact[] = "fact_pr_trained_share";

// Whether anybody's attendance shows it; asking how many are in post takes far longer.
absl::StatusOr<bool> AnybodyHas(Clients& clients, const std::string& programme,
                                const std::string& competence) {
  planning::v1::ListCompetencesRequest list;
  list.set_parent(programme);
  list.set_competence(competence);
  list.set_page_size(1);
  ASSIGN_OR_RETURN(const auto page,
                   Ask(*clients.training, &planning::v1::TrainingService::Stub::ListCompetences,
                       list, absl::Now() + kStep));
  return !page.competences().empty();
}

// By practice, in order.
absl::StatusOr<std::map<std::string, double>> TrainedShares(Clients& clients,
                                                            const std::string& programme) {
  std::map<std::string, double> shares;
  ASSIGN_OR_RETURN(const auto competences, CoreCompetences(clients, programme));
  for (const std::string& competence : competences) {
    ASSIGN_OR_RETURN(const bool anybody, AnybodyHas(clients, programme, competence));
    if (!anybody) continue;
    v1::GetTrainingCoverRequest request;
    request.set_parent(programme);
    request.set_competence(competence);
    const auto coverage = CoverageOf(clients, request, absl::Now() + kStep);
    if (absl::IsFailedPrecondition(coverage.status())) return shares;  // no headcounts
    RETURN_IF_ERROR(coverage.status());
    for (const auto& cell : coverage->practices()) {
      const bool all = cell.staff_group() == type::v1::STAFF_GROUP_UNSPECIFIED;
      if (!all || !cell.has_share() || cell.current_count() + cell.lapsed_count() == 0) continue;
      const auto [known, fresh] = shares.emplace(cell.organisation(), cell.share());
      if (!fresh) known->second = std::min(known->second, cell.share());
    }
  }
  return shares;
}

}  // namespace

absl::string_view TrainedShareCategory(double share) {
  if (share < 0.5) return "under_50_percent";
  if (share < 0.8) return "50_to_79_percent";
  return share < 0.95 ? "80_to_94_percent" : "95_percent_or_more";
}

absl::Status RecordTraining(Clients& clients, const std::string& programme) {
  ASSIGN_OR_RETURN(const auto shares, TrainedShares(clients, programme));
  assessments::v1::SetCountedFactsRequest request;
  request.set_parent(programme);
  request.set_fact(kTrainedShareFact);
  request.set_source(absl::StrCat(programme, "/competences"));
  for (const auto& [practice, share] : shares) {
    auto* site = request.add_sites();
    site->set_organisation(practice);
    site->set_category(std::string(TrainedShareCategory(share)));
  }
  const absl::Status status =
      Ask(*clients.assessments, &assessments::v1::AssessmentService::Stub::SetCountedFacts, request,
          absl::Now() + kStep)
          .status();
  // A service of the release before, while an upgrade is under way, cannot be told.
  return absl::IsUnimplemented(status) ? absl::OkStatus() : status;
}

}  // namespace pcsp::gateway
