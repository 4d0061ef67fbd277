// Which practice a team belongs to.
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "gateway/clients.h"

namespace pcsp::gateway {

class Teams {
 public:
  // Errors: those of ListRelationships.
  static absl::StatusOr<Teams> Read(Clients& clients, const std::string& programme);

  // Of a team the practice that it was part of last, as far as that is known; of anything else
  // itself.
  const std::string& PracticeOf(const std::string& organisation) const;

 private:
  struct Whole {
    std::string practice, since;
  };
  std::map<std::string, Whole> whole_;  // by name of the part
};

}  // namespace pcsp::gateway
