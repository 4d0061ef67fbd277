#include "gateway/checks/checked_call.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/rpc/status.h"
#include "gateway/checks/in_post.h"
#include "gateway/checks/known_names.h"
#include "gateway/checks/leaving_owners.h"
#include "gateway/checks/mentions.h"
#include "gateway/checks/message_bytes.h"
#include "gateway/checks/sign_off.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace pcsp::gateway {
namespace {

using google::protobuf::Message;

constexpr absl::Duration kLongestCheck = absl::Seconds(10);
constexpr absl::Duration kRetryAfter = absl::Milliseconds(200);
constexpr char kTrial[] = "to be judged only";  // no UUID

// The same request, to be judged and not carried out; false if its service cannot do that. A
// service without `validate_only` refuses a request_id that is none, and says so with all else that
// is wrong.
bool TryOnly(Message& request, grpc::ByteBuffer& bytes) {
  const auto* descriptor = request.GetDescriptor();
  const auto* reflection = request.GetReflection();
  const auto* validate_only = descriptor->FindFieldByName("validate_only");
  const auto* request_id = descriptor->FindFieldByName("request_id");
  if (validate_only != nullptr) {
    reflection->SetBool(&request, validate_only, true);
  } else if (request_id != nullptr) {
    const std::string given = reflection->GetString(request, request_id);
    if (given.empty() || IsUuid(given)) reflection->SetString(&request, request_id, kTrial);
  } else {
    return false;
  }
  bytes = BytesOf(request);
  return true;
}

absl::Status Check(Clients& clients, const std::string& method, const Message& request,
                   absl::Time deadline, Violations& violations) {
  RETURN_IF_ERROR(
      CheckKnown(clients, MentionsIn(request, MentioningFields(method)), deadline, violations));
  RETURN_IF_ERROR(CheckInPost(clients, method, request, deadline, violations));
  const auto* feed = dynamic_cast<const planning::v1::CreateCalendarFeedRequest*>(&request);
  if (feed != nullptr) return CheckHolder(clients, *feed, deadline, violations);
  const auto* sign_off = dynamic_cast<const planning::v1::SignOffAdaptationRequest*>(&request);
  if (sign_off != nullptr) return CheckSigner(clients, *sign_off, deadline, violations);
  return absl::OkStatus();
}

void SendOn(CheckedCall call) {
  call.stub->UnaryCall(call.context, call.method, {}, call.request, call.reply,
                       std::move(call.done));
}

// Adds what the service found wrong with a trial, but for what made it one.
void AddFound(const grpc::Status& status, Violations& violations) {
  const auto detail = ErrorDetailOf(rpc::FromGrpcStatus(status));
  if (status.error_code() != grpc::StatusCode::INVALID_ARGUMENT || !detail) return;
  for (const Violation& one : detail->violations) {
    if (one.field == "request_id" && one.given == kTrial) continue;
    violations.Add(one.field, one.given, one.expected);
  }
}

// `unknown`, and what the service finds wrong besides.
void SendTrial(CheckedCall call, const Violations& unknown) {
  call.done = [unknown, done = std::move(call.done)](const grpc::Status& status) {
    Violations all = unknown;
    AddFound(status, all);
    done(rpc::ToGrpcStatus(all.ToStatus()));
  };
  SendOn(std::move(call));
}

absl::Time DeadlineOf(const CheckedCall& call) {
  return std::min(absl::Now() + kLongestCheck, absl::FromChrono(call.context->deadline()));
}

// The call, whose reply warns of owners who will have left. Where the pool has no room it does not.
CheckedCall WithWarnings(const Checks& checks, CheckedCall call) {
  call.done = [checks, method = call.method, reply = call.reply, deadline = DeadlineOf(call),
               done = std::move(call.done)](const grpc::Status& status) {
    const auto warn = [checks, method, reply, deadline, done, status] {
      WarnOfLeaving(*checks.clients, method, deadline, *reply);
      done(status);
    };
    if (!status.ok() || !checks.pool->TrySubmit(warn)) done(status);
  };
  return call;
}

void CheckAndSend(const Checks& checks, CheckedCall call) {
  const std::unique_ptr<Message> request = ReadRequest(call.method, *call.request);
  if (request == nullptr) {
    SendOn(std::move(call));  // the service says so
    return;
  }
  const absl::Time deadline = DeadlineOf(call);
  Violations unknown;
  const absl::Status asked = Check(*checks.clients, call.method, *request, deadline, unknown);
  if (!asked.ok()) {
    call.done(rpc::ToGrpcStatus(asked));
  } else if (unknown.empty()) {
    SendOn(std::move(call));
  } else if (TryOnly(*request, *call.request)) {
    SendTrial(std::move(call), unknown);
  } else {
    call.done(rpc::ToGrpcStatus(unknown.ToStatus()));
  }
}

}  // namespace

void Send(const Checks* checks, CheckedCall call) {
  if (checks != nullptr && ShowsOwners(call.method)) {
    call = WithWarnings(*checks, std::move(call));
  }
  if (checks == nullptr || MentioningFields(call.method).empty()) {
    SendOn(std::move(call));
    return;
  }
  const auto shared = std::make_shared<CheckedCall>(std::move(call));
  const bool taken = checks->pool->TrySubmit(
      [checks = *checks, shared] { CheckAndSend(checks, std::move(*shared)); });
  if (taken) return;
  shared->done(rpc::ToGrpcStatus(
      MakeError(absl::StatusCode::kResourceExhausted,
                "The gateway has more work than it can take on. Try again shortly.",
                {.reason = "OVERLOADED", .retry_after = kRetryAfter})));
}

}  // namespace pcsp::gateway
