// What people wrote at a site, or somebody wrote of it, as far as anybody may read it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "gateway/clients.h"
#include "gateway/flows/names.h"

namespace pcsp::gateway {

// Keeps what it has read. Not thread-safe.
class SiteNotes {
 public:
  // Observations count from 12 months before `closed` on, as their facts do.
  SiteNotes(Clients* clients, const WaveName& wave, absl::Time closed);

  // Answers of the wave in people's own words, from as many texts on as its policy asks for, and
  // notes of observations: sorted, at most 250, each at most 4,000 bytes. Errors of the calls.
  absl::StatusOr<std::vector<std::string>> Of(const std::string& organisation,
                                              pcsp::type::v1::Level level);

 private:
  absl::Status ReadWords(const std::string& organisation, pcsp::type::v1::Level level,
                         std::vector<std::string>* notes);
  absl::Status ReadObservations(const std::string& organisation, std::vector<std::string>* notes);

  Clients* const clients_;
  const std::string wave_;
  const std::string from_date_;
  std::set<int> wordless_;  // levels whose instrument takes no words
  absl::flat_hash_map<std::string, std::vector<std::string>> read_;
};

}  // namespace pcsp::gateway
