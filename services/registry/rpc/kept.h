// Replies that are asked for again and again: kept by the revision of their programme.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/names.h"
#include "services/registry/domain/period.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// All that a request asks, but for how old an answer may be.
template <typename Request>
std::string BytesOf(const Request& request) {
  if constexpr (requires { request.max_staleness(); }) {
    if (request.has_max_staleness()) {
      Request asked = request;
      asked.clear_max_staleness();
      return asked.SerializeAsString();
    }
  }
  return request.SerializeAsString();
}

// The question that a request to `method` is: all of its bytes, so that no field can be forgotten,
// the day, which stands for a date that it leaves out, and `signer`, which stands for the key that
// the page token in a reply is signed with.
template <typename Request>
Question QuestionOf(absl::string_view method, const Request& request, absl::Time now,
                    const std::string& signer) {
  Question question;
  question.method = std::string(method);
  if constexpr (requires { request.name(); }) {
    question.programme = ProgrammeIn(request.name());
  } else {
    question.programme = ProgrammeIn(request.parent());
  }
  question.arguments = {BytesOf(request), absl::StrCat(DayOf(now) - Date()), signer};
  if constexpr (requires { request.max_staleness(); }) {
    question.max_staleness = absl::Seconds(request.max_staleness().seconds()) +
                             absl::Nanoseconds(request.max_staleness().nanos());
  }
  return question;
}

// A reply that says what revision it was read at.
template <typename Response>
absl::StatusOr<Answer> AnswerOf(const absl::StatusOr<Response>& reply) {
  if (!reply.ok()) return reply.status();
  return Answer{reply->revision(), reply->SerializeAsString()};
}

}  // namespace pcsp::registry
