// Messages of facilitation as domain values.
#pragma once

#include "pcsp/planning/v1/facilitation.pb.h"
#include "services/planning/domain/facilitation/caseload.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning::training {

namespace pb = ::pcsp::planning::v1;

template <>
struct Noun<Capacity> {
  using Proto = pb::FacilitatorCapacity;
  static constexpr absl::string_view kType = "facilitator_capacity",
                                     kCollection = "facilitatorCapacities";
};
template <>
struct Noun<Leave> {
  using Proto = pb::Leave;
  static constexpr absl::string_view kType = "leave", kCollection = "leaves";
};
template <>
struct Noun<Assignment> {
  using Proto = pb::Assignment;
  static constexpr absl::string_view kType = "assignment", kCollection = "assignments";
};
template <>
struct Noun<Contact> {
  using Proto = pb::Contact;
  static constexpr absl::string_view kType = "contact", kCollection = "contacts";
};

pb::FacilitatorCapacity ToProto(const Capacity& capacity);
pb::Leave ToProto(const Leave& leave);
pb::Assignment ToProto(const Assignment& assignment);
pb::Contact ToProto(const Contact& contact);
// Without times until it has been set.
pb::TrainingSettings ToProto(const Settings& settings);
pb::FacilitatorLoad ToProto(const std::string& programme, const FacilitatorLoad& load);

// What a client can set. Where `need` is kRequired, who, where and when have to be given.
Capacity FromProto(const NameParts& id, const pb::FacilitatorCapacity& proto,
                   Violations& violations);
Leave FromProto(const std::string& programme, const pb::Leave& proto, Violations& violations);
Assignment FromProto(const std::string& programme, const pb::Assignment& proto, Need need,
                     Violations& violations);
Contact FromProto(const std::string& programme, const pb::Contact& proto, Need need,
                  Violations& violations);

// Copies what the update is about.
void Patch(const Capacity& given, const pb::UpdateFacilitatorCapacityRequest& request,
           Capacity& capacity, Violations& violations);
void Patch(const Assignment& given, const pb::UpdateAssignmentRequest& request,
           Assignment& assignment, Violations& violations);
void Patch(const Contact& given, const pb::UpdateContactRequest& request, Contact& contact,
           Violations& violations);
void Patch(const pb::UpdateTrainingSettingsRequest& request, Settings& settings,
           Violations& violations);

}  // namespace pcsp::planning::training
