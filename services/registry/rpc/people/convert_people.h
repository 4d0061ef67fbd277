// The messages of people and appointments as domain values, and back.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/base/error.h"
#include "common/storage/request_log.h"
#include "google/protobuf/field_mask.pb.h"
#include "pcsp/registry/v1/person.pb.h"
#include "services/registry/domain/people/appointment.h"
#include "services/registry/domain/people/appointment_patch.h"
#include "services/registry/domain/people/person.h"

namespace pcsp::registry {

namespace pb = ::pcsp::registry::v1;

pb::Person ToProto(const Person& person);
pb::Appointment ToProto(const Appointment& appointment);
pb::RememberedReply ToProto(const sql::RememberedReply& reply);

// Those below add what cannot be read to `violations`, under the name of the message:
// `appointment.start_date`. The result is then not to be used.

Person FromProto(const pb::Person& person);
// Person, organisation and those served must be of `programme`.
Appointment FromProto(const std::string& programme, const pb::Appointment& appointment,
                      Violations& violations);
// `field` is the path of the value; a number that is not of the enum is a violation.
Role FromProto(const std::string& field, pb::AppointmentRole role, Violations& violations);

// What an update changes; see Mask.
PersonPatch PatchFrom(const pb::Person& person, const google::protobuf::FieldMask& mask,
                      Violations& violations);
AppointmentPatch PatchFrom(const std::string& programme, const pb::Appointment& appointment,
                           const google::protobuf::FieldMask& mask, Violations& violations);

}  // namespace pcsp::registry
