// Queries whose cells and parameters are texts, the same on both engines.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/storage/sql.h"

namespace pcsp::assessments {

// One row, read from left to right.
class Cells {
 public:
  explicit Cells(size_t columns) : texts_(columns) {}
  std::string Text() { return texts_[at_++]; }
  int64_t Number();
  absl::Time Time() { return absl::FromUnixMicros(Number()); }

 private:
  friend void Select(soci::session&, const std::string&,
                     const std::vector<std::pair<std::string, std::string>>&, size_t,
                     absl::FunctionRef<void(Cells&)>);
  std::vector<std::string> texts_;
  size_t at_ = 0;
};

using Parameters = std::vector<std::pair<std::string, std::string>>;

// Calls `take` with every row. Throws soci_error, like the other.
void Select(soci::session& session, const std::string& sql, const Parameters& parameters,
            size_t columns, absl::FunctionRef<void(Cells&)> take);
void Execute(soci::session& session, const std::string& sql, const Parameters& parameters);

// `column in (...)` for the list that parameter `name` is, made by ListOf().
std::string OneOf(sql::Engine engine, absl::string_view column, absl::string_view name);
std::string ListOf(sql::Engine engine, const std::vector<std::string>& ids);

}  // namespace pcsp::assessments
