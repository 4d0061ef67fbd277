// What people are called who are known by their appointments.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/clients.h"

namespace pcsp::gateway {

// What the people of `appointments` of a programme, `programmes/{programme}`, are called, by
// appointment: those whom the registry knows and who have not been erased.
absl::StatusOr<std::map<std::string, std::string>> NamesOfAppointees(
    Clients& clients, const std::string& programme, std::vector<std::string> appointments,
    absl::Duration page_deadline);

}  // namespace pcsp::gateway
