// Invitations on paper, as the CSV of `pcspctl invitation issue -o csv` says them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace pcsp::cli {

struct Slip {
  std::string site, staff_group, batch, token, link, until;
  std::string wave() const;  // that its batch is of
};

// Files put one behind the other are read as one: a header may come again, with its columns in
// another order, and holds from there on. Every fault at once, as violations of `row N, column`,
// never with a token in them: INVALID_FILE. What is no CSV: INVALID_CSV.
absl::StatusOr<std::vector<Slip>> ReadSlips(absl::string_view csv);

}  // namespace pcsp::cli
