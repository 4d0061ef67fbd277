// GoogleTest matchers for absl::Status and absl::StatusOr, named as upstream Abseil names them.
#pragma once

#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::testing {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& value) {
  return value.status();
}

MATCHER(IsOk, "is OK") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}

MATCHER_P(IsOkAndHolds, value_matcher, "is OK and holds a value that matches") {
  if (!arg.ok()) {
    *result_listener << arg.status().ToString();
    return false;
  }
  return ::testing::ExplainMatchResult(value_matcher, *arg, result_listener);
}

MATCHER_P(StatusIs, code, "has the status code") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code;
}

// The reason of a named error, "" when there is none.
std::string ReasonOf(const absl::Status& status);

// Tests match on the reason, which is stable, and not on the message.
MATCHER_P(HasReason, reason, "is an error with the reason") {
  *result_listener << StatusOf(arg).ToString();
  return ReasonOf(StatusOf(arg)) == reason;
}

// Every field at fault, in the order reported.
std::vector<std::string> ViolatedFields(const absl::Status& status);

}  // namespace pcsp::testing

#define ASSERT_OK(expr) ASSERT_THAT(expr, ::pcsp::testing::IsOk())
#define EXPECT_OK(expr) EXPECT_THAT(expr, ::pcsp::testing::IsOk())
