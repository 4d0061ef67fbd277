// RETURN_IF_ERROR and ASSIGN_OR_RETURN: carry on, or hand the error to the caller.
#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define PCSP_CONCAT_INNER(a, b) a##b
#define PCSP_CONCAT(a, b) PCSP_CONCAT_INNER(a, b)

// Evaluates `expr` (an absl::Status) once and returns it from the function unless it is OK.
#define RETURN_IF_ERROR(expr)                                   \
  do {                                                          \
    if (absl::Status pcsp_status = (expr); !pcsp_status.ok()) { \
      return pcsp_status;                                       \
    }                                                           \
  } while (false)

// Evaluates `expr` (an absl::StatusOr<T>) once; assigns its value to `lhs`, which may declare a
// variable, or returns its status from the function.
#define ASSIGN_OR_RETURN(lhs, expr) \
  PCSP_ASSIGN_OR_RETURN(PCSP_CONCAT(pcsp_status_or_, __LINE__), lhs, expr)
#define PCSP_ASSIGN_OR_RETURN(result, lhs, expr) \
  auto result = (expr);                          \
  if (!result.ok()) return result.status();      \
  lhs = std::move(result).value()
