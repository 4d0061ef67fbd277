#include "gateway/cli/sample_training/assignments.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/output.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;
using gateway::sample::Organisation;
using gateway::sample::SampleProgramme;
using Assigned = std::map<std::string, std::string>;

constexpr double kFacilitatorHours = 60;  // a month
constexpr int kAcross = 2;                // groups from west to east
constexpr int kWest = 430'000, kSouth = 540'000, kApart = 30'000, kSpread = 12'000;  // metres

std::string Parent() { return absl::StrCat("programmes/", kSampleProgramme); }

// Within kSpread of 0, always the same for the same text.
int Scatter(const std::string& text, uint64_t salt) {
  uint64_t hash = 14'695'981'039'346'656'037ULL ^ salt;  // FNV-1a
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211ULL;
  return static_cast<int>((hash >> 20) % (2 * kSpread + 1)) - kSpread;
}

pb::Place PlaceOf(const Organisation& organisation, int group) {
  pb::Place place;
  place.set_postcode(organisation.postcode);
  place.set_easting(kWest + kApart * (group % kAcross));
  place.set_northing(kSouth + kApart * (group / kAcross));
  if (organisation.kind == "practice") {
    place.set_easting(place.easting() + Scatter(organisation.postcode, 1));
    place.set_northing(place.northing() + Scatter(organisation.postcode, 2));
  }
  return place;
}

absl::Status SetCapacity(Session& session, const registry::v1::Appointment& post) {
  pb::UpdateFacilitatorCapacityRequest request;
  auto* capacity = request.mutable_facilitator_capacity();
  capacity->set_name(absl::StrCat(Parent(), "/facilitatorCapacities/", IdOf(post.name())));
  capacity->set_hours_per_month(kFacilitatorHours);
  capacity->add_travel_regions(post.organisation());
  request.set_request_id(SampleRequestId("capacity of " + post.name()));
  return DoneOrExists(gateway::Ask(*session.clients().training,
                                   &pb::TrainingService::Stub::UpdateFacilitatorCapacity, request,
                                   session.deadline())
                          .status());
}

absl::StatusOr<Assigned> AssignedOn(Session& session, const std::string& day) {
  pb::ListAssignmentsRequest request;
  request.set_parent(Parent());
  request.set_as_of_date(day);
  Assigned assigned;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().training, &pb::TrainingService::Stub::ListAssignments, request,
      absl::Seconds(session.timeout_seconds), [&assigned](const auto& page) {
        for (const auto& a : page.assignments()) assigned[IdOf(a.practice())] = a.facilitator();
      }));
  return assigned;
}

// Facilitators of a group have the same hours, so that it is their ids, which are of chance, by
// which one gets these practices and another those. Here whoever is called first gets those that
// come first.
void OrderByName(const SampleProgramme& programme, const Posts& posts,
                 gateway::v1::AssignmentProposal& proposal) {
  std::map<std::string, std::string> in_place_of;
  for (const Organisation& group : programme.organisations) {
    const auto& facilitators = posts.Of(registry::v1::APPOINTMENT_ROLE_FACILITATOR, group.id);
    std::map<std::string, std::string> first;  // practice of each
    for (const auto& post : facilitators) first.try_emplace(post.name(), "~");
    for (const auto& proposed : proposal.assignments()) {
      const auto known = first.find(proposed.facilitator());
      if (known != first.end()) known->second = std::min(known->second, proposed.practice());
    }
    std::vector<std::pair<std::string, std::string>> order;
    for (const auto& [facilitator, practice] : first) order.emplace_back(practice, facilitator);
    std::ranges::sort(order);
    for (size_t i = 0; i < order.size(); ++i) {
      in_place_of[order[i].second] = facilitators[i].name();
    }
  }
  for (auto& proposed : *proposal.mutable_assignments()) {
    const auto found = in_place_of.find(proposed.facilitator());
    if (found != in_place_of.end()) proposed.set_facilitator(found->second);
  }
}

}  // namespace

absl::Status RecordSamplePlaces(Session& session, const SampleProgramme& programme) {
  pb::RecordPlacesRequest request;
  request.set_parent(Parent());
  std::map<std::string, int> groups;
  std::map<std::string, pb::Place> places;  // neighbours may share a postcode
  for (const Organisation& organisation : programme.organisations) {
    const bool is_group = organisation.kind == "steering_group";
    if (is_group) groups.emplace(organisation.id, static_cast<int>(groups.size()));
    if (organisation.postcode.empty()) continue;
    const int group = groups[is_group ? organisation.id : organisation.parent];
    places[organisation.postcode] = PlaceOf(organisation, group);
  }
  for (const auto& [postcode, place] : places) *request.add_places() = place;
  return gateway::Ask(*session.clients().places, &pb::PlaceService::Stub::RecordPlaces, request,
                      session.deadline())
      .status();
}

absl::StatusOr<Assigned> AssignSamplePractices(Session& session, const SampleProgramme& programme,
                                               const Posts& posts, const std::string& from) {
  for (const Organisation& group : programme.organisations) {
    for (const auto& post : posts.Of(registry::v1::APPOINTMENT_ROLE_FACILITATOR, group.id)) {
      RETURN_IF_ERROR(SetCapacity(session, post));
    }
  }
  ASSIGN_OR_RETURN(Assigned assigned, AssignedOn(session, from));
  if (!assigned.empty()) return assigned;
  gateway::v1::ProposeAssignmentsRequest ask;
  ask.set_parent(Parent());
  ask.set_start_date(from);
  ASSIGN_OR_RETURN(
      auto proposal,
      gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::ProposeAssignments, ask,
                   session.deadline()));
  OrderByName(programme, posts, proposal);
  pb::ApplyAssignmentsRequest apply;
  apply.set_parent(Parent());
  apply.set_start_date(proposal.start_date());
  for (const auto& proposed : proposal.assignments()) {
    auto* const wanted = apply.add_assignments();
    wanted->set_practice(proposed.practice());
    wanted->set_facilitator(proposed.facilitator());
    wanted->set_current_facilitator(proposed.current_facilitator());
    if (!proposed.facilitator().empty()) {
      assigned[IdOf(proposed.practice())] = proposed.facilitator();
    }
  }
  RETURN_IF_ERROR(gateway::Ask(*session.clients().assignments,
                               &pb::AssignmentService::Stub::ApplyAssignments, apply,
                               session.deadline())
                      .status());
  return assigned;
}

}  // namespace pcsp::cli
