// Who was appointed to what in the sample programme, as the registry names them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

class Posts {
 public:
  static absl::StatusOr<Posts> Read(Session& session);

  // Those of a role at an organisation, by its id, in the order of what the people are called: ids
  // are of chance, and the sample is to be the same each time.
  const std::vector<registry::v1::Appointment>& Of(registry::v1::AppointmentRole role,
                                                   const std::string& organisation) const;

 private:
  std::map<std::pair<int, std::string>, std::vector<registry::v1::Appointment>> posts_;
};

}  // namespace pcsp::cli
