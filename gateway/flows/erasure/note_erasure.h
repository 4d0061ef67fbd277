// Has what erased people wrote erased in planning.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/clients.h"

namespace pcsp::gateway {

// For one thread.
class NoteErasure {
 public:
  // Must outlive the object.
  explicit NoteErasure(Clients* clients) : clients_(*clients) {}

  // Looks for people of the programmes who have been erased, and has the words erased of those whom
  // this object has not seen to yet. Fails on the first that cannot be seen to, to be run again;
  // CANCELLED when `go_on` says no.
  absl::Status Run(const std::set<std::string>& programmes, const std::function<bool()>& go_on);

 private:
  // Those of the programme who are erased and have not been seen to.
  absl::StatusOr<std::vector<std::string>> Unseen(const std::string& programme) const;
  absl::Status SeeTo(const std::string& programme, const std::string& person);

  Clients& clients_;
  std::set<std::string> done_;  // people's names
};

}  // namespace pcsp::gateway
