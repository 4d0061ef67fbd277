// How appointments are shown.
#pragma once

#include <string>

#include "absl/types/span.h"
#include "gateway/cli/output.h"
#include "pcsp/registry/v1/person.pb.h"

namespace pcsp::cli {

// "(erased)" for those who have been.
std::string NameInWords(const registry::v1::Person& person);

// `people` are those whom the appointments may be of.
Table AppointmentTable(
    const google::protobuf::RepeatedPtrField<registry::v1::Appointment>& appointments,
    absl::Span<const registry::v1::Person* const> people);

}  // namespace pcsp::cli
