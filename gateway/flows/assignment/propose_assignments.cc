#include "gateway/flows/assignment/propose_assignments.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/base/status_macros.h"
#include "gateway/flows/assignment/facilitators.h"
#include "gateway/flows/assignment/practices.h"
#include "gateway/flows/assignment/problem.h"
#include "gateway/flows/assignment/proposal.h"
#include "gateway/flows/places.h"

namespace pcsp::gateway {
namespace {

using registry::v1::RegistryService;

constexpr int kNamesAtOnce = 1000;

// The postcodes of the organisations that facilitators are appointed to, by name.
absl::StatusOr<std::map<std::string, std::string>> BasesOf(Clients& clients,
                                                           const Question& question,
                                                           const AssignmentFacts& facts,
                                                           absl::Time deadline) {
  std::set<std::string> names;
  for (const AbleFacilitator& one : facts.facilitators) names.insert(one.organisation);
  std::map<std::string, std::string> postcodes;
  registry::v1::BatchGetOrganisationsRequest request;
  request.set_parent(question.request.parent());
  request.set_view(registry::v1::ORGANISATION_VIEW_BASIC);
  for (auto name = names.begin(); name != names.end();) {
    request.clear_names();
    for (; name != names.end() && request.names_size() < kNamesAtOnce; ++name) {
      request.add_names(*name);
    }
    ASSIGN_OR_RETURN(
        const auto reply,
        Ask(*clients.registry, &RegistryService::Stub::BatchGetOrganisations, request, deadline));
    for (const auto& o : reply.organisations()) postcodes[o.name()] = o.postcode();
  }
  return postcodes;
}

absl::Status Locate(Clients& clients, const rpc::Call& call, const Question& question,
                    AssignmentFacts& facts) {
  ASSIGN_OR_RETURN(auto bases, BasesOf(clients, question, facts, call.deadline));
  std::vector<std::string> postcodes;
  for (const PracticeInNeed& practice : facts.practices) postcodes.push_back(practice.postcode);
  for (const auto& [name, postcode] : bases) postcodes.push_back(postcode);
  ASSIGN_OR_RETURN(const PlaceBook book, PlacesOf(clients, question.request.parent(), postcodes));
  const auto place_of = [&book](const std::string& postcode) -> MaybePlace {
    const planning::v1::Place* const found = book.Find(postcode);
    return found == nullptr ? MaybePlace() : MaybePlace(*found);
  };
  for (PracticeInNeed& practice : facts.practices) practice.place = place_of(practice.postcode);
  for (AbleFacilitator& one : facts.facilitators) one.place = place_of(bases[one.organisation]);
  return absl::OkStatus();
}

std::set<std::string> TravelRegions(const AssignmentFacts& facts) {
  std::set<std::string> regions;
  for (const AbleFacilitator& one : facts.facilitators) {
    regions.insert(one.regions.begin(), one.regions.end());
  }
  return regions;
}

// Nobody gets more practices than is good, unless practices would go without for that alone and it
// was not asked for.
absl::StatusOr<planning::v1::AssignmentPlan> Solve(Clients& clients, const rpc::Call& call,
                                                   const Question& question,
                                                   const AssignmentFacts& facts) {
  using Stub = planning::v1::AssignmentService::Stub;
  const auto solve = [&](Practices practices, double seconds) {
    auto request = ProblemOf(question, facts, practices);
    request.set_seconds(seconds);
    return Ask(*clients.assignments, &Stub::AssignFacilitators, request, call.deadline);
  };
  const double seconds = question.request.seconds();
  if (question.request.limit_practices()) return solve(Practices::kLimited, seconds);
  ASSIGN_OR_RETURN(auto at_once, solve(Practices::kLimited, 0));
  Practices practices = Practices::kLimited;
  if (!at_once.unserved().empty()) {
    ASSIGN_OR_RETURN(auto unlimited, solve(Practices::kUnlimited, 0));
    if (unlimited.unserved_size() < at_once.unserved_size()) {
      practices = Practices::kUnlimited;
      at_once = std::move(unlimited);
    }
  }
  if (seconds == 0) return at_once;
  return solve(practices, seconds);
}

}  // namespace

absl::StatusOr<v1::AssignmentProposal> ProposeAssignments(
    Clients& clients, const rpc::Call& call, const v1::ProposeAssignmentsRequest& request) {
  ASSIGN_OR_RETURN(const Question question, QuestionOf(request, call.now));
  AssignmentFacts facts;
  RETURN_IF_ERROR(GatherPractices(clients, question, facts));
  RETURN_IF_ERROR(GatherFacilitators(clients, question, facts));
  RETURN_IF_ERROR(GatherRegions(clients, question, TravelRegions(facts), facts));
  RETURN_IF_ERROR(Locate(clients, call, question, facts));
  ASSIGN_OR_RETURN(const planning::v1::AssignmentPlan plan, Solve(clients, call, question, facts));
  return ProposalOf(question, facts, plan);
}

}  // namespace pcsp::gateway
